/** The CEL rules of a schema (x-kubernetes-validations): their expressions and what they may cost. */
import type { At, FieldErrors } from '../../field-errors.js';
import type { Obj } from '../../fields.js';

/** What the rules of a node know of its surroundings. */
export interface RuleScope {
  schema: Obj;
  property(schema: Obj, name: string): RuleScope;
  items(schema: Obj): RuleScope;
  additional(schema: Obj): RuleScope;
  /** Says what all rules together cost too much. */
  finish(root: At, errors: FieldErrors): void;
}

export function rootScope(schema: Obj, _root: At): RuleScope {
  const scope = (of: Obj): RuleScope => ({
    schema: of,
    property: scope,
    items: scope,
    additional: scope,
    finish: () => {},
  });
  return scope(schema);
}

export function validateRules(
  _rules: readonly Obj[],
  _scope: RuleScope,
  _place: At,
  _uncorrelatable: At | undefined,
  _errors: FieldErrors,
): void {}
