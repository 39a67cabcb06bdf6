/** The CEL rules of a schema (x-kubernetes-validations): whether their expressions compile to what is wanted. */
import { compileCel } from '../../cel/compile.js';
import { schemaType } from '../../cel/schema-type.js';
import { type CelType, optionalOf } from '../../cel/types.js';
import { type At, type FieldErrors, json } from '../../field-errors.js';
import { bool, boolPtr, type Obj, str } from '../../fields.js';
import { printRule } from './print.js';

const NO_TYPE = 'internal error: failed to retrieve type information for x-kubernetes-validations';

/**
 * Checks the rules of one node. `root`: it is the resource itself. `uncorrelatable`: the node below which rules cannot
 * look at the old value.
 */
export function validateRules(
  rules: readonly Obj[],
  schema: Obj,
  root: boolean,
  place: At,
  uncorrelatable: At | undefined,
  errors: FieldErrors,
): void {
  const type = schemaType(schema, root || bool(schema, 'x-kubernetes-embedded-resource'));
  if (!type) {
    errors.internal(place, NO_TYPE);
    return;
  }
  rules.forEach((rule, index) => {
    validateRule(rule, type, place.index(index), uncorrelatable, errors);
  });
}

function validateRule(
  rule: Obj,
  self: CelType,
  place: At,
  uncorrelatable: At | undefined,
  errors: FieldErrors,
): void {
  const text = str(rule, 'rule');
  const oldSelf = bool(rule, 'optionalOldSelf') ? optionalOf(self) : self;
  const variables = { self, oldSelf };
  const compiled = compileCel(text, { variables });
  let usesOldSelf = false;
  if ('error' in compiled) {
    errors.invalid(place.child('rule'), printRule(rule), `compilation failed: ${compiled.error}`);
  } else if (compiled.type.kind !== 'bool') {
    errors.invalid(place.child('rule'), printRule(rule), 'cel expression must evaluate to a bool');
  } else {
    usesOldSelf = compiled.names.has('oldSelf');
    const message = str(rule, 'messageExpression');
    if (message !== '') validateMessage(message, variables, rule, place, errors);
  }
  if (usesOldSelf) {
    if (!uncorrelatable) return;
    errors.invalid(
      place.child('rule'),
      text,
      `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`,
    );
  } else {
    const optional = boolPtr(rule, 'optionalOldSelf');
    if (optional === undefined) return;
    errors.invalid(
      place.child('optionalOldSelf'),
      json(optional),
      'may not be set if oldSelf is not used in rule',
    );
  }
}

function validateMessage(
  text: string,
  variables: Readonly<Record<string, CelType>>,
  rule: Obj,
  place: At,
  errors: FieldErrors,
): void {
  const compiled = compileCel(text, { variables });
  const at = place.child('messageExpression');
  if ('error' in compiled) {
    errors.invalid(at, printRule(rule), `messageExpression compilation failed: ${compiled.error}`);
  } else if (compiled.type.kind !== 'string') {
    errors.invalid(at, printRule(rule), 'messageExpression must evaluate to a string');
  }
}
