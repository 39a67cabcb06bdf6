import { hostPathsOf, writableMounts } from '../../host-paths.js';
import { rule } from '../../rule.js';

export default rule({
  name: 'security/writable-host-path',
  severity: 'warning',
  set: 'strict',
  summary: 'A container that can write to a path of its node.',
  visit: 'Pod',
  check(pod, { report }) {
    for (const { volume, path } of hostPathsOf(pod)) {
      for (const mount of writableMounts(pod, volume)) {
        report({
          at: mount.child('name'),
          message: `${path} of the node is mounted to be written to`,
          hint: 'readOnly: true',
        });
      }
    }
  },
});
