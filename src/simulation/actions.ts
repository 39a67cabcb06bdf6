/** What a user can do to the world: kubectl's verbs, and what befalls nodes and images. */
import { setCondition } from '../api/conditions.js';
import type { Location } from '../api/finding.js';
import type { JsonValue } from '../api/json.js';
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { KubeObject, Node, Taint } from '../api/objects.js';
import { formatTime } from '../api/time.js';
import type { Answer, ObjectName, Propagation, Request, Status } from '../apiserver/request.js';
import { SILENT_SINCE } from '../controllers/nodelifecycle.js';
import { annotate } from '../kubectl/annotate.js';
import { apply } from '../kubectl/apply.js';
import type { Client } from '../kubectl/client.js';
import { cordon, uncordon } from '../kubectl/cordon.js';
import { create } from '../kubectl/create.js';
import { remove } from '../kubectl/delete.js';
import { beginDrain } from '../kubectl/drain.js';
import { evict } from '../kubectl/evict.js';
import { label } from '../kubectl/label.js';
import { clientError, type Outcome as Done, outcomeOf } from '../kubectl/outcome.js';
import { patch, patchOf } from '../kubectl/patch.js';
import { pause, resume } from '../kubectl/rollout/pause.js';
import { restart } from '../kubectl/rollout/restart.js';
import { undo } from '../kubectl/rollout/undo.js';
import { scale } from '../kubectl/scale.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import { setImage } from '../kubectl/set-image.js';
import { taint } from '../kubectl/taint.js';
import { isConfigured } from './describe.js';
import { refusalText } from './refusal-text.js';
import type { Simulation } from './simulation.js';

const USER = 'kubectl';

/** An object by kind and key (`namespace/name`, or the bare name of a cluster-scoped object). */
export type Target = ObjectName;

export type Action =
  | ({ do: 'apply'; object: KubeObject; location?: Location } & ApplyOptions)
  | { do: 'create'; object: KubeObject; location?: Location }
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
  | { do: 'fail-node'; node: string }
  | { do: 'heal-node'; node: string };

/** What an action came to: refused, or done (`changed` false: there was nothing to do). */
export interface Outcome {
  changed: boolean;
  /** The server's no, or kubectl's own, which has no code. */
  refusal?: Status;
  warnings?: readonly string[];
  /** The step it made, the cause of all that follows. */
  step?: number;
}

/** The simulation's world as kubectl sees it; remembers the last step that a request made. */
class SimulationClient implements Client {
  step: number | undefined;

  constructor(
    private readonly simulation: Simulation,
    private readonly actor = USER,
    private readonly location?: Location,
  ) {}

  get cluster() {
    return this.simulation.cluster;
  }

  get now(): number {
    return this.simulation.now;
  }

  send(request: Request): Answer {
    const { answer, step } = this.simulation.write(request, this.actor, undefined, this.location);
    this.step = step ?? this.step;
    return answer;
  }
}

export function perform(simulation: Simulation, action: Action): Outcome {
  switch (action.do) {
    case 'apply':
    case 'create':
      return put(simulation, action);
    case 'drain': {
      const outcome = does(simulation, (client) =>
        beginDrain(client, action.node, { force: action.force ?? false }),
      );
      if (!outcome.refusal) simulation.drain(action.node);
      return outcome;
    }
    case 'evict':
      return evictPod(simulation, action.key);
    case 'heal-node':
      return healNode(simulation, action.node);
    case 'fail-image':
    case 'never-ready':
    case 'crash':
    case 'heal':
      return rule(simulation, action);
    default:
      return does(simulation, (client) => run(client, action));
  }
}

type Plain = Exclude<
  Action,
  {
    do:
      | 'apply'
      | 'create'
      | 'drain'
      | 'evict'
      | 'heal-node'
      | 'fail-image'
      | 'never-ready'
      | 'crash'
      | 'heal';
  }
>;

