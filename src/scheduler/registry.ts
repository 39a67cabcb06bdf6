/** All plugins by name, and the list that every profile starts from (apis/config/v1/default_plugins.go). */
import { type Gate, isOn, type Release } from '../api/gates.js';
import type { ExtensionPoint, PluginFactory } from './plugin.js';
import { defaultPreemption } from './plugins/default-preemption.js';
import { dynamicResources } from './plugins/dynamic-resources.js';
import { imageLocality } from './plugins/image-locality.js';
import { interPodAffinity } from './plugins/inter-pod-affinity.js';
import { nodeAffinity } from './plugins/node-affinity.js';
import { nodeDeclaredFeatures } from './plugins/node-declared-features.js';
import { nodeName } from './plugins/node-name.js';
import { nodePorts } from './plugins/node-ports.js';
import { nodeResourcesBalancedAllocation } from './plugins/node-resources-balanced-allocation.js';
import { nodeResourcesFit } from './plugins/node-resources-fit.js';
import { nodeUnschedulable } from './plugins/node-unschedulable.js';
import { nodeVolumeLimits } from './plugins/node-volume-limits.js';
import { podTopologySpread } from './plugins/pod-topology-spread.js';
import { prioritySort } from './plugins/priority-sort.js';
import { schedulingGates } from './plugins/scheduling-gates.js';
import { taintToleration } from './plugins/taint-toleration.js';
import { volumeBinding } from './plugins/volume-binding.js';
import { volumeRestrictions } from './plugins/volume-restrictions.js';
import { volumeZone } from './plugins/volume-zone.js';

/** A plugin as the profiles know it. */
export interface Registration {
  name: string;
  /** The weight of its score in the default list; absent where the list names none. */
  weight?: number;
  /** Where it takes part. */
  points: readonly ExtensionPoint[];
  create: PluginFactory<never>;
  /** It is in the default list while this feature is on. */
  gate?: Gate;
}

const binder: PluginFactory = () => ({ name: 'DefaultBinder' });

/** In the order of the default list. */
export const PLUGINS: readonly Registration[] = [
  { name: 'SchedulingGates', points: ['preEnqueue'], create: schedulingGates },
  { name: 'PrioritySort', points: ['queueSort'], create: prioritySort },
  { name: 'NodeUnschedulable', points: ['filter'], create: nodeUnschedulable },
  { name: 'NodeName', points: ['filter'], create: nodeName },
  { name: 'TaintToleration', weight: 3, points: ['filter', 'preScore', 'score'], create: taintToleration },
  {
    name: 'NodeAffinity',
    weight: 2,
    points: ['preFilter', 'filter', 'preScore', 'score'],
    create: nodeAffinity,
  },
  { name: 'NodePorts', points: ['preFilter', 'filter'], create: nodePorts },
  {
    name: 'NodeResourcesFit',
    weight: 1,
    points: ['preFilter', 'filter', 'preScore', 'score'],
    create: nodeResourcesFit,
  },
  { name: 'VolumeRestrictions', points: ['preFilter', 'filter'], create: volumeRestrictions },
  { name: 'NodeVolumeLimits', points: ['preFilter', 'filter'], create: nodeVolumeLimits },
  {
    name: 'VolumeBinding',
    points: ['preFilter', 'filter', 'preScore', 'score', 'reserve', 'preBind'],
    create: volumeBinding,
  },
  { name: 'VolumeZone', points: ['preFilter', 'filter'], create: volumeZone },
  {
    name: 'PodTopologySpread',
    weight: 2,
    points: ['preFilter', 'filter', 'preScore', 'score'],
    create: podTopologySpread,
  },
  {
    name: 'InterPodAffinity',
    weight: 2,
    points: ['preFilter', 'filter', 'preScore', 'score'],
    create: interPodAffinity,
  },
  {
    name: 'DynamicResources',
    weight: 2,
    points: ['preEnqueue', 'preFilter', 'filter', 'postFilter', 'score', 'reserve', 'preBind'],
    create: dynamicResources,
    gate: 'DynamicResourceAllocation',
  },
  { name: 'DefaultPreemption', points: ['preEnqueue', 'postFilter'], create: defaultPreemption },
  {
    name: 'NodeResourcesBalancedAllocation',
    weight: 1,
    points: ['preScore', 'score'],
    create: nodeResourcesBalancedAllocation,
  },
  { name: 'ImageLocality', weight: 1, points: ['score'], create: imageLocality },
  { name: 'DefaultBinder', points: ['bind'], create: binder },
  {
    name: 'NodeDeclaredFeatures',
    points: ['preFilter', 'filter'],
    create: nodeDeclaredFeatures,
    gate: 'NodeDeclaredFeatures',
  },
];

/** The plugins that a release's default profile has. */
export function defaultPlugins(release: Release): readonly Registration[] {
  return PLUGINS.filter(({ gate }) => !gate || isOn(gate, release));
}

export function findPlugin(name: string): Registration | undefined {
  return PLUGINS.find((plugin) => plugin.name === name);
}
