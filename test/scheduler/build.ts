/** Short ways to write nodes and pods, and to ask what the scheduler says. */
import type { JsonObject } from '../../src/api/json.js';
import type { KubeObject, Node, Pod, PodSpec, ResourceList, Taint } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration/read.js';
import { defaultScheduler, type Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import type { Decision } from '../../src/scheduler/decision.js';
import type { Obstacle } from '../../src/scheduler/obstacle.js';
import { explainNodes } from '../../src/scheduler/obstacles.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';

interface NodeParts {
  labels?: Record<string, string>;
  taints?: Taint[];
  cordoned?: boolean;
  images?: { names: string[]; sizeBytes: number }[];
  size?: ResourceList;
}

export function node(name: string, { labels, taints, cordoned, images, size }: NodeParts = {}): Node {
  const allocatable = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110', ...size };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    spec: { ...(taints && { taints }), ...(cordoned && { unschedulable: true }) },
    status: { allocatable, capacity: allocatable, ...(images && { images }) },
  };
}

interface PodParts extends Partial<PodSpec> {
  labels?: Record<string, string>;
  namespace?: string;
  requests?: ResourceList;
  status?: Pod['status'];
}

export function pod(
  name: string,
  { labels, namespace = 'default', requests, status, ...spec }: PodParts = {},
): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...(labels && { labels }) },
    spec: {
      schedulerName: 'default-scheduler',
      containers: [{ name: 'main', image: 'app:1', ...(requests && { resources: { requests } }) }],
      ...spec,
    },
    ...(status && { status }),
  };
}

/** What the scheduler of a version says of a pod in a world. */
export function decide(
  one: Pod,
  world: readonly KubeObject[],
  scheduler: Scheduler | KubernetesVersion = defaultScheduler(),
): Decision {
  const chosen = typeof scheduler === 'string' ? defaultScheduler(scheduler) : scheduler;
  return scheduleOne(SchedulerState.of(world), one, chosen, { detail: true });
}

/** The part of the message before preemption, without the counting preamble. */
export function reasons({ message = '' }: Decision): string {
  return message
    .replace(/^0\/\d+ nodes are available: /, '')
    .replace(/\.( no new claims.*| preemption.*| not found)?$/, '');
}

/** A plugin's points by node. */
export function scoresOf({ scores = [] }: Decision, plugin: string): Record<string, number | undefined> {
  return Object.fromEntries(scores.map(({ node: name, plugins }) => [name, plugins[plugin]]));
}

/** The pod on a node. */
export function on(nodeName: string, one: Pod): Pod {
  return { ...one, spec: { ...one.spec, nodeName } };
}

/** An object of any kind; `metadata` adds to its name. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  { metadata, ...fields }: { metadata?: KubeObject['metadata'] } & Record<string, unknown> = {},
): KubeObject {
  return { apiVersion, kind, metadata: { name, ...metadata }, ...fields } as KubeObject;
}

/** A scheduler with one profile of these fields; throws where kube-scheduler would not start. */
export function configured(profile: JsonObject, version?: KubernetesVersion): Scheduler {
  const { scheduler, errors } = readSchedulerConfiguration(
    {
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles: [profile],
    },
    version,
  );
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
  return scheduler;
}

/** A scheduler whose plugin has these arguments. */
export function withArgs(plugin: string, args: JsonObject, version?: KubernetesVersion): Scheduler {
  return configured({ pluginConfig: [{ name: plugin, args }] }, version);
}

/** Each node with `fits`, or the plugin that refuses it and why; `!` before what preemption cannot help. */
export function verdicts({ feasible = [], failures = [] }: Decision): Record<string, string> {
  return Object.fromEntries([
    ...feasible.map((name) => [name, 'fits']),
    ...failures.map(({ node: name, plugin, code, reasons: why }) => [
      name,
      `${code === 'UnschedulableAndUnresolvable' ? '!' : ''}${plugin ?? '-'}: ${why.join('; ')}`,
    ]),
  ]);
}

/** What all plugins hold against each node, in detail; nodes with nothing against them are left out. */
export function obstacles(
  one: Pod,
  world: readonly KubeObject[],
  scheduler: Scheduler = defaultScheduler(),
): Record<string, readonly Obstacle[]> {
  const { nodes } = explainNodes(SchedulerState.of(world), one, scheduler);
  return Object.fromEntries(
    nodes
      .filter(({ refusals }) => refusals.length > 0)
      .map(({ node: name, refusals }) => [name, refusals.flatMap(({ details }) => details)]),
  );
}
