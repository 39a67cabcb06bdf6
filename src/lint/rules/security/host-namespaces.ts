import { rule } from '../../rule.js';

const SHARED: Readonly<Record<string, string>> = {
  hostIPC: 'the shared memory of all programs of its node',
  hostNetwork: 'the network of its node, past all network policies',
  hostPID: 'all processes of its node',
};

export default rule({
  name: 'security/host-namespaces',
  severity: 'warning',
  set: 'recommended',
  summary: 'A pod that shares the network, the processes or the memory of its node.',
  visit: 'Pod',
  check({ spec }, { report }) {
    for (const [field, what] of Object.entries(SHARED)) {
      const at = spec.child(field);
      if (at.value === true) report({ at, message: `${field}: the pod sees ${what}` });
    }
  },
});
