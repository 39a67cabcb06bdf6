import type { Plugin } from '../plugin.js';

/** Orders the queue: higher priority first, then who came first. */
export const prioritySort = (): Plugin => ({
  name: 'PrioritySort',
  less: (a, b) => (b.pod.spec.priority ?? 0) - (a.pod.spec.priority ?? 0) || a.timestamp - b.timestamp,
});
