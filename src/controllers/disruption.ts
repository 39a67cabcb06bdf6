/** PodDisruptionBudgets (pkg/controller/disruption). */

import { setCondition } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { scaledIntOrPercent } from '../api/int-or-percent.js';
import { matchesSelector } from '../api/labels.js';
import { controllerRef, keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';
import { selectorDump } from '../api/selector-text.js';
import type { PodDisruptionBudget } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { itself } from './ownership.js';

const SCALED = new Set(['ReplicaSet', 'ReplicationController', 'StatefulSet', 'Deployment']);

/**
 * Keeps a budget's status: how many pods are healthy, how many must be, how many may go. It hears of budgets and pods only:
 * another size of what owns the pods counts once one of them changes.
 */
export const disruption: Controller = controller(
  'disruption',
  {
    PodDisruptionBudget: itself,
    Pod: itsBudgets,
  },
  (session, key) => {
    if (key.startsWith(SEVERAL)) return saySeveral(session, key.split(' ')[1]!);
    const budget = session.cluster.get('PodDisruptionBudget', key);
    if (budget) sync(session, budget);
  },
);

/** Before the key of a pod that several budgets select, and the version that it had. */
const SEVERAL = 'several ';

/** Of several budgets over a pod only one hears of it, whichever comes first: the others keep what they counted before. */
function itsBudgets({ object, before, cluster }: Seen): string[] {
  const [now, was] = [budgetsOf(cluster, object), before ? budgetsOf(cluster, before) : []];
  const keys = new Set([now, was].flatMap(([first]) => (first ? [keyOf(first)] : [])));
  const version = object.metadata.resourceVersion ?? '';
  return now.length > 1 ? [...keys, `${SEVERAL}${keyOf(object)} ${version}`] : [...keys];
}

/** The budgets of a world that a pod with such labels comes under. */
function budgetsOf(
  cluster: Cluster,
  { metadata: { namespace, labels = {} } }: KubeObject,
): PodDisruptionBudget[] {
  return cluster
    .selecting('PodDisruptionBudget', namespace, labels)
    .filter(({ spec }) => matchesSelector(spec.selector, labels));
}

/** Says that several budgets select a pod, once for each change of it. */
function saySeveral(session: Session, key: string): void {
  const pod = session.cluster.get('Pod', key);
  if (!pod) return;
  const { namespace, name } = pod.metadata;
  const [first] = budgetsOf(session.cluster, pod);
  const text = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${first?.metadata.name}" arbitrarily.`;
  session.event(pod, 'Warning', 'MultiplePodDisruptionBudgets', text);
}

function sync(session: Session, budget: PodDisruptionBudget): void {
  const { now } = session;
  const pods = session.cluster
    .labelled('Pod', budget.metadata.namespace ?? '', budget.spec.selector?.matchLabels ?? {})
    .filter((pod) => matchesSelector(budget.spec.selector, pod.metadata.labels));
  if (pods.length === 0) session.event(budget, 'Normal', 'NoPods', 'No matching pods found');
  const { expected, desired, unmanaged } = expectation(session.cluster, budget, pods);
  if (unmanaged.length > 0) {
    const text = `Pods selected by this PodDisruptionBudget (selector: ${selectorDump(budget.spec.selector)}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;
    session.event(budget, 'Warning', 'UnmanagedPods', text);
  }
  const healthy = pods.filter((pod) => isPodReady(pod) && !pod.metadata.deletionTimestamp).length;
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
  const conditions = setCondition(
    budget.status?.conditions,
    {
      type: 'DisruptionAllowed',
      status: allowed > 0 ? 'True' : 'False',
      reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
      message: '',
    },
    now,
  );
  const status: PodDisruptionBudget['status'] = {
    observedGeneration: budget.metadata.generation,
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    disruptionsAllowed: allowed,
    conditions,
  };
  if (!sameValue(budget.status, status)) session.updateStatus({ ...budget, status });
}

interface Expectation {
  expected: number;
  desired: number;
  unmanaged: Pod[];
}

function expectation(cluster: Cluster, { spec }: PodDisruptionBudget, pods: readonly Pod[]): Expectation {
  const { minAvailable, maxUnavailable } = spec;
  // Where neither is given no pod is expected, and then none may go.
  if (maxUnavailable === undefined && minAvailable === undefined) {
    return { expected: 0, desired: 0, unmanaged: [] };
  }
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expected: pods.length, desired: minAvailable, unmanaged: [] };
  }
  const { expected, unmanaged } = wanted(cluster, pods);
  if (maxUnavailable !== undefined) {
    const missing = scaledIntOrPercent(maxUnavailable, expected, 'up') ?? 0;
    return { expected, desired: Math.max(0, expected - missing), unmanaged };
  }
  return { expected, desired: scaledIntOrPercent(minAvailable, expected, 'up') ?? 0, unmanaged };
}

/** The sizes of the distinct controllers of the pods, added up. */
function wanted(cluster: Cluster, pods: readonly Pod[]): { expected: number; unmanaged: Pod[] } {
  const sizes = new Map<string, number>();
  const unmanaged: Pod[] = [];
  for (const pod of pods) {
    const top = scaledController(cluster, pod);
    if (top) sizes.set(top.uid, top.size);
    else if (!controllerRef(pod)) unmanaged.push(pod);
  }
  return { expected: [...sizes.values()].reduce((sum, size) => sum + size, 0), unmanaged };
}

function scaledController(cluster: Cluster, pod: Pod): { uid: string; size: number } | undefined {
  let object: KubeObject | undefined = pod;
  let found: { uid: string; size: number } | undefined;
  while (object) {
    const reference = controllerRef(object);
    if (!reference || !SCALED.has(reference.kind)) break;
    object = cluster.get(kindOf(reference), `${pod.metadata.namespace}/${reference.name}`) as
      | KubeObject
      | undefined;
    if (object?.metadata.uid !== reference.uid) break;
    found = { uid: reference.uid, size: (object as { spec?: { replicas?: number } }).spec?.replicas ?? 1 };
  }
  return found;
}
