import { hostPathsOf } from '../../host-paths.js';
import { rule } from '../../rule.js';

export default rule({
  name: 'security/sensitive-host-path',
  severity: 'warning',
  set: 'recommended',
  summary: 'A pod that mounts what its node is made of.',
  visit: 'Pod',
  check(pod, { report }) {
    for (const { at, volume, path, what } of hostPathsOf(pod)) {
      if (what === 'node') report({ at, message: `volume ${volume} is ${path} of the node` });
    }
  },
});
