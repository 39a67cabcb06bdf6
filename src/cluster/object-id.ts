/** Objects by `KIND KEY`: what is known of them is filed so, whether they are still there or not. */
import type { ObjectRef } from '../api/finding.js';
import { keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from './cluster.js';

export function idOf(object: KubeObject): string {
  return `${kindOf(object)} ${keyOf(object)}`;
}

export function idOfRef({ namespace, name, ...type }: ObjectRef): string {
  return `${kindOf(type)} ${objectKey(namespace, name)}`;
}

/** The object of an id; undefined where it is gone. */
export function objectWith(id: string, cluster: Cluster): KubeObject | undefined {
  const space = id.indexOf(' ');
  return cluster.get(id.slice(0, space), id.slice(space + 1)) as KubeObject | undefined;
}
