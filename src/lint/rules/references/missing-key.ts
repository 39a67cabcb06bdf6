import { definedKeys, isObject, ownValue } from '../../../api/json.js';
import { NearNames } from '../../../api/near-names.js';
import { kindOf } from '../../../api/object-key.js';
import type { Target } from '../../known-world.js';
import type { LintObject, Place } from '../../object.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
};
/** The controller of tokens fills it in. */
const FILLED = 'kubernetes.io/service-account-token';
/** Of so many keys the names are told. */
const MOST_NAMES = 5;

/** A key of a ConfigMap or Secret is read that it does not have: the container is not created. */
export default rule({
  name: 'references/missing-key',
  severity: 'error',
  summary: 'A key is read that the ConfigMap or Secret does not have.',
  visit: 'Reference',
  by: 'name',
  to: ['ConfigMap', 'Secret'],
  check(reference, { world, report }) {
    const { to, namespace, name, keys, optional } = reference;
    if (optional || keys.length === 0) return;
    const target = world.target(reference);
    const content = target.is === 'there' ? contentOf(target) : undefined;
    if (!content) return;
    for (const { at, key } of keys) {
      if (content.keys.has(key)) continue;
      content.names ??= new NearNames(content.keys);
      const [near, ...others] = content.names.near(key);
      report({
        at,
        message: `${to} ${name} has no key ${key}`,
        hint: near === undefined ? keysHint([...content.keys]) : didYouMean(near),
        related: [{ message: `${to} ${name}`, at: content.place, of: 'key' }],
        fix: near === undefined || others.length > 0 ? undefined : replaceValue(at, near),
        cause: JSON.stringify([to, namespace, name, key]),
      });
    }
  },
});

/** What variants of a ConfigMap or Secret hold together. */
interface Content {
  keys: ReadonlySet<string>;
  place: Place;
  /** The same keys, for what is near them; made when asked. */
  names?: NearNames;
}

type There = Extract<Target, { is: 'there' }>;

/** What was read of each target, which many can refer to. */
const contents = new WeakMap<There, Content | 'unknown'>();

/** Undefined of what is elsewhere but for a patch, and of what somebody else fills. */
function contentOf(target: There): Content | undefined {
  const known = contents.get(target) ?? readContent(target);
  contents.set(target, known);
  return known === 'unknown' ? undefined : known;
}

function readContent({ copies, patches }: There): Content | 'unknown' {
  const [first] = copies;
  if (!first || copies.some(isFilledByOthers)) return 'unknown';
  const place = fieldsOf(first.at).find(({ value }) => value !== undefined) ?? first.at;
  return { keys: new Set([...copies, ...patches].flatMap(keysOf)), place };
}

/** One that comes without a key is for somebody else to fill. */
function isFilledByOthers(object: LintObject): boolean {
  return object.at.child('type').value === FILLED || keysOf(object).length === 0;
}

function keysOf({ at }: LintObject): string[] {
  return fieldsOf(at).flatMap(({ value }) => (isObject(value) ? definedKeys(value) : []));
}

function fieldsOf(at: Place): Place[] {
  return (ownValue(FIELDS, kindOf(at.object)) ?? []).map((field) => at.child(field));
}

function keysHint(known: readonly string[]): string {
  const shown = known.slice(0, MOST_NAMES).join(', ');
  const more = known.length - MOST_NAMES;
  return more > 0 ? `its keys are ${shown} and ${more} more` : `its keys are ${shown}`;
}
