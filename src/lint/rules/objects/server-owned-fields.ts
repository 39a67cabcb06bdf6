import { isObject } from '../../../api/json.js';
import type { LintObject, Place } from '../../object.js';
import { rule } from '../../rule.js';

const OWNED = [
  'uid',
  'resourceVersion',
  'generation',
  'managedFields',
  'selfLink',
  'creationTimestamp',
  'deletionTimestamp',
];

/** What `kubectl get -o yaml` brings along: apply refuses the version of another day, and the rest means nothing. */
export default rule({
  name: 'objects/server-owned-fields',
  severity: 'warning',
  set: 'recommended',
  summary: 'Fields that only the server writes, left over from an export.',
  visit: 'Object',
  check(object, { report }) {
    const [first, ...others] = ownedIn(object);
    if (!first) return;
    const names = [first, ...others].map(({ path }) => path.join('.'));
    report({
      at: first,
      of: 'key',
      message: `only the server writes ${names.join(', ')}: left over from an export`,
      hint: 'take them out',
      related: others.map((at) => ({ message: String(at.path.at(-1)), at, of: 'key' as const })),
    });
  },
});

function ownedIn({ at, hasSchema }: LintObject): Place[] {
  const metadata = OWNED.map((field) => at.child('metadata', field)).filter(isWritten);
  const status = at.child('status');
  // Generators write an empty one; of a custom resource nobody knows whether the server owns it.
  return hasSchema && isWritten(status) ? [...metadata, status] : metadata;
}

function isWritten({ value }: Place): boolean {
  return value !== undefined && value !== null && !(isObject(value) && isEmpty(value));
}

/** What generators write of a status that nobody has yet: nothing, or fields of nothing. */
function isEmpty(value: object): boolean {
  return Object.values(value).every(
    (one) =>
      one === null || one === '' || (typeof one === 'object' && Object.values(one as object).length === 0),
  );
}
