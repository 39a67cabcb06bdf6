import type { Plugin } from '../plugin.js';
import { SUCCESS, unresolvable } from '../status.js';

const OTHER_NODE = unresolvable("node(s) didn't match the requested node name");

/** Keeps a pod that names its node off all others. */
export const nodeName = (): Plugin => ({
  name: 'NodeName',
  local: 'node',
  filter: ({ pod }, node) => {
    const wanted = pod.pod.spec.nodeName;
    return wanted && wanted !== node.name ? OTHER_NODE : SUCCESS;
  },
  explain: ({ pod }) => [{ kind: 'node-name', wanted: pod.pod.spec.nodeName ?? '' }],
});
