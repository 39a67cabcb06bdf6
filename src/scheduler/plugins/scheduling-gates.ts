import type { Plugin } from '../plugin.js';
import { SUCCESS, unresolvable } from '../status.js';

/** Keeps a pod out of the queue as long as it has scheduling gates. */
export const schedulingGates = (): Plugin => ({
  name: 'SchedulingGates',
  preEnqueue: ({ spec }) => {
    const gates = spec.schedulingGates ?? [];
    if (gates.length === 0) return SUCCESS;
    return unresolvable(`waiting for scheduling gates: [${gates.map(({ name }) => name).join(' ')}]`);
  },
});
