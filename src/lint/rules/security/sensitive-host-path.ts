import { hostPathsOf } from '../../host-paths.js';
import { rule } from '../../rule.js';

/** What a node is made of, and what it keeps of all its pods. */
const SENSITIVE: ReadonlySet<string> = new Set([
  '/',
  '/boot',
  '/dev',
  '/etc',
  '/etc/kubernetes',
  '/lib',
  '/proc',
  '/root',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/lib/etcd',
  '/var/lib/kubelet',
]);

export default rule({
  name: 'security/sensitive-host-path',
  severity: 'warning',
  set: 'recommended',
  summary: 'A pod that mounts what its node is made of.',
  visit: 'Pod',
  check(pod, { report }) {
    for (const { at, volume, path } of hostPathsOf(pod)) {
      if (SENSITIVE.has(path)) report({ at, message: `volume ${volume} is ${path} of the node` });
    }
  },
});
