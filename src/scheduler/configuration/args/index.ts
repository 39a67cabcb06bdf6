/** The arguments that plugins take (`pluginConfig`): read, with their defaults, and checked (apis/config/v1/defaults.go). */
import type { At, FieldErrors } from '../../../admission/field-errors.js';
import type { Release } from '../../../api/gates.js';
import type { JsonObject } from '../../../api/json.js';
import { defaultPreemption } from './default-preemption.js';
import { dynamicResources } from './dynamic-resources.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import type { ArgsKind } from './kind.js';
import { nodeAffinity } from './node-affinity.js';
import { nodeResourcesBalancedAllocation } from './node-resources-balanced-allocation.js';
import { nodeResourcesFit } from './node-resources-fit.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { volumeBinding } from './volume-binding.js';

/** By plugin; those that are not here take none. */
const KINDS = new Map<string, ArgsKind>([
  ['DefaultPreemption', defaultPreemption],
  ['InterPodAffinity', interPodAffinity],
  ['NodeAffinity', nodeAffinity],
  ['NodeResourcesBalancedAllocation', nodeResourcesBalancedAllocation],
  ['NodeResourcesFit', nodeResourcesFit],
  ['PodTopologySpread', podTopologySpread],
  ['VolumeBinding', volumeBinding],
  ['DynamicResources', dynamicResources],
]);

/** The kinds beside KubeSchedulerConfiguration that its API has. */
export const ARGS_KINDS: ReadonlySet<string> = new Set([...KINDS.keys()].map((plugin) => `${plugin}Args`));

/** The fields of a plugin's arguments; undefined for one that takes none. */
export function argsFields(plugin: string): readonly string[] | undefined {
  const kind = KINDS.get(plugin);
  return kind && ['apiVersion', 'kind', ...kind.fields];
}

/** The defaults of a plugin's arguments; an empty object for one that takes none. */
export function defaultArgs(plugin: string): JsonObject {
  return { ...KINDS.get(plugin)?.defaults };
}

/** The arguments as written, with what is missing filled in. */
export function readArgs(plugin: string, written: JsonObject): JsonObject {
  const args = defaultArgs(plugin);
  for (const [field, value] of Object.entries(written)) if (value !== null) args[field] = value;
  return KINDS.get(plugin)?.complete?.(args) ?? args;
}

/** Adds what kube-scheduler refuses of the arguments as written. */
export function checkArgs(
  plugin: string,
  written: JsonObject,
  at: At,
  errors: FieldErrors,
  release: Release,
): void {
  KINDS.get(plugin)?.check?.(readArgs(plugin, written), at, errors, release);
}
