/** All that could add nodes to a cluster. */
import type { Location } from '../../api/finding.js';
import type { Path } from '../../api/json.js';
import { keyOf, kindOf } from '../../api/object-key.js';
import type { KubeObject, Node } from '../../api/objects.js';
import { isNodeGroup, nodeGroup } from './cluster-api.js';
import { isKarpenterPool, karpenterPool } from './karpenter.js';
import type { NodePool } from './pool.js';

export { givenPools } from './given.js';
export {
  limitReached,
  type NodePool,
  type PoolLimit,
  type PoolPart,
  type Shape,
} from './pool.js';

/** An object, and where its file writes what. */
interface Written {
  object: KubeObject;
  document: { locate(path: Path): Location };
}

/** The pools among objects: Karpenter's NodePools, and node groups of the Cluster Autoscaler. Of two of a name the last counts. */
export function poolsAmong(objects: readonly Written[], nodes: readonly Node[]): NodePool[] {
  const pools = new Map<string, NodePool>();
  for (const { object, document } of objects) {
    const locate = (path: Path) => document.locate(path);
    const id = `${kindOf(object)} ${keyOf(object)}`;
    if (isKarpenterPool(object)) pools.set(id, { ...karpenterPool(object, nodes), locate });
    else if (isNodeGroup(object)) pools.set(id, { ...nodeGroup(object), locate });
  }
  return [...pools.values()];
}
