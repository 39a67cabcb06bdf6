import { nameText } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { resourceOf } from '../../apiserver/served.js';
import type { Cluster } from '../../cluster/cluster.js';

/** `deployments/web`: what is waited for, as kubectl calls it. */
export function waitedName(cluster: Cluster, { apiVersion, kind, metadata }: KubeObject): string {
  const [plural = ''] = resourceOf(cluster, { apiVersion, kind }).split('.');
  return `${plural}/${nameText(metadata.name)}`;
}
