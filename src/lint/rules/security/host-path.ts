import { hostPathsOf } from '../../host-paths.js';
import { rule } from '../../rule.js';

export default rule({
  name: 'security/host-path',
  severity: 'warning',
  set: 'strict',
  summary: 'A volume that is a path of the node: another on each, and shared with all that is there.',
  visit: 'Pod',
  check(pod, { report }) {
    for (const { at, volume, path, what } of hostPathsOf(pod)) {
      // The others are told for what they are (security/runtime-socket, security/sensitive-host-path).
      if (what === 'other') report({ at, message: `volume ${volume} is ${path} of the node` });
    }
  },
});
