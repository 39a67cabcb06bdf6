import { rule } from '../../rule.js';

export default rule({
  name: 'networking/ingress-without-tls',
  severity: 'warning',
  set: 'strict',
  summary: 'An Ingress without a certificate: what goes through it can be read on the way.',
  visit: 'Object',
  check({ apiVersion, kind, name, at }, { report }) {
    if (kind !== 'Ingress' || !apiVersion.startsWith('networking.k8s.io/')) return;
    if (at.items('spec', 'tls').length > 0) return;
    report({ at: at.child('spec'), of: 'key', message: `Ingress ${name} has no tls` });
  },
});