function run(client: Client, action: Plain): Done {
  switch (action.do) {
    case 'delete':
      return remove(client, action, action);
    case 'scale':
      return scale(client, action, action.replicas);
    case 'set-image':
      return setImage(client, action, { [action.container]: action.image });
    case 'patch': {
      const given = patchOf(action.patch as JsonValue, action.type ?? 'merge');
      return given
        ? patch(client, action, given)
        : clientError('a JSON patch is a list of operations, others are mappings');
    }
    case 'label': {
      const labelled = action.labels && label(client, action, action.labels);
      if (!action.annotations || labelled?.refusal) return labelled ?? clientError('nothing to set');
      const annotated = annotate(client, action, action.annotations);
      return { ...annotated, changed: annotated.changed || (labelled?.changed ?? false) };
    }
    case 'rollout-pause':
      return pause(client, action);
    case 'rollout-resume':
      return resume(client, action);
    case 'rollout-restart':
      return restart(client, action, action.at);
    case 'rollout-undo':
      return undo(client, action, action.revision);
    case 'cordon':
      return cordon(client, action.node);
    case 'uncordon':
      return uncordon(client, action.node);
    case 'taint':
      return taint(client, action.node, action.taint, { remove: action.remove ?? false });
    case 'add-node':
      return outcomeOf(client.send({ verb: 'create', object: action.node }), 'created');
    case 'remove-node':
      return remove(client, { kind: 'Node', key: action.node });
    case 'fail-node':
      return annotate(client, { kind: 'Node', key: action.node }, { [SILENT_SINCE]: formatTime(client.now) });
  }
}

/** A verb in the simulation's world. */
function does(
  simulation: Simulation,
  verb: (client: Client) => Done,
  actor?: string,
  location?: Location,
): Outcome {
  const client = new SimulationClient(simulation, actor, location);
  const { refusal, error, warnings } = verb(client);
  const no = refusal ?? (error === undefined ? undefined : { code: 0, reason: '', message: error });
  return {
    changed: client.step !== undefined,
    ...(no && { refusal: no }),
    ...(warnings.length > 0 && { warnings }),
    ...(client.step !== undefined && { step: client.step }),
  };
}

function put(simulation: Simulation, action: Extract<Action, { do: 'apply' | 'create' }>): Outcome {
  const { object, location } = action;
  const verb = (client: Client) =>
    action.do === 'apply' ? apply(client, object, action) : create(client, object);
  const name = { kind: kindOf(object), key: keyOf(object) };
  const before = simulation.cluster.get(name.kind, name.key) as KubeObject | undefined;
  const outcome = does(simulation, verb, action.do, location);
  if (!outcome.refusal) {
    const after = simulation.cluster.get(name.kind, name.key) as KubeObject | undefined;
    if (outcome.changed || !before || !after || !isConfigured(before, after)) return outcome;
    const told = simulation.tell(action.do, 'update', refOf(object), 'configured', undefined, location);
    return { ...outcome, changed: true, step: told };
  }
  const step = simulation.tell(
    action.do,
    'refuse',
    refOf(object),
    refusalText(outcome.refusal, object),
    undefined,
    location,
  );
  return { ...outcome, step };
}

/** The kubelet reports again: the node is ready. */
function healNode(simulation: Simulation, node: string): Outcome {
  const heard = does(simulation, (client) =>
    annotate(client, { kind: 'Node', key: node }, { [SILENT_SINCE]: null }),
  );
  const stored = simulation.cluster.get('Node', node);
  if (heard.refusal || !stored) return heard;
  const ready = {
    type: 'Ready',
    status: 'True' as const,
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  };
  const conditions = setCondition(stored.status?.conditions, ready, simulation.now);
  const object: Node = { ...stored, status: { ...stored.status, conditions } };
  return does(simulation, (client) =>
    outcomeOf(client.send({ verb: 'update', object, subresource: 'status' }), 'healed'),
  );
}

/** `kubectl drain` and others ask by this for a pod to go; disruption budgets may say no. */
export function evictPod(simulation: Simulation, key: string, quiet = false): Outcome {
  const outcome = does(simulation, (client) => evict(client, key));
  const pod = simulation.cluster.get('Pod', key);
  if (!outcome.refusal || quiet || !pod) return outcome;
  return { ...outcome, step: simulation.tell(USER, 'refuse', refOf(pod), outcome.refusal.message) };
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
