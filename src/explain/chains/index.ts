/** What each kind hangs on. */
import { kindOf, objectText, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { placeIn } from '../../simulation/world.js';
import { type Chain, isWell } from './chain.js';
import { autoscalerChain } from './horizontalpodautoscaler.js';
import { ingressChain } from './ingress.js';
import { claimChain } from './persistentvolumeclaim.js';
import type { ChainScene } from './scene.js';
import { serviceChain, type Told } from './service.js';

type Follow = (scene: ChainScene, object: never) => Told;

/** By kind, as the cluster files it. */
const CHAINS: Readonly<Record<string, Follow>> = {
  HorizontalPodAutoscaler: autoscalerChain,
  Ingress: ingressChain,
  PersistentVolumeClaim: claimChain,
  Service: serviceChain,
};

/** The chain of an object as it is in the scene; undefined of a kind that has none, and of what is not there. */
export function chainOf(scene: ChainScene, object: KubeObject): Chain | undefined {
  const follow = CHAINS[kindOf(object)];
  if (!follow) return undefined;
  const { answer, links } = follow(scene, object as never);
  const location = placeIn(scene.world, object, []);
  return {
    object: refOf(object),
    ...(location && { location }),
    answer: `${objectText(object)} ${answer}`,
    well: isWell(links),
    links,
  };
}
