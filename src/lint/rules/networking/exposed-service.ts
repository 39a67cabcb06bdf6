import { rule } from '../../rule.js';

const EXPOSED: Readonly<Record<string, string>> = {
  LoadBalancer: 'whoever reaches the load balancer',
  NodePort: 'whoever reaches a node',
};

export default rule({
  name: 'networking/exposed-service',
  severity: 'warning',
  set: 'strict',
  summary: 'A Service that is open beyond the cluster, past every Ingress.',
  visit: 'Object',
  check({ apiVersion, kind, at }, { report }) {
    if (apiVersion !== 'v1' || kind !== 'Service') return;
    const type = at.child('spec', 'type');
    const who = Object.hasOwn(EXPOSED, String(type.value)) ? EXPOSED[String(type.value)] : undefined;
    if (who !== undefined) report({ at: type, message: `${String(type.value)}: ${who} reaches the pods` });
  },
});
