/** Workloads that the API server takes and whose pods it does not: nothing is ever Pending, and no node is to blame. */
import { ALL_KINDS } from '../admission/groups/all.js';
import { fieldPath } from '../api/json.js';
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import { admitObject } from '../apiserver/admit-object.js';
import { generatedUid } from '../apiserver/generated-names.js';
import type { Cluster } from '../cluster/cluster.js';
import { firstPod } from '../controllers/first-pod.js';
import { shownRefusal } from '../simulation/refusal-text.js';
import { locator, type World } from '../simulation/world.js';
import type { Refusal } from './left-out.js';
import { podsOf } from './target.js';

/** The same for all workloads among the manifests. */
export function allNeverMade(world: World, cluster: Cluster): Refusal[] {
  return world.manifests.flatMap(({ object }) => {
    const stored = cluster.get(kindOf(object), keyOf(object));
    return (stored && neverMade(world, cluster, stored)) ?? [];
  });
}

/**
 * Why no pod of an object is ever made, with what of its template is at fault and who decided so; undefined where it has
 * pods, or would get them, or is none that makes any.
 */
export function neverMade(world: World, cluster: Cluster, object: KubeObject): Refusal | undefined {
  if (podsOf(cluster, object).length > 0) return undefined;
  const { uid = generatedUid(keyOf(object)) } = object.metadata;
  const made = firstPod(asJson({ ...object, metadata: { ...object.metadata, uid } }));
  const answer = made && admitObject(made.pod, { kinds: ALL_KINDS, cluster, now: 0 });
  if (!made || !answer || !('refusal' in answer)) return undefined;
  const { refusal } = answer;
  const manifest = world.manifests.find(
    ({ object: one }) => one.kind === object.kind && keyOf(one) === keyOf(object),
  );
  const { errors = [], places = errors.map(({ path }) => path), by } = refusal;
  const locate = manifest?.document.locate.bind(manifest.document);
  const decider =
    by && cluster.get(by.kind, by.namespace === undefined ? by.name : `${by.namespace}/${by.name}`);
  const deciderAt = decider && locator(world, decider);
  return {
    object: refOf(object),
    message: shownRefusal(refusal, made.pod),
    ...(manifest && { document: manifest.document }),
    pods: places.map((place) => {
      const path = [...made.template, ...place];
      return { field: fieldPath(path), ...(locate && { at: locate(path) }) };
    }),
    ...(by && {
      by: { kind: by.kind, name: by.name, ...(deciderAt && { at: deciderAt(by.path) }) },
    }),
  };
}
