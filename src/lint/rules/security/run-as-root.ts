import { rootOf } from '../../security-context.js';
import { lackOf } from '../containers-rule.js';

/** Root in a container is root of its node for whatever gets out of it. */
export default lackOf({
  name: 'security/run-as-root',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that may run as root, or in the group of root.',
  linux: true,
  lacks: rootOf,
  hint: 'securityContext: {runAsNonRoot: true}',
});
