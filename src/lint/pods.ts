/** The pods that objects are or make, and their containers. */
import { isObject, textOf } from '../api/json.js';
import { kindOf } from '../api/object-key.js';
import { CONTAINER_LISTS } from '../references/pod-parts.js';
import { podTemplatePath } from '../schema/resources.js';
import type { LintObject, Place } from './object.js';

/** A pod as a manifest describes it; fields can be missing or of a wrong type: the schema has said so already. */
export interface PodAt {
  /** The Pod, or the template that a workload makes pods of. */
  at: Place;
  /** Its `metadata`, which need not be there. */
  metadata: Place;
  spec: Place;
}

/** A container of a pod; whatever it lacks or has of a wrong type, it is a mapping. */
export interface ContainerAt {
  at: Place;
  /** The field of the pod's spec that holds it. */
  list: (typeof CONTAINER_LISTS)[number];
  /** Empty for one that has none. */
  name: string;
  pod: PodAt;
}

/** The pod that an object is or makes; undefined for one that makes none, and for a pod without a spec. */
export function podOf(object: LintObject): PodAt | undefined {
  const pod = labelledPodOf(object);
  return pod && isObject(pod.spec.value) ? pod : undefined;
}

/** What was made of objects: many rules and selectors ask, and a run with what is known from the one before asks again. */
const known = new WeakMap<LintObject, { pod: PodAt | undefined }>();

/** The same of those without a spec too, which have labels all the same. */
export function labelledPodOf(object: LintObject): PodAt | undefined {
  let there = known.get(object);
  if (!there) {
    there = { pod: madePodOf(object) };
    known.set(object, there);
  }
  return there.pod;
}

function madePodOf(object: LintObject): PodAt | undefined {
  const path = podTemplatePath(kindOf(object));
  if (!path) return undefined;
  const at = object.at.child(...path);
  return { at, metadata: at.child('metadata'), spec: at.child('spec') };
}

/** All containers of a pod, those first that run first. */
export function containersOf(pod: PodAt): ContainerAt[] {
  return CONTAINER_LISTS.flatMap((list) =>
    pod.spec.items(list).map((at) => ({ at, list, name: textOf(at.child('name').value), pod })),
  );
}
