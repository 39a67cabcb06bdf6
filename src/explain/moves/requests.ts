/** What a pod asks for, and which of its parts asks for it. */
import type { Path } from '../../api/json.js';
import type { Container, Pod, PodSpec } from '../../api/objects.js';
import { podRequests } from '../../api/pods.js';
import { resourceAmount } from '../../api/quantity.js';
import { amountText } from '../amounts.js';
import { COST, type PodMove } from './move.js';

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

interface Less {
  holder: Holder;
  /** What is left of the request, and the same as it is written. */
  left: number;
  text: string;
  /** Nothing else of the pod asks for the resource. */
  alone: boolean;
}

/** The request of a container, or of the pod as a whole, is lowered. */
export function askAtMost(resource: string, { holder, left, text, alone }: Less): PodMove {
  const whose = alone || holder.name === undefined ? '' : ` in container ${holder.name}`;
  const hasLimit = isCounted(resource) && holder.limited;
  const paths = [
    [...holder.path, 'requests', resource],
    ...(hasLimit ? [[...holder.path, 'limits', resource]] : []),
  ];
  const unit = resource === 'cpu' ? 'cpu' : `of ${resource}`;
  return {
    title: `ask for at most ${amountText(resource, left)} ${unit}${whose} (now ${amountText(resource, holder.amount)})`,
    kind: `request ${resource}`,
    cost: COST.request + (2 * (holder.amount - left)) / holder.amount,
    edits: paths.map((path) => ({ action: 'replace', path, value: text })),
  };
}

/** Resources that may not be overcommitted: the limit goes with the request. */
function isCounted(resource: string): boolean {
  return resource.includes('/') || resource.startsWith('hugepages-');
}
