/** The kubelets of nodes (`a,b`) fall silent: their leases are no longer renewed. */
import type { Performer } from './setting.js';

export const failNode: Performer<'fail-node'> = ({ stage, kubelet }, action) => {
  for (const node of action.node.split(',')) {
    kubelet.silence(node);
    stage.act({ do: 'fail-node', node });
  }
};
