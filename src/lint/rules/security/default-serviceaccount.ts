import { rule } from '../../rule.js';

/** What one pod is allowed all are then. */
export default rule({
  name: 'security/default-serviceaccount',
  severity: 'warning',
  set: 'strict',
  summary: 'A pod of the ServiceAccount that all pods share which name none.',
  visit: 'Pod',
  check({ spec }, { report }) {
    const at = ['serviceAccountName', 'serviceAccount']
      .map((field) => spec.child(field))
      .find(({ value }) => value);
    if (at && at.value !== 'default') return;
    report({
      at: at ?? spec,
      ...(!at && { of: 'key' }),
      message: 'the pod has the ServiceAccount default, as all have that name none',
      hint: 'give it one of its own',
    });
  },
});
