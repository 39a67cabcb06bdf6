import { lackOf } from '../containers-rule.js';
import { isAsked } from './asked.js';

/** Many do without on purpose: a limit slows down where cpu is left over. */
export default lackOf({
  name: 'resources/no-cpu-limit',
  severity: 'warning',
  set: 'strict',
  summary: 'A container without a limit of cpu: it takes all that its node has left.',
  lacks: (container) => (isAsked(container, ['limits'], 'cpu') ? undefined : 'no limit of cpu'),
  hint: 'limit it to what it may use at most',
});
