/** What a user can do to the world. */
import type { Location } from '../api/finding.js';
import { controllerRef } from '../api/object-key.js';
import type { AnyObject, Deployment, KubeObject, Node, Pod, ReplicaSet, Taint } from '../api/objects.js';
import { formatTime } from '../api/time.js';
import { type Cluster, keyOf, kindOf } from '../cluster/cluster.js';
import { setCondition } from '../controllers/conditions.js';
import {
  findNew,
  REVISION,
  REVISION_HISTORY,
  revisionOf,
  withoutHash,
} from '../controllers/deployment-revisions.js';
import { evict } from '../controllers/disruption.js';
import type { Propagation, Refusal, WriteRequest } from '../controllers/index.js';
import { SILENT_SINCE } from '../controllers/nodelifecycle.js';
import { controlledBy } from '../controllers/ownership.js';
import { resourceOf } from '../controllers/resources.js';
import { applied, jsonPatch, LAST_APPLIED, mergePatch, strategicPatch, withLastApplied } from './apply.js';
import { refOf, type Simulation } from './simulation.js';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const USER = 'kubectl';

/** An object by kind and key (`namespace/name`, or the bare name of a cluster-scoped object). */
export interface Target {
  kind: string;
  key: string;
}

export type Action =
  | { do: 'apply' | 'create'; object: KubeObject; location?: Location }
  | ({ do: 'delete'; propagation?: Propagation; gracePeriodSeconds?: number } & Target)
  | ({ do: 'scale'; replicas: number } & Target)
  | ({ do: 'set-image'; container: string; image: string } & Target)
  | ({ do: 'patch'; patch: unknown; type?: 'merge' | 'json' | 'strategic' } & Target)
  | ({
      do: 'label';
      labels?: Record<string, string | null>;
      annotations?: Record<string, string | null>;
    } & Target)
  | ({ do: 'rollout-undo'; revision?: number } & Target)
  | ({ do: 'rollout-pause' | 'rollout-resume' } & Target)
  | ({ do: 'rollout-restart'; at?: string } & Target)
  | { do: 'cordon' | 'uncordon' | 'remove-node'; node: string }
  | { do: 'taint'; node: string; taint: Taint; remove?: boolean }
  | { do: 'add-node'; node: Node }
  | { do: 'fail-image' | 'never-ready' | 'crash'; image: string }
  | { do: 'heal'; image?: string }
  | { do: 'evict'; key: string }
  | { do: 'drain'; node: string; force?: boolean }
  | { do: 'fail-node' | 'heal-node'; node: string };

/** What an action came to: refused, or done (`changed` false: there was nothing to do). */
export interface Outcome {
  changed: boolean;
  refusal?: Refusal;
  /** The step it made, the cause of all that follows. */
  step?: number;
}

