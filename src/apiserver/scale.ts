import { goQuote } from '../admission/field-errors.js';
import { type JsonObject, valueAt } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Answer, Request } from './request.js';
import { servedKind } from './served.js';
import { refuse, type Stored } from './store.js';
import { replace } from './update.js';

/** A PATCH of the subresource `scale`: of the patched object only the replicas count. */
export function scale(
  cluster: Cluster,
  live: Stored,
  patched: JsonObject,
  request: Pick<Extract<Request, { verb: 'patch' }>, 'fieldManager' | 'key' | 'kind'>,
  now: number,
): Answer {
  const served = servedKind(cluster, live.apiVersion, live.kind);
  if (served && !served.resource.subresources?.includes('scale')) {
    return refuse(404, 'NotFound', 'the server could not find the requested resource');
  }
  const replicas = valueAt(patched, ['spec', 'replicas']);
  if (typeof replicas === 'number' && replicas < 0) {
    const { name = '' } = live.metadata;
    const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
    const answer = refuse(
      422,
      'Invalid',
      `Scale.autoscaling ${goQuote(name)} is invalid: spec.replicas: ${message}`,
    );
    const error = {
      type: 'FieldValueInvalid',
      field: 'spec.replicas',
      path: ['spec', 'replicas'],
      message,
    } as const;
    return { ...answer, refusal: { ...answer.refusal, errors: [error], details: { kind: 'Scale', name } } };
  }
  const spec = { ...(live.spec as object), replicas };
  return replace(cluster, { ...live, spec } as KubeObject, live, { ...request, subresource: 'scale' }, now);
}
