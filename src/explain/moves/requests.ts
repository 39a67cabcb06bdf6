/** What a pod asks for, and which of its parts asks for it. */
import type { Path } from '../../api/json.js';
import type { Container, Pod, PodSpec } from '../../api/objects.js';
import { podRequests } from '../../api/pods.js';
import { resourceAmount } from '../../api/quantity.js';

/** What the pod asks for, without what it does not ask for. */
export function askedFor(pod: Pod): Record<string, number> {
  const amounts = podRequests(pod.spec);
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0));
}

export interface Holder {
  /** Of the container; undefined for the pod as a whole. */
  name?: string;
  amount: number;
  /** Leads to `resources`. */
  path: Path;
  limited: boolean;
}

/** The container, or the pod as a whole, that asks for most of a resource. */
export function largestRequest(resource: string, spec: PodSpec): Holder | undefined {
  const own = spec.resources?.requests?.[resource];
  if (own !== undefined) {
    const limited = spec.resources?.limits?.[resource] !== undefined;
    return { amount: resourceAmount(resource, own), path: ['spec', 'resources'], limited };
  }
  let largest: Holder | undefined;
  const look = (containers: readonly Container[] | undefined, field: string) => {
    (containers ?? []).forEach(({ name, resources }, i) => {
      const request = resources?.requests?.[resource];
      if (request === undefined) return;
      const amount = resourceAmount(resource, request);
      if (largest && largest.amount >= amount) return;
      const limited = resources?.limits?.[resource] !== undefined;
      largest = { name, amount, path: ['spec', field, i, 'resources'], limited };
    });
  };
  look(spec.containers, 'containers');
  look(spec.initContainers, 'initContainers');
  return largest;
}
