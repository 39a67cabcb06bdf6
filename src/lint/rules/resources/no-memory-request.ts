import { lackOf } from '../containers-rule.js';
import { isAsked } from './asked.js';

export default lackOf({
  name: 'resources/no-memory-request',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A container that requests no memory: the scheduler puts it where none is left, and it is evicted first.',
  lacks: (container) =>
    isAsked(container, ['requests', 'limits'], 'memory') ? undefined : 'no request of memory',
  hint: 'request what it uses on an ordinary day',
});
