import { hostPathsOf } from '../../host-paths.js';
import { rule } from '../../rule.js';

/** Where container runtimes listen, and the folders that they listen in. */
const SOCKET =
  /^\/(?:var\/)?run(?:\/(?:docker|containerd|crio|crio\/crio|containerd\/containerd|cri-dockerd)(?:\.sock)?)?$/;

/** Who talks to the runtime can start any container, a privileged one too. */
export default rule({
  name: 'security/runtime-socket',
  severity: 'warning',
  set: 'recommended',
  summary: 'A pod that can talk to the container runtime of its node: it can start any container there.',
  visit: 'Pod',
  check(pod, { report }) {
    for (const { at, volume, path } of hostPathsOf(pod)) {
      if (!SOCKET.test(path)) continue;
      report({
        at,
        message: `volume ${volume} is ${path}, where the container runtime listens: whoever talks to it is root of the node`,
      });
    }
  },
});
