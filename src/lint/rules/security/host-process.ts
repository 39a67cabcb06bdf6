import type { Place } from '../../object.js';
import { rule } from '../../rule.js';

/** The privileged container of Windows. */
export default rule({
  name: 'security/host-process',
  severity: 'warning',
  set: 'recommended',
  summary: 'A hostProcess container: it runs on a Windows node as if it were none.',
  visit: 'Container',
  check({ at, pod, name }, { report }) {
    const fieldOf = (place: Place) => place.child('securityContext', 'windowsOptions', 'hostProcess');
    const place = [fieldOf(at), fieldOf(pod.spec)].find(({ value }) => value !== undefined);
    if (place?.value === true) report({ at: place, message: `container ${name} is a process of its node` });
  },
});
