import { sameDecoded } from '../../api/equality.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { clone, ensure, entries, get, isEmpty, list, obj, ptr, set, str } from '../fields.js';
import type { Refusal } from '../kind.js';
import type { AdmissionPlugin, AdmissionRequest } from '../plugin.js';
import type { Pod, PodSpec } from '../shared/structs.js';
import { mergeTolerations } from '../shared/tolerations.js';
import type { Struct } from '../typed.js';
import { forbid, isFor } from './refusal.js';

type Class = Struct<'node.v1.RuntimeClass'>;

function schedule(
  request: AdmissionRequest,
  spec: PodSpec,
  scheduling: Struct<'node.v1.Scheduling'>,
): Refusal | undefined {
  if (!isEmpty(scheduling, 'nodeSelector')) {
    const selector = ensure(spec, 'nodeSelector');
    for (const [key, value] of entries(obj(scheduling, 'nodeSelector'))) {
      const own = get(selector, key);
      if (own !== undefined && own !== value) {
        const why = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`;
        return forbid(request, why);
      }
      set(selector, key, value);
    }
  }
  const merged = mergeTolerations(list(spec, 'tolerations'), list(scheduling, 'tolerations'));
  if (merged.length > 0)
    set(
      spec,
      'tolerations',
      merged.map((one) => clone(one)),
    );
  return undefined;
}

/** Gives a pod what its runtime class asks for: overhead, nodes, tolerations. */
export function runtimeClass(cluster: Cluster): AdmissionPlugin {
  const classOf = (spec: PodSpec): Class | undefined =>
    asJson(cluster.get('RuntimeClass', str(spec, 'runtimeClassName')));
  const overheadProblem = (spec: PodSpec): string | undefined => {
    const overhead = ptr(obj(classOf(spec), 'overhead'), 'podFixed');
    const own = ptr(spec, 'overhead');
    if (!overhead) {
      return own
        ? 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'
        : undefined;
    }
    return own && !sameDecoded(own, overhead)
      ? "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"
      : undefined;
  };
  return {
    name: 'RuntimeClass',
    mutateLast(request) {
      if (request.operation !== 'create' || !isFor(request, '', 'Pod')) return undefined;
      const pod: Pod = request.object;
      const spec = ensure(pod, 'spec');
      const name = get(spec, 'runtimeClassName');
      if (name === undefined) return undefined;
      const found = classOf(spec);
      if (!found) {
        const refusal = forbid(request, `pod rejected: RuntimeClass ${JSON.stringify(name)} not found`);
        return { ...refusal, missing: { kind: 'RuntimeClass', name: String(name) } };
      }
      const problem = overheadProblem(spec);
      if (problem !== undefined) return forbid(request, problem);
      const overhead = ptr(obj(found, 'overhead'), 'podFixed');
      if (overhead) set(spec, 'overhead', clone(overhead));
      const scheduling = ptr(found, 'scheduling');
      return scheduling ? schedule(request, spec, scheduling) : undefined;
    },
  };
}
