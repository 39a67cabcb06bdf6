import type { Pod } from '../api/objects.js';

/** Whether a container of the pod runs or has run: its volumes are in place. */
export function hasBegun({ status }: Pod): boolean {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.some(({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated);
}
