/** `plan`, `explain` and `follow` for users of the library: texts in, data out. The commands do the same with files. */

import type { FeatureGates } from './api/gates.js';
import { kindOf } from './api/object-key.js';
import type { KubeObject } from './api/objects.js';
import { type KubernetesVersion, knownVersion } from './api/version.js';
import type { Chain } from './explain/chains/chain.js';
import { followed } from './explain/chains/index.js';
import { sceneOf } from './explain/chains/scene.js';
import { explainObject, explainPending } from './explain/explain-world.js';
import type { Explanation } from './explain/explanation.js';
import { playedThrough } from './explain/prove.js';
import type { Source } from './manifest/document.js';
import { parseSources } from './manifest/parse.js';
import { defaultScheduler } from './scheduler/configuration/scheduler.js';
import type { Action } from './simulation/actions/action.js';
import { withoutPatchLists } from './simulation/manifests.js';
import type { Plan } from './simulation/plan.js';
import { planWorld } from './simulation/plan-world.js';
import type { SimulateOptions } from './simulation/simulate.js';
import { buildWorld, type World } from './simulation/world.js';

export interface WorldOptions {
  /** What is there already: texts as `kubectl get nodes,pods,… -A -o yaml` prints them, or manifests. */
  cluster?: readonly Source[];
  /** Nodes in the short form `3x cpu=4,memory=16Gi,zone=a`, beside those of `cluster`. */
  nodes?: string;
  /** Nodes that could be added, each `name=big,cpu=16,memory=64Gi,zone=a|b,max=10`; without `nodes` and `cluster` there are none. */
  pools?: readonly string[];
  /** The namespace of objects that name none; `default` unless told. */
  namespace?: string;
  /** The Kubernetes to answer for; the newest unless told. */
  k8s?: KubernetesVersion;
  /** The feature gates that the cluster has set otherwise than its version has by default. */
  featureGates?: FeatureGates;
}

export interface PlanOptions extends WorldOptions, Omit<SimulateOptions, 'scheduler' | 'actions'> {
  /** What happens once the manifests are applied: scale, delete, cordon, … */
  actions?: readonly Action[];
}

function worldOf(sources: readonly Source[], options: WorldOptions): World {
  const { cluster = [], nodes, pools, namespace, k8s, featureGates } = options;
  return buildWorld(withoutPatchLists(parseSources(sources), []), {
    snapshot: parseSources(cluster).documents,
    nodes,
    pools,
    noNodes: pools !== undefined,
    namespace,
    version: knownVersion(k8s),
    gates: featureGates,
  });
}

/**
 * What the control plane would do with manifests: every step with its cause, how each workload ends, the world at the
 * end. What cannot be read or is refused is among `findings` and takes no part. Throws an Error for `nodes` that cannot
 * be understood, and for a `k8s` that is not known.
 */
export function plan(sources: readonly Source[], options: PlanOptions = {}): Plan {
  const world = worldOf(sources, options);
  return planWorld(world, options);
}

/**
 * Why pods go where they go, or stay Pending, and what would free them. `target` is a kind and a name such as
 * `{ kind: 'Deployment', name: 'web' }`; without one, every owner of pods that have no place is explained.
 * Empty where the target is not to be found, or refused (`plan` says so). Throws as `plan` does.
 */
export function explain(
  sources: readonly Source[],
  target?: { kind: string; name: string },
  options: WorldOptions = {},
): Explanation[] {
  const world = worldOf(sources, options);
  const scheduler = defaultScheduler(options.k8s, options.featureGates);
  const plan = playedThrough(world, scheduler);
  if (!target) return explainPending(world, plan, scheduler);
  const objects = plan.cluster.list(target.kind, options.namespace ?? 'default') as KubeObject[];
  return objects
    .filter((object) => object.metadata.name === target.name && kindOf(object) === target.kind)
    .map((object) => explainObject(world, plan, scheduler, object));
}

/**
 * Why something does not do what it is for: a Service, an Ingress, an autoscaler, a claim, a budget, a Job or any other
 * workload, link by link. `cluster` alone is looked at as it was written down; with manifests, what they come to. Empty
 * where the target is not to be found, or has no chain. Throws as `plan` does.
 */
export function follow(
  sources: readonly Source[],
  target: { kind: string; name: string },
  options: WorldOptions = {},
): Chain[] {
  const world = worldOf(sources, options);
  const scene = sceneOf(world, playedThrough(world, defaultScheduler(options.k8s)));
  const objects = scene.cluster.list(target.kind, options.namespace ?? 'default') as KubeObject[];
  return objects
    .filter((object) => object.metadata.name === target.name && kindOf(object) === target.kind)
    .flatMap((object) => followed(scene, object) ?? []);
}
