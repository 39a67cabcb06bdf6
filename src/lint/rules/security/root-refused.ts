import { rule } from '../../rule.js';
import { contextField } from '../../security-context.js';

/** The kubelet does not start what is to be root and must not be (pkg/kubelet/kuberuntime, verifyRunAsNonRoot). */
export default rule({
  name: 'security/root-refused',
  severity: 'error',
  summary: 'A container that is to run as root and must not: the kubelet never starts it.',
  visit: 'Container',
  check(container, { report }) {
    const user = contextField(container, 'runAsUser');
    const must = contextField(container, 'runAsNonRoot');
    if (user.value !== 0 || must.value !== true) return;
    report({
      at: user,
      message: `container ${container.name} is never started: it is to run as user 0, and runAsNonRoot forbids that`,
      hint: 'CreateContainerConfigError',
      related: [{ message: 'runAsNonRoot', at: must }],
    });
  },
});
