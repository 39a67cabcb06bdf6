/**
 * Holds the scheduler against recordings of kube-scheduler: the same cluster, the same pods one after the other,
 * each step from the state that the recording, not kubeplan, came to.
 */
import type { JsonValue } from '../src/api/json.js';
import type { KubeObject, Node, Pod } from '../src/api/objects.js';
import { compareVersions, type KubernetesVersion, NEWEST_VERSION, parseVersion } from '../src/api/version.js';
import { readSchedulerConfiguration } from '../src/scheduler/configuration/read.js';
import type { Scheduler } from '../src/scheduler/configuration/scheduler.js';
import type { Decision } from '../src/scheduler/decision.js';
import { scheduleOne } from '../src/scheduler/schedule-one.js';
import { SchedulerState } from '../src/scheduler/state/scheduler-state.js';
import type { Outcome } from './recording.js';

interface Attempt {
  outcome: string;
  node?: string;
  bySpec?: boolean;
  reason?: string;
  message?: string;
  feasible?: string[];
  scores?: Record<string, Record<string, number>>;
  nominatedNode?: string;
  victims?: string[];
  held?: boolean;
  ungated?: boolean;
  volumes?: Record<string, { volume: string; provisioned?: boolean }>;
  order?: number;
  evaluatedNodes?: number;
}

interface Step extends Attempt {
  pod: Pod;
  then?: Attempt;
}

export interface SchedulingLine {
  id: string;
  version: string;
  cluster: { nodes: Node[]; objects: (KubeObject & { order?: number })[] };
  schedulerConfig?: JsonValue;
  steps: Step[];
}

const TOPOLOGY_LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
/** Since this version the API server gives a bound pod its node's zone and region as labels. */
const LABELS_PODS_SINCE = '1.35';

/** All measures of all steps of one case. */
export function schedulingCase(line: SchedulingLine): Outcome[] {
  const version = parseVersion(line.version) ?? NEWEST_VERSION;
  const { scheduler } = readSchedulerConfiguration(line.schedulerConfig, version);
  const objects = line.cluster.objects.map(({ order, ...object }) => started(object as KubeObject, order));
  const state = SchedulerState.of([...line.cluster.nodes, ...objects]);
  const outcomes: Outcome[] = [];
  let start = 0;
  line.steps.forEach((step, index) => {
    if (step.outcome === 'rejected') return;
    const judge = (attempt: Attempt, pod: Pod) => {
      outcomes.push(
        ...judgeAttempt(attempt, decide(state, pod, scheduler, start)).map((one) => ({
          ...one,
          step: index,
        })),
      );
      start += attempt.evaluatedNodes ?? 0;
      if (attempt.outcome === 'bound' && attempt.node) bind(state, pod, attempt, version);
    };
    let { pod } = step;
    judge(step, pod);
    if (step.held) {
      for (const key of step.victims ?? []) leave(state, key);
      state.apply([{ verb: 'create', object: nominated(pod, step) }]);
    }
    if (!step.then) return;
    for (const key of step.victims ?? []) remove(state, key);
    if (step.then.ungated) {
      const { schedulingGates: _, ...spec } = pod.spec;
      pod = { ...pod, spec };
    }
    if (step.nominatedNode) {
      pod = nominated(pod, step);
      state.apply([{ verb: 'create', object: pod }]);
    }
    judge(step.then, pod);
    if (step.then.outcome !== 'bound') state.apply([{ verb: 'delete', object: pod }]);
  });
  return outcomes;
}

function decide(state: SchedulerState, pod: Pod, scheduler: Scheduler, start: number): Decision {
  return scheduleOne(state, pod, scheduler, { detail: true, start });
}

function judgeAttempt(expected: Attempt, actual: Decision): Omit<Outcome, 'step'>[] {
  const outcomes: Omit<Outcome, 'step'>[] = [];
  const hold = (measure: string, want: unknown, have: unknown, agree = same(want, have)) =>
    outcomes.push({ measure, agree, expected: want, actual: have });
  hold('outcome', expected.outcome, actual.outcome);
  if (expected.message !== undefined || actual.message !== undefined) {
    hold('message', withReason(expected), withReason(actual));
  }
  if (expected.feasible) hold('feasible', sorted(expected.feasible), sorted(actual.feasible));
  if (expected.scores) {
    const table = new Map(
      (actual.scores ?? []).map(({ node, total, plugins }) => [node, { ...plugins, total }]),
    );
    for (const [node, row] of Object.entries(expected.scores)) hold('scores', row, table.get(node));
  }
  if (expected.outcome === 'bound' && expected.node) {
    const best = actual.bySpec ? [actual.node] : (actual.equals ?? []);
    hold('node', expected.node, best, best.includes(expected.node));
  }
  if (expected.victims || actual.victims) {
    const chosen = actual.nominatedEquals ?? [];
    const equal =
      expected.nominatedNode !== actual.nominatedNode && chosen.includes(expected.nominatedNode ?? '');
    const victims = (actual.victims ?? []).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    hold(
      'victims',
      { node: expected.nominatedNode, victims: sorted(expected.victims) },
      { node: actual.nominatedNode, victims: sorted(victims), equals: chosen },
      equal ||
        (expected.nominatedNode === actual.nominatedNode && same(sorted(expected.victims), sorted(victims))),
    );
  }
  return outcomes;
}