export function perform(simulation: Simulation, action: Action): Outcome {
  switch (action.do) {
    case 'apply':
    case 'create':
      return put(simulation, action.do, action.object, action.location);
    case 'delete': {
      const { kind, key, propagation = 'Background', gracePeriodSeconds } = action;
      return request(simulation, { verb: 'delete', kind, key, propagation, gracePeriodSeconds });
    }
    case 'scale':
      return change(simulation, action, (object) => spec(object, { replicas: action.replicas }));
    case 'set-image':
      return change(simulation, action, (object) => withImage(object, action.container, action.image));
    case 'patch':
      return patch(simulation, action);
    case 'label':
      return change(simulation, action, ({ metadata, ...rest }) => ({
        ...rest,
        metadata: {
          ...metadata,
          labels: edited(metadata.labels, action.labels),
          annotations: edited(metadata.annotations, action.annotations),
        },
      }));
    case 'rollout-pause':
      if (isPaused(simulation, action)) return refused(`${resourceText(action)} is already paused`);
      return change(simulation, action, (object) => spec(object, { paused: true }));
    case 'rollout-resume':
      if (!isPaused(simulation, action)) return refused(`${resourceText(action)} is not paused`);
      return change(simulation, action, (object) => spec(object, { paused: undefined }));
    case 'rollout-restart': {
      if (isPaused(simulation, action)) {
        return refused(`${resourceText(action)} can't restart paused deployment (run rollout resume first)`);
      }
      const at = action.at ?? new Date(simulation.now).toISOString().replace(/\.\d+Z$/, 'Z');
      return change(simulation, action, (object) => restarted(object, at));
    }
    case 'rollout-undo':
      return undo(simulation, action);
    case 'cordon':
    case 'uncordon':
      return change(simulation, { kind: 'Node', key: action.node }, (object) =>
        spec(object, { unschedulable: action.do === 'cordon' ? true : undefined }),
      );
    case 'taint':
      return change(simulation, { kind: 'Node', key: action.node }, (object) =>
        spec(object, { taints: tainted(object as Node, action.taint, action.remove ?? false) }),
      );
    case 'add-node':
      return request(simulation, { verb: 'create', object: action.node });
    case 'remove-node':
      return request(simulation, { verb: 'delete', kind: 'Node', key: action.node });
    case 'drain':
      return drain(simulation, action);
    case 'evict':
      return evictPod(simulation, action.key);
    case 'fail-node':
      return change(simulation, { kind: 'Node', key: action.node }, (object) => ({
        ...object,
        metadata: {
          ...object.metadata,
          annotations: edited(object.metadata.annotations, { [SILENT_SINCE]: formatTime(simulation.now) }),
        },
      }));
    case 'heal-node':
      return healNode(simulation, action.node);
    default:
      return rule(simulation, action);
  }
}

function isPaused(simulation: Simulation, { kind, key }: Target): boolean {
  return kind === 'Deployment' && (simulation.cluster.get('Deployment', key)?.spec.paused ?? false);
}

/** `deployments.apps "web"` */
function resourceText({ kind, key }: Target): string {
  return `${resourceOf({ kind })} "${key.slice(key.indexOf('/') + 1)}"`;
}

function request(simulation: Simulation, wanted: WriteRequest, actor = USER, location?: Location): Outcome {
  const { refusal, step } = simulation.write(wanted, actor, undefined, location);
  return { changed: step !== undefined, ...(refusal ? { refusal } : {}), ...(step ? { step } : {}) };
}

/** The kubelet reports again: the node is ready. */
function healNode(simulation: Simulation, name: string): Outcome {
  const node = simulation.cluster.get('Node', name);
  if (!node) return request(simulation, { verb: 'delete', kind: 'Node', key: name });
  const annotations = edited(node.metadata.annotations, { [SILENT_SINCE]: null });
  simulation.write(
    { verb: 'update', object: { ...node, metadata: { ...node.metadata, annotations } } },
    USER,
  );
  const ready = {
    type: 'Ready',
    status: 'True' as const,
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  };
  const stored = simulation.cluster.get('Node', name)!;
  const conditions = setCondition(stored.status?.conditions, ready, simulation.now);
  const object: Node = { ...stored, status: { ...stored.status, conditions } };
  return request(simulation, { verb: 'update', object, subresource: 'status' });
}

/**
 * `kubectl drain --ignore-daemonsets --delete-emptydir-data`: cordons the node and evicts its pods. What a budget keeps
 * is tried again whenever the world has changed.
 */
function drain(simulation: Simulation, { node, force = false }: { node: string; force?: boolean }): Outcome {
  const cordoned = perform(simulation, { do: 'cordon', node });
  if (cordoned.refusal) return cordoned;
  const bare = drainable(simulation.cluster, node).filter((pod) => !controllerRef(pod));
  if (bare.length > 0 && !force) {
    const names = bare.map(keyOf).join(', ');
    return refused(
      `unable to drain node "${node}" due to error: cannot delete Pods that declare no controller (use --force to override): ${names}`,
    );
  }
  simulation.drain(node);
  return cordoned;
}

/** The pods that a drain asks to leave: all but those of DaemonSets and those that leave already. */
export function drainable(cluster: Cluster, node: string): Pod[] {
  return cluster
    .podsOnNode(node)
    .filter((pod) => controllerRef(pod)?.kind !== 'DaemonSet' && !pod.metadata.deletionTimestamp);
}

