import { lackOf } from '../containers-rule.js';

/** A leak then takes all memory of a node, and others are killed for it. */
export default lackOf({
  name: 'resources/no-memory-limit',
  severity: 'warning',
  set: 'recommended',
  summary: 'A container without a limit of memory: a leak takes that of its whole node.',
  lacks: ({ at, pod }) =>
    [at, pod.spec].some((place) => place.child('resources', 'limits', 'memory').value !== undefined)
      ? undefined
      : 'no limit of memory',
  hint: 'limit it to what it may use at most',
});