function withReason({ reason, message }: { reason?: string; message?: string }): string {
  return `${reason ?? 'no reason'}: ${message ?? 'no message'}`;
}

function sorted(names: readonly string[] | undefined): string[] {
  return [...(names ?? [])].sort();
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A pod that started so many seconds after a common start. */
function started(object: KubeObject, order: number | undefined): KubeObject {
  if (object.kind !== 'Pod' || order === undefined) return object;
  const pod = object as Pod;
  return { ...pod, status: { ...pod.status, startTime: new Date(order * 1000).toISOString() } } as Pod;
}

function nominated(pod: Pod, { nominatedNode }: Attempt): Pod {
  return { ...pod, status: { ...pod.status, ...(nominatedNode && { nominatedNodeName: nominatedNode }) } };
}

function findPod(state: SchedulerState, key: string): Pod | undefined {
  for (const node of state.nodes()) for (const info of node.pods) if (info.key === key) return info.pod;
  return undefined;
}

function remove(state: SchedulerState, key: string): void {
  const pod = findPod(state, key);
  if (pod) state.apply([{ verb: 'delete', object: pod }]);
}

/** The victim of a preemption that has not gone yet. */
function leave(state: SchedulerState, key: string): void {
  const pod = findPod(state, key);
  if (!pod) return;
  const target = { type: 'DisruptionTarget', status: 'True' as const, reason: 'PreemptionByScheduler' };
  const object: Pod = {
    ...pod,
    metadata: { ...pod.metadata, deletionTimestamp: '2020-01-01T00:00:00Z' },
    status: { ...pod.status, conditions: [...(pod.status?.conditions ?? []), target] },
  };
  state.apply([{ verb: 'update', object }]);
}

/** Puts the pod where the recording put it, with its claims. */
function bind(state: SchedulerState, pod: Pod, attempt: Attempt, version: KubernetesVersion): void {
  const node = state.node(attempt.node ?? '')?.node;
  const labels = { ...pod.metadata.labels };
  if (compareVersions(version, LABELS_PODS_SINCE) >= 0) {
    for (const key of TOPOLOGY_LABELS) {
      const value = node?.metadata.labels?.[key];
      if (value !== undefined) labels[key] = value;
    }
  }
  const { nominatedNodeName: _, ...status } = pod.status ?? {};
  const bound: Pod = {
    ...pod,
    metadata: { ...pod.metadata, ...(Object.keys(labels).length > 0 && { labels }) },
    spec: { ...pod.spec, nodeName: attempt.node ?? '' },
    status,
  };
  state.apply([{ verb: 'create', object: started(bound, attempt.order) }]);
  for (const [key, { volume, provisioned }] of Object.entries(attempt.volumes ?? {})) {
    bindClaim(state, key, volume, provisioned === true, node);
  }
}

function bindClaim(
  state: SchedulerState,
  key: string,
  volumeName: string,
  provisioned: boolean,
  node: Node | undefined,
): void {
  const claim = state.get('PersistentVolumeClaim', key);
  if (!claim) return;
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const spec = claim.spec as Record<string, unknown>;
  const className = spec['storageClassName'] as string | undefined;
  const made = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName },
    spec: {
      capacity: (spec['resources'] as { requests?: unknown } | undefined)?.requests,
      accessModes: spec['accessModes'],
      storageClassName: className,
      csi: { driver: state.get('StorageClass', className ?? '')?.provisioner, volumeHandle: volumeName },
      ...(zone && {
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }],
              },
            ],
          },
        },
      }),
    },
  };
  const volume = (provisioned ? made : state.get('PersistentVolume', volumeName)) as unknown as {
    spec: object;
    metadata: { name?: string };
  };
  if (!volume) return;
  const [namespace, name] = key.split('/');
  const objects = [
    { ...volume, spec: { ...volume.spec, claimRef: { namespace, name } }, status: { phase: 'Bound' } },
    {
      ...claim,
      metadata: {
        ...claim.metadata,
        annotations: { ...claim.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' },
      },
      spec: { ...spec, volumeName },
      status: { phase: 'Bound' },
    },
  ];
  state.apply(objects.map((object) => ({ verb: 'update', object: object as unknown as KubeObject })));
}
