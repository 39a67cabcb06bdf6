import { hostPathsOf } from '../../host-paths.js';
import { rule } from '../../rule.js';

/** Who talks to the runtime can start any container, a privileged one too. */
export default rule({
  name: 'security/runtime-socket',
  severity: 'warning',
  set: 'recommended',
  summary: 'A pod that can talk to the container runtime of its node: it can start any container there.',
  visit: 'Pod',
  check(pod, { report }) {
    for (const { at, volume, path, what } of hostPathsOf(pod)) {
      if (what !== 'runtime') continue;
      report({
        at,
        message: `volume ${volume} is ${path}, where the container runtime listens: whoever talks to it is root of the node`,
      });
    }
  },
});