/** `kubectl drain` and others ask by this for a pod to go; disruption budgets may say no. */
export function evictPod(simulation: Simulation, key: string, quiet = false): Outcome {
  const pod = simulation.cluster.get('Pod', key);
  if (!pod) return request(simulation, { verb: 'delete', kind: 'Pod', key });
  const eviction = evict(simulation.cluster, pod);
  if ('refusal' in eviction) {
    if (quiet) return { changed: false, refusal: eviction.refusal };
    const step = simulation.tell(USER, 'refuse', refOf(pod), eviction.refusal.message);
    return { changed: false, refusal: eviction.refusal, step };
  }
  const { budget, mark } = eviction;
  if (budget) simulation.write({ verb: 'update', object: budget, subresource: 'status' }, USER);
  if (mark) {
    const conditions = setCondition(pod.status?.conditions, mark, simulation.now);
    const object: Pod = { ...pod, status: { ...pod.status, conditions } };
    simulation.write({ verb: 'update', object, subresource: 'status' }, USER);
  }
  return request(simulation, { verb: 'delete', kind: 'Pod', key });
}

function put(
  simulation: Simulation,
  verb: 'apply' | 'create',
  object: KubeObject,
  location?: Location,
): Outcome {
  const live = simulation.cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  const outcome =
    live && verb === 'apply'
      ? request(
          simulation,
          { verb: 'update', object: applied(live, object), strict: true },
          'apply',
          location,
        )
      : request(
          simulation,
          { verb: 'create', object: verb === 'apply' ? withLastApplied(object) : object, strict: true },
          verb,
          location,
        );
  if (outcome.refusal) {
    const step = simulation.tell(verb, 'refuse', refOf(object), outcome.refusal.message, undefined, location);
    return { ...outcome, step };
  }
  return outcome;
}

function change(simulation: Simulation, target: Target, edit: (object: AnyObject) => KubeObject): Outcome {
  const object = simulation.cluster.get(target.kind, target.key) as AnyObject | undefined;
  if (!object) return request(simulation, { verb: 'delete', kind: target.kind, key: target.key });
  return request(simulation, { verb: 'update', object: edit(object) });
}

function spec(object: AnyObject, fields: Record<string, unknown>): AnyObject {
  return { ...object, spec: { ...(object['spec'] as object), ...fields } };
}

function edited(
  map: Record<string, string> | undefined,
  edits: Record<string, string | null> | undefined,
): Record<string, string> | undefined {
  if (!edits) return map;
  const next = { ...map };
  for (const [key, value] of Object.entries(edits)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return next;
}

type PodSpecHolder = { template?: { metadata?: object; spec: Pod['spec'] } } & Pod['spec'];

function withImage(object: AnyObject, container: string, image: string): AnyObject {
  const holder = object['spec'] as PodSpecHolder;
  const edit = (pod: Pod['spec']): Pod['spec'] => {
    const set = (list: Pod['spec']['containers'] | undefined) =>
      list?.map((one) => (container === '*' || one.name === container ? { ...one, image } : one));
    const initContainers = set(pod.initContainers);
    return { ...pod, containers: set(pod.containers) ?? [], ...(initContainers ? { initContainers } : {}) };
  };
  if (!holder.template) return { ...object, spec: edit(holder) };
  return spec(object, { template: { ...holder.template, spec: edit(holder.template.spec) } });
}

function restarted(object: AnyObject, at: string): AnyObject {
  const { template } = object['spec'] as {
    template: { metadata?: { annotations?: Record<string, string> } };
  };
  const annotations = { ...template.metadata?.annotations, [RESTARTED_AT]: at };
  return spec(object, { template: { ...template, metadata: { ...template.metadata, annotations } } });
}

function patch(simulation: Simulation, action: Extract<Action, { do: 'patch' }>): Outcome {
  return change(simulation, action, (object) => {
    if (action.type === 'json') return jsonPatch(object, action.patch) as KubeObject;
    if (action.type === 'strategic') return strategicPatch(object, action.patch);
    return mergePatch(object, action.patch) as KubeObject;
  });
}

function tainted(node: Node, taint: Taint, remove: boolean): Taint[] | undefined {
  const others = (node.spec?.taints ?? []).filter(
    ({ key, effect }) => key !== taint.key || (effect !== taint.effect && taint.effect !== undefined),
  );
  const taints = remove ? others : [...others, taint];
  return taints.length > 0 ? taints : undefined;
}

/** `kubectl rollout undo`: the template of an earlier revision is put back. */
function undo(simulation: Simulation, action: Extract<Action, { do: 'rollout-undo' }>): Outcome {
  const live = simulation.cluster.get(action.kind, action.key) as KubeObject | undefined;
  if (!live) return request(simulation, { verb: 'delete', kind: action.kind, key: action.key });
  if (action.kind !== 'Deployment') return undoByRevision(simulation, action, live);
  const deployment = live as Deployment;
  const name = deployment.metadata.name;
  if (deployment.spec.paused) {
    return refused(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    );
  }
  const sets = controlledBy(simulation.cluster, deployment, 'ReplicaSet');
  if (sets.length === 0) return refused(`no rollout history found for deployment "${name}"`);
  const found = action.revision ? ofRevision(sets, action.revision) : beforeNewest(sets);
  if (!found) return refused(`unable to find specified revision ${action.revision ?? 0} in history`);
  if (found.metadata.uid === findNew(deployment, sets)?.metadata.uid) return { changed: false };
  const annotations: Record<string, string> = {};
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {}))
    if (isKept(key)) annotations[key] = value;
  for (const [key, value] of Object.entries(found.metadata.annotations ?? {}))
    if (!isKept(key)) annotations[key] = value;
  return request(simulation, {
    verb: 'update',
    object: {
      ...deployment,
      metadata: { ...deployment.metadata, annotations },
      spec: { ...deployment.spec, template: withoutHash(found.spec.template) },
    } as Deployment,
  });
}

