import { rule } from '../../rule.js';

/** Two selectors of one peer are both asked for; with a dash before the second each is enough. */
export default rule({
  name: 'networking/peer-and-or',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A namespaceSelector and a podSelector as two peers: each is enough, also for pods of all kinds or from elsewhere.',
  visit: 'Object',
  check({ apiVersion, kind, at }, { report }) {
    if (kind !== 'NetworkPolicy' || !apiVersion.startsWith('networking.k8s.io/')) return;
    const peers = [
      ...at.items('spec', 'ingress').map((rules) => rules.items('from')),
      ...at.items('spec', 'egress').map((rules) => rules.items('to')),
    ];
    for (const list of peers) {
      for (const [index, second] of list.entries()) {
        const first = list[index - 1];
        if (!first || !isOnly(first.value, 'namespaceSelector') || !isOnly(second.value, 'podSelector'))
          continue;
        report({
          at: second,
          message: 'pods of the namespaces above, or these pods of its own namespace: each is enough',
          hint: 'without the dash both are asked for',
          related: [{ message: 'namespaces', at: first }],
        });
      }
    }
  },
});

function isOnly(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === key;
}
