import { lackOf } from '../containers-rule.js';
import { isAsked } from './asked.js';

export default lackOf({
  name: 'resources/no-cpu-request',
  severity: 'warning',
  set: 'recommended',
  summary: 'A container that requests no cpu: the scheduler puts it where none is left.',
  lacks: (container) => (isAsked(container, ['requests', 'limits'], 'cpu') ? undefined : 'no request of cpu'),
  hint: 'request what it uses on an ordinary day',
});
