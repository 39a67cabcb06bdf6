/** What a move changes beyond its objects: who may do what, what reaches what, what is asked for. */
import type { ObjectRef } from '../../api/finding.js';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../../api/json.js';
import { controllerRef, keyOf, kindOf, refOf, refText } from '../../api/object-key.js';
import type { KubeObject, PodTemplateSpec } from '../../api/objects.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { podTemplatePath } from '../../schema/resources.js';
import { podTemplateOf } from '../pod-template.js';

/** One thing that a reviewer has to know. */
export interface Notice {
  topic:
    | 'rights'
    | 'security'
    | 'image'
    | 'traffic'
    | 'service'
    | 'ingress'
    | 'resources'
    | 'evictions'
    | 'definition'
    | 'order';
  /** Lower case, no full stop. */
  text: string;
  object?: ObjectRef;
}

/** The cluster before a move and after it, before anybody but kubectl did anything. */
export interface Both {
  before: Cluster;
  after: Cluster;
}

/** What has pods, and how they are made. */
export interface PodMaker {
  object: KubeObject;
  /** As the cluster files it. */
  kind: string;
  key: string;
  namespace: string;
  template: PodTemplateSpec;
}

/** All that makes pods by itself; what another object made is told by that one. */
export function podMakers(cluster: Cluster): Map<string, PodMaker> {
  const found = new Map<string, PodMaker>();
  for (const kind of cluster.kinds()) {
    if (!podTemplatePath(kind)) continue;
    for (const object of cluster.list(kind) as KubeObject[]) {
      const template = controllerRef(object) ? undefined : podTemplateOf(kind, asJson(object));
      if (!template) continue;
      const { namespace = 'default' } = object.metadata;
      found.set(`${kind} ${keyOf(object)}`, { object, kind, key: keyOf(object), namespace, template });
    }
  }
  return found;
}

/** Objects of a kind that are other after the move: as they were, if they were there. */
export function changedOf(kind: string, { before, after }: Both): { old?: KubeObject; now: KubeObject }[] {
  return (after.list(kind) as KubeObject[]).flatMap((now) => {
    const old = before.get(kindOf(now), keyOf(now)) as KubeObject | undefined;
    if (old === now) return [];
    return [old ? { old, now } : { now }];
  });
}

/** `deployment/web -n shop`, without the namespace that is usual. */
export function noticeName({ kind, namespace, name }: ObjectRef): string {
  const where = namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
  return `${refText({ kind, name })}${where}`;
}

/** The name of an object in a notice. */
export function nameOfObject(object: KubeObject): string {
  return noticeName(refOf(object));
}

/** The mappings of a list. */
export function itemsAt(value: JsonValue | undefined, ...path: string[]): JsonObject[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The texts of a list. */
export function wordsAt(value: JsonValue | undefined, ...path: string[]): string[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
