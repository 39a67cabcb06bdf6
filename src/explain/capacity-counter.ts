/** A world in which pods are put, and taken out again, to see how many fit. */
import type { ObjectRef } from '../api/finding.js';
import { append } from '../api/lists.js';
import { keyOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import { type Prepared, preFilter } from '../scheduler/attempt.js';
import { DEFAULT_SCHEDULER_NAME } from '../scheduler/configuration/profile.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Decision } from '../scheduler/decision.js';
import type { NodeInfo } from '../scheduler/node-info.js';
import { explainNodes } from '../scheduler/obstacles.js';
import { incomingPod } from '../scheduler/pod-info.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { amountsOf } from './amounts.js';
import type {
  CapacityEnd,
  CapacityRequest,
  Left,
  MixCapacity,
  NodeCapacity,
  TemplateCapacity,
} from './capacity-answer.js';
import { bindClaims, makeClaims } from './capacity-claims.js';
import { endsOf, endsText, type NodeEnd, nodeEnd } from './capacity-ends.js';
import type { PodSource } from './capacity-pods.js';
import { type QuotaEnd, QuotaLedger } from './capacity-quota.js';
import { podsOf, workloadOf } from './target.js';

/** Where counting stops at no more than this, the pods are put where the scheduler would put the first of many. */
const FEW = 10_000;

/** A kind of pod, ready to be placed. */
export interface Kind {
  request: CapacityRequest;
  ref: ObjectRef;
  source: PodSource | undefined;
  refused: string | undefined;
  requests: Record<string, number>;
}

/** What became of one attempt to add a pod. */
type Attempt = { node: string } | { decision: Decision; pod: Pod } | { quota: QuotaEnd };

/** How counting ended, in general and on each node. */
interface Ended {
  told: CapacityEnd;
  at?: ReadonlyMap<string, NodeEnd>;
}

/** The same of a mix: `part` no longer fits. */
interface RoundEnd extends Ended {
  part: number;
}

/** The part of a mix whose pods the API server would not take. */
function refusedPart(kinds: readonly Kind[]): RoundEnd | undefined {
  const part = kinds.findIndex(({ source }) => !source);
  if (part < 0) return undefined;
  const everywhere = kinds[part]!.refused!;
  return { part, told: { ends: [], everywhere, why: everywhere } };
}

/** A world in which pods are put, and taken out again: every count leaves it as it was. */
export class Counter {
  state: SchedulerState;
  private readonly ledger: QuotaLedger;
  /** What was done to the state, to be undone from the end. */
  private done: Change[] = [];
  /** Where the pods went that are in. */
  private places: string[] = [];

  constructor(
    private readonly cluster: Cluster,
    private readonly scheduler: Scheduler,
    private readonly max: number,
  ) {
    this.state = SchedulerState.ofCluster(cluster);
    this.ledger = new QuotaLedger(cluster);
  }

  /** One kind as if no other grew. */
  alone(kind: Kind): TemplateCapacity {
    const { request, ref, requests } = kind;
    const workload = workloadOf(request.object)!;
    const pods =
      request.object.kind === 'Pod' ? this.standing(request.object) : podsOf(this.cluster, request.object);
    const base = {
      object: ref,
      ...(request.location && { location: request.location }),
      requests,
      // A CronJob asks for none until its time has come.
      wanted: request.object.kind === 'CronJob' ? 0 : workload.replicas,
      placed: pods.filter(({ spec }) => spec.nodeName).length,
    };
    const { source } = kind;
    if (!source) {
      const everywhere = kind.refused!;
      return { ...base, more: 0, fit: 0, limited: false, nodes: [], ends: [], everywhere, why: everywhere };
    }
    const back = this.aside();
    const counted = this.fill(source);
    const fit = this.places.length;
    const limited = counted === undefined;
    const end: Ended = counted ? this.endOf(counted.pod, counted.decision) : { told: { ends: [] } };
    const shown = !limited || this.max <= FEW;
    const nodes = shown ? this.nodesNow([this.places], [requests], end.at) : [];
    back();
    const quota = this.quotaFor(source, limited ? this.max : fit);
    if (!quota) return { ...base, ...end.told, more: fit, fit, limited, nodes };
    return { ...base, ...end.told, ...quota, fit, limited: false, nodes };
  }

  /** Several kinds in the proportion of their weights, round by round, until one of the pods no longer fits. */
  mix(kinds: readonly Kind[]): MixCapacity {
    const weights = kinds.map(({ request }) => request.weight!);
    const size = weights.reduce((sum, weight) => sum + weight, 0);
    const back = this.aside();
    const places: string[][] = kinds.map(() => []);
    let rounds = 0;
    let end: RoundEnd | undefined = refusedPart(kinds);
    while (!end && (rounds + 1) * size <= this.max) {
      end = this.round(kinds, rounds, places);
      if (!end) rounds += 1;
    }
    const nodes = this.nodesNow(
      places,
      kinds.map(({ requests }) => requests),
      end?.at,
    );
    const left = kinds.map((kind, part) => this.leftFor(kind, rounds * weights[part]!));
    back();
    this.ledger.giveBack(rounds * size);
    return {
      ...(end ? end.told : { ends: [] }),
      parts: kinds.map(({ ref }, part) => ({ object: ref, weight: weights[part]!, left: left[part]! })),
      rounds,
      limited: !end,
      ...(end && { endedBy: end.part }),
      nodes,
    };
  }

  /** Puts in one round, each kind as often as its weight says; all of it or nothing. */
  private round(kinds: readonly Kind[], before: number, places: readonly string[][]): RoundEnd | undefined {
    const from = this.done.length;
    const added: string[][] = kinds.map(() => []);
    let taken = 0;
    for (const [part, { request, source }] of kinds.entries()) {
      const weight = request.weight!;
      for (let i = 0; i < weight; i++) {
        const attempt = this.add(source!, before * weight + i);
        if ('node' in attempt) {
          added[part]!.push(attempt.node);
          taken += 1;
          continue;
        }
        const end: Ended =
          'quota' in attempt
            ? { told: { ends: [], quota: attempt.quota, why: quotaText(attempt.quota) } }
            : this.endOf(attempt.pod, attempt.decision);
        this.undo(from);
        this.ledger.giveBack(taken);
        return { ...end, part };
      }
    }
    added.forEach((list, part) => {
      append(places[part]!, list);
    });
    return undefined;
  }

  /** How many pods of a kind fit now, the first of them with a number. */
  private leftFor({ source }: Kind, first: number): number {
    if (!source) return 0;
    const from = this.done.length;
    const before = this.places;
    const rest: PodSource = {
      pod: (index) => source.pod(first + index),
      claims: (index) => source.claims(first + index),
    };
    this.fill(rest);
    const fit = this.places.length;
    this.undo(from);
    this.places = before;
    return Math.min(fit, this.quotaFor(rest, fit)?.more ?? fit);
  }

  /** Puts in pods until one does not fit; that one and what the scheduler says of it. Undefined at the limit. */
  private fill(source: PodSource): { pod: Pod; decision: Decision } | undefined {
    this.places = [];
    const from = this.done.length;
    const local = this.localFilters(source);
    if (local) {
      const whole = this.fillNodes(source, local);
      // Which nodes the first of many go to is the scheduler's to say.
      if (!whole && this.max <= FEW) {
        this.undo(from);
        this.places = [];
      } else if (!whole) return undefined;
    }
    while (this.places.length < this.max) {
      const attempt = this.place(source, this.places.length);
      if ('decision' in attempt) return attempt;
      this.places.push(attempt.node);
    }
    return undefined;
  }

  /**
   * What decides whether a node takes pods of this kind, where that is so whatever is on the others. Then every node is
   * full in the end, and how many pods that are does not hang on the order in which the scheduler chooses nodes.
   */
  private localFilters(source: PodSource): Prepared | undefined {
    const pod = source.pod(0);
    if (this.state.hasNominatedPods || source.claims(0).length > 0) return undefined;
    const profile = this.profileOf(pod);
    if (!profile || profile.preEnqueue.some((plugin) => isHeld(plugin.preEnqueue?.(pod, this.state))))
      return undefined;
    const prepared = preFilter(profile, { pod: incomingPod(pod), state: this.state });
    const isLocal = !prepared.rejection && prepared.filters.every(({ plugin }) => plugin.local !== undefined);
    return isLocal ? prepared : undefined;
  }

  /** Fills node after node; false where the limit came before the end. */
  private fillNodes(source: PodSource, { filters, nodes }: Prepared): boolean {
    const { state } = this;
    for (const slot of state.order()) {
      const { name } = state.at(slot);
      if (nodes && !nodes.has(name)) continue;
      while (filters.every(({ filter }) => filter(state.at(slot)).code === 'Success')) {
        if (this.places.length >= this.max) return false;
        this.put(source.pod(this.places.length), name);
        this.places.push(name);
      }
    }
    return true;
  }

  private profileOf({ spec }: Pod) {
    return this.scheduler.profiles.get(spec.schedulerName || DEFAULT_SCHEDULER_NAME);
  }

  /** Puts in one pod if the quotas and a node take it. */
  private add(source: PodSource, index: number): Attempt {
    const pod = source.pod(index);
    const quota = this.ledger.problem(pod) ?? this.ledger.take([pod, ...this.newClaims(source, index)]);
    if (quota) return { quota };
    const attempt = this.place(source, index);
    if ('decision' in attempt) this.ledger.giveBack(1);
    return attempt;
  }

  private newClaims(source: PodSource, index: number): KubeObject[] {
    return makeClaims(this.cluster, this.state, source.claims(index))
      .filter(({ verb, object }) => verb === 'create' && object.kind === 'PersistentVolumeClaim')
      .map(({ object }) => object);
  }

  private place(source: PodSource, index: number): { node: string } | { decision: Decision; pod: Pod } {
    const pod = source.pod(index);
    // The claims of a pod without a place stay, for who wants to know why; they are undone with the rest.
    this.apply(makeClaims(this.cluster, this.state, source.claims(index)));
    const decision = scheduleOne(this.state, pod, this.scheduler);
    if (decision.outcome !== 'bound' || decision.node === undefined) return { decision, pod };
    if (decision.volumes) this.apply(bindClaims(this.state, decision.volumes));
    this.put(pod, decision.node);
    return { node: decision.node };
  }

  private put(pod: Pod, nodeName: string): void {
    const object: Pod = { ...pod, spec: { ...pod.spec, nodeName } };
    this.apply([{ verb: 'create', object }]);
  }

  private apply(changes: readonly Change[]): void {
    for (const change of changes) {
      const { kind } = change.object;
      const undo = change.verb === 'update' ? this.state.get(kind, keyOf(change.object)) : undefined;
      this.state.apply([change]);
      this.done.push(
        undo ? { verb: 'update', object: undo as KubeObject } : { verb: 'delete', object: change.object },
      );
    }
  }

  /** From now on all is done to a copy, until what is returned is called. */
  private aside(): () => void {
    const { state, done } = this;
    this.state = state.fork();
    this.done = [];
    return () => {
      this.state = state;
      this.done = done;
    };
  }

  private undo(to: number): void {
    for (const change of this.done.splice(to).reverse()) this.state.apply([change]);
  }

  /** How many the quotas let in, where that is fewer than fit; and which of them ends it. */
  private quotaFor(
    source: PodSource,
    fit: number,
  ): { more: number; quota: QuotaEnd; why: string } | undefined {
    const problem = this.ledger.problem(source.pod(0));
    if (problem) return { more: 0, quota: problem, why: quotaText(problem) };
    let more = 0;
    let quota: QuotaEnd | undefined;
    while (more < fit && !quota) {
      quota = this.ledger.take([source.pod(more), ...this.newClaims(source, more)]);
      if (!quota) more += 1;
    }
    this.ledger.giveBack(more);
    return quota && { more, quota, why: quotaText(quota) };
  }

  /** Why this pod has no place in the world as it is now. */
  private endOf(pod: Pod, decision: Decision): Ended {
    const { message, nominatedNode, victims = [] } = decision;
    const told = {
      ...(message && { message }),
      ...(nominatedNode !== undefined && { preempts: { node: nominatedNode, victims: victims.length } }),
    };
    const held = heldText(pod, decision) ?? (this.state.nodeCount === 0 ? 'there are no nodes' : undefined);
    if (held) return { told: { ...told, ends: [], everywhere: held, why: held } };
    const verdict = explainNodes(this.state, pod, this.scheduler);
    if (verdict.everywhere) {
      const everywhere = verdict.everywhere.reasons.join(', ');
      return { told: { ...told, ends: [], everywhere, why: everywhere } };
    }
    const at = new Map(verdict.nodes.map((node) => [node.node, nodeEnd(node)]));
    const ends = endsOf([...at].map(([node, end]) => ({ node, ...end })));
    return { told: { ...told, ends, why: endsText(ends, at.size) }, at };
  }

  private nodesNow(
    places: readonly (readonly string[])[],
    requests: readonly Record<string, number>[],
    at: ReadonlyMap<string, NodeEnd> | undefined,
  ): NodeCapacity[] {
    const counts = places.map((list) => {
      const count = new Map<string, number>();
      for (const node of list) count.set(node, (count.get(node) ?? 0) + 1);
      return count;
    });
    const names = [...new Set(requests.flatMap((asked) => Object.keys(asked)))];
    return this.state.nodes().map((node) => ({
      node: node.name,
      more: counts.map((count) => count.get(node.name) ?? 0),
      ...at?.get(node.name),
      left: [...names, 'pods'].map((name) => leftOn(name, node)),
    }));
  }

  /** A pod of the manifests as it stands in the cluster. */
  private standing({ metadata }: KubeObject): Pod[] {
    const pod = this.cluster.get('Pod', `${metadata.namespace ?? 'default'}/${metadata.name}`);
    return pod ? [pod] : [];
  }
}

function isHeld(status: { code: string } | undefined): boolean {
  return status !== undefined && status.code !== 'Success';
}

/** Why the pod never meets the scheduler. */
function heldText({ spec }: Pod, { outcome }: Decision): string | undefined {
  if (outcome === 'ignored') return `no scheduler is called ${spec.schedulerName}`;
  if (outcome !== 'gated') return undefined;
  const gates = (spec.schedulingGates ?? []).map(({ name }) => name);
  return gates.length > 0
    ? `it waits for scheduling gates (${gates.join(', ')})`
    : 'its resource claims are not there';
}

function quotaText({ quota, namespace, resources, message }: QuotaEnd): string {
  if (message) return message;
  return `quota ${quota} of namespace ${namespace} ends it (${resources.join(', ')})`;
}

function leftOn(resource: string, node: NodeInfo): Left {
  const [allocatable, used] = amountsOf(resource, node);
  // More may be asked of a node than it has: of that nothing is left.
  return { resource, allocatable, free: Math.max(0, allocatable - used) };
}
