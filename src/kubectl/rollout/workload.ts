import type { ObjectName } from '../../apiserver/request.js';
import { resourceOf } from '../../apiserver/served.js';
import type { Client } from '../client.js';

export function isPaused({ cluster }: Client, { kind, key }: ObjectName): boolean {
  return kind === 'Deployment' && (cluster.get('Deployment', key)?.spec.paused ?? false);
}

/** `deployments.apps "web"` */
export function quotedName({ cluster }: Client, { kind, key }: ObjectName): string {
  return `${resourceOf(cluster, { apiVersion: '', kind })} "${key.slice(key.indexOf('/') + 1)}"`;
}
