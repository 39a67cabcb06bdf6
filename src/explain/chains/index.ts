/** What each kind hangs on. */
import { withoutCredentials } from '../../api/hidden.js';
import { kindOf, objectText, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { writtenAt } from '../../simulation/world.js';
import { type Chain, isWell } from './chain.js';
import { cronJobChain } from './cronjob.js';
import { autoscalerChain } from './horizontalpodautoscaler.js';
import { routeChain } from './httproute.js';
import { ingressChain } from './ingress.js';
import { jobChain } from './job.js';
import { claimChain } from './persistentvolumeclaim.js';
import { budgetChain } from './poddisruptionbudget.js';
import type { ChainScene } from './scene.js';
import { serviceChain, type Told } from './service.js';
import { podChain, workloadChain } from './workload.js';

type Follow = (scene: ChainScene, object: never) => Told;

/** By kind, as the cluster files it. */
const CHAINS: Readonly<Record<string, Follow>> = {
  CronJob: cronJobChain,
  DaemonSet: workloadChain,
  Deployment: workloadChain,
  'HTTPRoute.gateway.networking.k8s.io': routeChain,
  HorizontalPodAutoscaler: autoscalerChain,
  Ingress: ingressChain,
  Job: jobChain,
  PersistentVolumeClaim: claimChain,
  Pod: podChain,
  PodDisruptionBudget: budgetChain,
  ReplicaSet: workloadChain,
  ReplicationController: workloadChain,
  Service: serviceChain,
  StatefulSet: workloadChain,
};

/** The chain of an object as it is in the scene; undefined of a kind that has none, and of what is not there. */
export function followed(scene: ChainScene, object: KubeObject): Chain | undefined {
  const follow = CHAINS[kindOf(object)];
  if (!follow) return undefined;
  const { answer, links } = follow(scene, object as never);
  const location = writtenAt(scene.world, object, []);
  return {
    object: refOf(object),
    ...(location && { location }),
    answer: withoutCredentials(`${objectText(object)} ${answer}`),
    well: isWell(links),
    links,
  };
}
