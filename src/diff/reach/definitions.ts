/** Definitions that would not take objects any more that are there. */
import { hider, secretTexts, withoutTexts } from '../../api/hidden.js';
import { isObject, valueAt } from '../../api/json.js';
import { keyOf, kindOf, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { asJson } from '../../api/unstructured.js';
import { handle } from '../../apiserver/handle.js';
import { reasonsIn } from '../refusals.js';
import { type Both, changedOf, type Notice, nameOfObject } from './notice.js';

/** So many objects are named of each definition. */
const NAMED = 3;

/** What a changed CustomResourceDefinition holds against objects that were let in before. */
export function definitionNotices(both: Both): Notice[] {
  return changedOf('CustomResourceDefinition', both).flatMap(({ old, now }): Notice[] => {
    if (!old) return [];
    const spec = valueAt(asJson(now), ['spec']);
    if (!isObject(spec)) return [];
    const kind = String(valueAt(spec, ['names', 'kind']));
    const filed = kindOf({ apiVersion: `${String(spec['group'])}/v1`, kind });
    const refused = (both.after.list(filed) as KubeObject[]).flatMap((object) => {
      // What the move brings is told with it.
      if (both.before.get(filed, keyOf(object)) !== object || !isTaken(object, both.before)) return [];
      const why = refusalOf(object, both.after);
      return why === undefined ? [] : [`${nameOfObject(object)} (${why})`];
    });
    if (refused.length === 0) return [];
    const more = refused.length > NAMED ? ` and ${refused.length - NAMED} more` : '';
    const text = `${nameOfObject(now)} would not take any more what is there: ${refused.slice(0, NAMED).join(', ')}${more}`;
    return [{ topic: 'definition', text, object: refOf(now) }];
  });
}

function isTaken(object: KubeObject, cluster: Both['before']): boolean {
  return refusalOf(object, cluster) === undefined;
}

/** Why an object could not be created as it is. */
function refusalOf(object: KubeObject, cluster: Both['before']): string | undefined {
  const without = cluster.with([{ verb: 'delete', object }]);
  const {
    uid: _uid,
    resourceVersion: _version,
    managedFields: _owners,
    ...metadata
  } = asJson(object)['metadata'] as Record<string, never>;
  const bare = { ...object, metadata } as KubeObject;
  const answer = handle(without, { verb: 'create', object: bare }, 0);
  if (!('refusal' in answer)) return undefined;
  const [first] = reasonsIn(answer.refusal);
  if (!first) return undefined;
  const secrets = secretTexts(asJson(object));
  const message = withoutTexts(first.message, secrets, hider(secrets));
  return first.field === '' ? message : `${first.field}: ${message}`;
}
