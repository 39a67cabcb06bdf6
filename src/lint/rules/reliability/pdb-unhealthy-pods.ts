import { rule } from '../../rule.js';

/** Pods that never get ready count against it: a drain waits for what is broken. */
export default rule({
  name: 'reliability/pdb-unhealthy-pods',
  severity: 'warning',
  set: 'strict',
  summary: 'A budget that keeps pods which are broken: a drain waits for them to get ready.',
  visit: 'Object',
  check({ kind, apiVersion, name, at }, { report }) {
    if (kind !== 'PodDisruptionBudget' || !apiVersion.startsWith('policy/')) return;
    if (at.child('spec', 'unhealthyPodEvictionPolicy').value !== undefined) return;
    report({
      at: at.child('spec'),
      of: 'key',
      message: `PodDisruptionBudget ${name} does not say whether pods that are broken may go`,
      hint: 'unhealthyPodEvictionPolicy: AlwaysAllow',
    });
  },
});
