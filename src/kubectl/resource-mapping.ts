/** kubectl asks once, before it applies anything, which resource each kind is (k8s.io/cli-runtime/pkg/resource). */
import type { KubeObject } from '../api/objects.js';
import { handle } from '../apiserver/handle.js';
import type { Status } from '../apiserver/request.js';
import { servedKind } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import { noMatch } from '../schema/api-version.js';

export interface FromFile {
  object: KubeObject;
  location?: { file: string };
}

/**
 * Why manifests are not applied whose definition comes in the same run: the kind is not known when kubectl asks. What the
 * server would refuse even then is answered with that, since another order would not help.
 */
export function mappingErrors<T extends FromFile>(before: Cluster, manifests: readonly T[]): Map<T, Status> {
  const errors = new Map<T, Status>();
  const definitions = manifests.filter(({ object }) => object.kind === 'CustomResourceDefinition');
  if (definitions.length === 0) return errors;
  const defined = before.with(definitions.map(({ object }) => ({ verb: 'create', object })));
  for (const manifest of manifests) {
    const { object } = manifest;
    const { apiVersion, kind } = object;
    if (servedKind(before, apiVersion, kind) || !servedKind(defined, apiVersion, kind)) continue;
    const answer = handle(defined, { verb: 'create', object, fieldValidation: 'Strict' }, 0);
    errors.set(manifest, 'refusal' in answer ? answer.refusal : notMapped(manifest));
  }
  return errors;
}

function notMapped({ object, location }: FromFile): Status {
  const { apiVersion, kind, metadata } = object;
  const { name = '', namespace = '' } = metadata;
  const message = `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${location?.file ?? '-'}": ${noMatch(apiVersion, kind)}\nensure CRDs are installed first`;
  return { code: 0, reason: '', message };
}
