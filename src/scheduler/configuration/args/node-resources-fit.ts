import { At, type FieldErrors } from '../../../admission/field-errors.js';
import { fieldErrorText } from '../../../api/field-error.js';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../../../api/json.js';
import { labelKeyErrors } from '../../../api/names.js';
import { bad, errorsOf, wholeError } from '../errors.js';
import { itemsOf, objectsOf } from '../values.js';
import type { ArgsKind } from './kind.js';
import { CPU_AND_MEMORY, weighted } from './resource-specs.js';
import { checkShape } from './shape.js';

const RATIO = 'RequestedToCapacityRatio';
const STRATEGIES = ['LeastAllocated', 'MostAllocated', RATIO];

/** Resources that need not fit, and how what is left over is scored. */
export const nodeResourcesFit: ArgsKind = {
  fields: ['ignoredResources', 'ignoredResourceGroups', 'scoringStrategy'],
  defaults: {
    ignoredResources: [],
    ignoredResourceGroups: [],
    scoringStrategy: { type: 'LeastAllocated', resources: CPU_AND_MEMORY },
  },
  complete(args) {
    const strategy = args['scoringStrategy'];
    if (!isObject(strategy)) return args;
    return { ...args, scoringStrategy: { ...strategy, resources: weighted(strategy['resources']) } };
  },
  /** Only building the plugin brings these up: all in one text, without the way to the profile. */
  check(args, at, errors) {
    const found = errorsOf((own) => {
      checkIgnored(args, own);
      const strategy = args['scoringStrategy'];
      if (isObject(strategy)) checkStrategy(strategy, At.root.child('scoringStrategy'), own);
    });
    const [first] = found;
    if (!first) return;
    const texts = found.map(fieldErrorText).join(', ');
    const all = found.length === 1 ? texts : `[${texts}]`;
    errors.takeOver([
      wholeError([...at.path, ...first.path], `initializing plugin "NodeResourcesFit": ${all}`),
    ]);
  },
};

function checkIgnored(args: JsonObject, errors: FieldErrors): void {
  const names = (field: string) => itemsOf(args[field]).map(String);
  names('ignoredResources').forEach((name, i) => {
    errors.invalids(At.root.child('ignoredResources').index(i), name, labelKeyErrors(name));
  });
  names('ignoredResourceGroups').forEach((name, i) => {
    const at = At.root.child('ignoredResourceGroups').index(i);
    if (name.includes('/')) errors.invalid(at, name, "resource group name can't contain '/'");
    errors.invalids(at, name, labelKeyErrors(name));
  });
}

function checkStrategy(strategy: JsonObject, at: At, errors: FieldErrors): void {
  const type = strategy['type'] ?? '';
  if (!STRATEGIES.includes(String(type))) errors.unsupported(at.child('type'), bad(type), STRATEGIES);
  checkWeights(strategy['resources'], at.child('resources'), errors);
  const ratio = strategy['requestedToCapacityRatio'];
  const atRatio = at.child('requestedToCapacityRatio');
  if (type !== RATIO) {
    if (ratio) errors.forbidden(atRatio, `must be nil when type is not ${RATIO}`);
  } else if (!ratio) errors.required(atRatio, `must be specified when type is ${RATIO}`);
  else checkShape(valueAt(ratio, ['shape']), atRatio.child('shape'), errors);
}

function checkWeights(resources: JsonValue | undefined, at: At, errors: FieldErrors): void {
  objectsOf(resources).forEach(({ name, weight }, i) => {
    if (Number(weight) > 0 && Number(weight) <= 100) return;
    const text = `resource weight of ${name} not in valid range (0, 100]`;
    errors.invalid(at.index(i).child('weight'), bad(weight), text);
  });
}
