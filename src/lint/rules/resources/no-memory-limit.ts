import { lackOf } from '../containers-rule.js';
import { isAsked } from './asked.js';

/** A leak then takes all memory of a node, and others are killed for it. */
export default lackOf({
  name: 'resources/no-memory-limit',
  severity: 'warning',
  set: 'recommended',
  summary: 'A container without a limit of memory: a leak takes that of its whole node.',
  lacks: (container) => (isAsked(container, ['limits'], 'memory') ? undefined : 'no limit of memory'),
  hint: 'limit it to what it may use at most',
});
