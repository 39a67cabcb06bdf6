/** What the server makes of the metadata of any object (k8s.io/apiserver/pkg/registry/rest). */

import type { JsonObject } from '../api/json.js';
import { formatTime } from '../api/time.js';
import { copy, drop, get, list, type Obj, obj, set, setZero, str } from './fields.js';
import type { RequestOptions } from './options.js';
import type { ObjectMeta } from './shared/structs.js';

const DEFAULT_NAMESPACE = 'default';
const WIPED = [
  'creationTimestamp',
  'uid',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
] as const;

/** A PUT goes to the stored object's name; an object of another name is not for it. */
export function nameMismatch(metadata: ObjectMeta, old: ObjectMeta): string | undefined {
  const [name, asked] = [str(metadata, 'name'), str(old, 'name')];
  if (name === asked) return undefined;
  if (name === '')
    return `the name of the object (${asked} based on URL) was undeterminable: name must be provided`;
  return `the name of the object (${name}) does not match the name on the URL (${asked})`;
}

/** Stands for the uid that a real server would have drawn, where the caller gives none. */
export const UNKNOWN_UID = '00000000-0000-4000-8000-000000000000';

/** What the server makes of an object's metadata before anything else. Writes into it. */
export function settleMetadata(
  metadata: ObjectMeta,
  old: Obj | undefined,
  rules: { namespaced: boolean },
  options: RequestOptions,
): void {
  for (const name of WIPED) drop(metadata, name);
  if (rules.namespaced) {
    setZero(metadata, 'namespace', options.namespace ?? DEFAULT_NAMESPACE);
  } else drop(metadata, 'namespace');
  const before: ObjectMeta = obj(old, 'metadata');
  for (const name of [
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
  ] as const) {
    if (get(before, name) !== undefined) copy(metadata, name, before);
  }
  if (!old && options.now !== undefined) set(metadata, 'creationTimestamp', formatTime(options.now));
  if (!old) drop(metadata, 'resourceVersion');
}

/** A name for an object that asks for one to be made up. */
export function nameGenerated(metadata: ObjectMeta, old: Obj | undefined): void {
  const generate = str(metadata, 'generateName');
  if (!old && str(metadata, 'name') === '' && generate !== '')
    set(metadata, 'name', `${generate.slice(0, 58)}xxxxx`);
}

/** Owners that are named twice are named once, with a warning. */
export function dedupeOwners(metadata: ObjectMeta): string[] {
  const owners = list(metadata, 'ownerReferences');
  if (owners.length < 2) return [];
  const kept: JsonObject[] = [];
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const owner of owners) {
    const uid = str(owner, 'uid');
    const whole = JSON.stringify(owner, Object.keys(owner).sort());
    if (seen.get(`${uid} ${whole}`) !== undefined) twice.push(uid);
    else {
      seen.set(`${uid} ${whole}`, uid);
      kept.push(owner);
    }
  }
  if (twice.length === 0) return [];
  set(metadata, 'ownerReferences', kept);
  return [
    `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${twice.join(', ')}`,
  ];
}
