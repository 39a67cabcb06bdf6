/** How the nodes of a simulation behave: the kubelet, the provisioner and who attaches volumes, by the model that is in force. */
import type { Controller } from '../controllers/index.js';
import { attachDetach, HEALTHY, type KubeletModel, kubelet, provisioner } from '../kubelet/index.js';
import type { ControlLoops } from './control-loops.js';
import type { LiveCluster } from './live-cluster.js';

export class Nodes {
  model: KubeletModel = HEALTHY;

  /** `controllers`: the loops that look after everything else. */
  constructor(
    private readonly world: LiveCluster,
    private readonly loops: ControlLoops,
    private readonly controllers: readonly Controller[],
  ) {}

  /** Nodes behave by another model from now on, or (`false`) somebody else writes what they do; every pod is looked at again, unless `looks` is false. */
  behave(model: KubeletModel | false, cause?: number, looks = true): void {
    this.model = model || HEALTHY;
    if (!model) {
      this.loops.use(this.controllers);
      return;
    }
    const current = kubelet(model);
    this.loops.use([...this.controllers, current, provisioner, attachDetach]);
    if (!looks) return;
    for (const pod of this.world.cluster.list('Pod')) this.loops.look(current, pod, cause);
  }
}
