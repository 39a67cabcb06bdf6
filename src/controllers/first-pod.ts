/** A pod of a workload, as its controller would ask the API server for it. */
import { isObject, type JsonObject, type Path, valueAt } from '../api/json.js';
import { kindOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { asKind, asObject, asPodTemplate } from '../api/unstructured.js';
import { podTemplatePath } from '../schema/resources.js';
import { podFromTemplate } from './pod-template.js';
import { firstOrdinal, newPod } from './statefulset-identity.js';

/** Kinds of which nothing is made: a Pod is one, a PodTemplate is for others to take. */
const MAKES_NONE: ReadonlySet<string> = new Set(['Pod', 'PodTemplate']);

/**
 * The first pod that comes of an admitted workload with a uid, and where its template stands; undefined of what makes no
 * pods. What a Deployment or a CronJob makes through others is taken to be its own: the pod's name begins with the
 * workload's.
 */
export function firstPod(workload: JsonObject): { pod: Pod; template: Path } | undefined {
  const owner = asObject(workload);
  const kind = kindOf(owner);
  const path = MAKES_NONE.has(kind) ? undefined : podTemplatePath(kind);
  const template = path && valueAt(workload, path);
  if (!path || !isObject(template)) return undefined;
  if (kind !== 'StatefulSet') {
    return { pod: podFromTemplate(asPodTemplate(template), owner), template: path };
  }
  const set = asKind<'StatefulSet'>(workload);
  return { pod: newPod(set, asPodTemplate(template), '', firstOrdinal(set)), template: path };
}
