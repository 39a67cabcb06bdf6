/**
 * The one API server as a pure function: what a request makes of the stored world, or why it is refused
 * (k8s.io/apiserver/pkg/registry/generic/registry/store.go and the strategies in pkg/registry). What the world holds says
 * what is served: its Kubernetes minor, and the CustomResourceDefinitions in it.
 */
import type { Cluster } from '../cluster/cluster.js';
import { apply } from './apply.js';
import { bind } from './bind.js';
import { create } from './create.js';
import { remove } from './delete.js';
import { evict } from './evict.js';
import { patch } from './patch.js';
import type { Answer, Request } from './request.js';
import { update } from './update.js';

/**
 * Carries out one request at `now` (ms since 1970). The cluster it is given stays as it is, so that whoever only asks (a
 * dry run) forgets the answer's.
 */
export function handle(cluster: Cluster, request: Request, now: number): Answer {
  switch (request.verb) {
    case 'create':
      return create(cluster, request, now);
    case 'update':
      return update(cluster, request, now);
    case 'patch':
      return patch(cluster, request, now);
    case 'apply':
      return apply(cluster, request, now);
    case 'delete':
      return remove(cluster, request, now);
    case 'evict':
      return evict(cluster, request.key, now, request);
    case 'bind':
      return bind(cluster, request.key, request.node, now);
  }
}
