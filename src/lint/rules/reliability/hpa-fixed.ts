import { rule } from '../../rule.js';

export default rule({
  name: 'reliability/hpa-fixed',
  severity: 'warning',
  set: 'recommended',
  summary: 'An autoscaler whose least and most are one number: it never scales.',
  visit: 'Object',
  check({ kind, apiVersion, at }, { report }) {
    if (kind !== 'HorizontalPodAutoscaler' || !apiVersion.startsWith('autoscaling/')) return;
    const [least, most] = [at.child('spec', 'minReplicas'), at.child('spec', 'maxReplicas')];
    if (typeof most.value !== 'number' || (least.value ?? 1) !== most.value) return;
    report({ at: most, message: `minReplicas and maxReplicas are ${most.value}: nothing is ever scaled` });
  },
});
