/** The kubelets of nodes (`a,b`) renew their leases again. */
import type { Performer } from './setting.js';

export const healNode: Performer<'heal-node'> = ({ stage, kubelet }, action) => {
  for (const node of action.node.split(',')) {
    kubelet.revive(node);
    stage.act({ do: 'heal-node', node });
  }
};
