import { rule } from '../../rule.js';

/** The server keeps both fields equal, for clients of 2016. */
export default rule({
  name: 'apps/deprecated-serviceaccount',
  severity: 'warning',
  set: 'recommended',
  summary: 'The field serviceAccount, which is long deprecated: serviceAccountName is its name.',
  visit: 'Pod',
  check({ spec }, { report }) {
    const at = spec.child('serviceAccount');
    if (!at.value || spec.child('serviceAccountName').value === at.value) return;
    const bare = spec.child('serviceAccountName').value === undefined && at.text('key') === 'serviceAccount';
    report({
      at,
      of: 'key',
      message: 'serviceAccount is deprecated',
      hint: 'serviceAccountName is its name',
      ...(bare && {
        fix: {
          title: 'rename it to serviceAccountName',
          edits: [{ location: at.location('key'), text: 'serviceAccountName' }],
        },
      }),
    });
  },
});
