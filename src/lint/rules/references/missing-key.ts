import { definedKeys, isObject } from '../../../api/json.js';
import { isNearName } from '../../../api/near-names.js';
import { kindOf } from '../../../api/object-key.js';
import { closest } from '../../../api/suggest.js';
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
    const [first] = target.is === 'there' ? target.copies : [];
    if (target.is !== 'there' || !first || target.copies.some(isFilledByOthers)) return;
    const known = new Set([...target.copies, ...target.patches].flatMap(keysOf));
    for (const { at, key } of keys) {
      if (known.has(key)) continue;
      const near = [...known].filter((one) => isNearName(key, one));
      const meant = near[0] ?? closest(key, known);
      report({
        at,
        message: `${to} ${name} has no key ${key}`,
        hint: meant === undefined ? keysHint([...known]) : didYouMean(meant),
        related: [{ message: `${to} ${name}`, at: keysPlace(first), of: 'key' }],
        fix: near.length === 1 && near[0] !== undefined ? replaceValue(at, near[0]) : undefined,
        cause: JSON.stringify([to, namespace, name, key]),
      });
    }
  },
});

/** The keys of a ConfigMap or Secret. */
function keysOf({ at }: LintObject): string[] {
  return fieldsOf(at).flatMap(({ value }) => (isObject(value) ? definedKeys(value) : []));
}

/** One that comes without a key is for somebody else to fill. */
function isFilledByOthers(object: LintObject): boolean {
  return object.at.child('type').value === FILLED || keysOf(object).length === 0;
}

function keysPlace({ at }: LintObject): Place {
  return fieldsOf(at).find(({ value }) => value !== undefined) ?? at;
}

function fieldsOf(at: Place): Place[] {
  return (FIELDS[kindOf(at.object)] ?? []).map((field) => at.child(field));
}

function keysHint(known: readonly string[]): string {
  const shown = known.slice(0, MOST_NAMES).join(', ');
  const more = known.length - MOST_NAMES;
  return more > 0 ? `its keys are ${shown} and ${more} more` : `its keys are ${shown}`;
}