function ofRevision(sets: readonly ReplicaSet[], revision: number): ReplicaSet | undefined {
  return sets.find((set) => revisionOf(set) === revision);
}

function beforeNewest(sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort((a, b) => revisionOf(b) - revisionOf(a))[1];
}

/** Annotations that belong to the Deployment itself and are not rolled back. */
function isKept(key: string): boolean {
  return (
    key === LAST_APPLIED ||
    key === REVISION ||
    key === REVISION_HISTORY ||
    key === 'deployment.kubernetes.io/desired-replicas' ||
    key === 'deployment.kubernetes.io/max-replicas' ||
    key === 'deprecated.deployment.rollback.to'
  );
}

/** StatefulSets and DaemonSets keep their history in ControllerRevisions. */
function undoByRevision(
  simulation: Simulation,
  action: Extract<Action, { do: 'rollout-undo' }>,
  live: KubeObject,
): Outcome {
  const history = controlledBy(simulation.cluster, live, 'ControllerRevision').sort(
    (a, b) => a.revision - b.revision,
  );
  const found = action.revision
    ? history.find(({ revision }) => revision === action.revision)
    : history.at(-2);
  if (!found) {
    return refused(
      action.revision
        ? `unable to find specified revision ${action.revision} in history`
        : 'no last revision to roll back to',
    );
  }
  const { $patch: _patch, ...template } = (found.data as { spec: { template: Record<string, unknown> } }).spec
    .template;
  return change(simulation, action, (object) => spec(object, { template }));
}

function refused(message: string): Outcome {
  return { changed: false, refusal: { code: 400, reason: 'Invalid', message } };
}

function rule(
  simulation: Simulation,
  action: Extract<Action, { do: 'fail-image' | 'never-ready' | 'crash' | 'heal' }>,
): Outcome {
  const model = simulation.kubeletModel;
  const fields = { 'fail-image': 'failImages', 'never-ready': 'neverReady', crash: 'crash' } as const;
  if (action.do === 'heal') {
    const others = (list: readonly string[]) =>
      list.filter((one) => action.image !== undefined && one !== action.image);
    simulation.useKubelet({
      ...model,
      failImages: others(model.failImages),
      neverReady: others(model.neverReady),
      crash: others(model.crash),
    });
  } else {
    const field = fields[action.do];
    simulation.useKubelet({ ...model, [field]: [...model[field], action.image] });
  }
  return { changed: true };
}
