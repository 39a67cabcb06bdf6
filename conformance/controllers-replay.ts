/** Replays a recorded scenario: its actions, and the stand-in for kubelet and provisioner (FORMAT-controllers.md). */

import { matchesSelector, parseSelector } from '../src/api/labels.js';
import { keyOf, splitKey } from '../src/api/object-key.js';
import type { AnyObject, Condition, KubeObject, Node, Pod, TaintEffect } from '../src/api/objects.js';
import { condition, isPodReady, isPodTerminal } from '../src/api/pods.js';
import { formatTime } from '../src/api/time.js';
import { isNamespaced } from '../src/apiserver/served.js';
import { Cluster } from '../src/cluster/cluster.js';
import type { Controller } from '../src/controllers/controller.js';
import { CONTROLLERS } from '../src/controllers/index.js';
import { nodeLifecycle } from '../src/controllers/nodelifecycle.js';
import { drainable } from '../src/kubectl/drain.js';
import { resources } from '../src/schema/resources.js';
import { type Action, Simulation } from '../src/simulation/index.js';
import { daemonNode, type Fields, type Naming, ownerText, podName, stateOf } from './controllers-state.js';

export interface Scenario {
  id: string;
  kubelet: {
    order: 'ready-first' | 'leave-first';
    jobs?: 'succeed' | 'hold';
    identify?: boolean;
    minReady?: number;
  };
  cluster: { nodes: NodeSpec[]; objects: KubeObject[] };
  actions: RecordedAction[];
  trace: { after: string; result?: unknown; same?: boolean; state?: Fields }[];
  events: RecordedEvent[];
  eventsPartial?: boolean;
}

export interface RecordedEvent {
  step: number;
  kind: string;
  name: string;
  type: string;
  reason: string;
  message: string;
  n?: number;
}

interface NodeSpec {
  name: string;
  cpu: string;
  memory: string;
  pods: number;
  labels?: Record<string, string>;
  taints?: { key: string; value?: string; effect: TaintEffect }[];
}

type RecordedAction = { do: string; steps?: number } & Record<string, unknown>;

const NAMESPACE = 'ns-0';
const START = Date.UTC(2026, 0, 1, 0, 0, 15);
/** Virtual time that an action takes with the quiet after it, and a move of the stand-in. */
const ACTION_MS = 1000;
const MOVE_MS = 1000;
const DRAIN_RETRY_MS = 5000;
/** The longest recorded scenario takes 160 steps. */
const MAX_STEPS = 5000;

export interface ReplayedLine {
  after: string;
  state: Fields;
}

export interface Replayed {
  lines: ReplayedLine[];
  /** The recording leaves open to which node pods were assigned. */
  severalNodes: boolean;
  events: {
    step: number;
    kind: string;
    pod?: Pod;
    name: string;
    type: string;
    reason: string;
    message: string;
  }[];
  naming: Naming;
  cluster: Cluster;
}

interface Rule {
  kind: 'fail-image' | 'never-ready' | 'crash';
  image?: string;
  pod?: RegExp;
}

/**
 * Plays a scenario to its end, or until it has gone clearly beyond what was recorded. Throws where it takes more steps
 * than any could need: controllers that undo each other's work would go on for ever.
 */
export function replay(scenario: Scenario, controllers: readonly Controller[] = CONTROLLERS): Replayed {
  return new Replay(scenario, controllers).play();
}

class Replay {
  private readonly simulation: Simulation;
  private readonly naming: Naming;
  private readonly lines: ReplayedLine[] = [];
  private readonly events: Replayed['events'] = [];
  private readonly order = new Map<string, number>();
  private readonly ordinals = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private readonly perOwner = new Map<string, number>();
  private readonly firstShown = new Map<string, number>();
  private readonly deletionShown = new Map<string, number>();
  private readonly blocked = new Map<string, Rule | 'unready'>();
  private readonly deadNodes = new Set<string>();
  private rules: Rule[] = [];
  private seenEvents = 0;
  private seenSteps = 0;
  private ips = 0;
  private lastSet = '';
  private draining: string | undefined;
  private firstMinutes = new Map<string, number>();

  constructor(
    private readonly scenario: Scenario,
    controllers: readonly Controller[],
  ) {
    const text = JSON.stringify(scenario.trace);
    this.naming = {
      namespace: NAMESPACE,
      ...(scenario.kubelet.identify
        ? { ordinalOf: (pod) => this.ordinals.get(pod.metadata.uid ?? '') ?? 0 }
        : {}),
      anyNode: text.includes('"node":"*"'),
      anyDaemonNode: text.includes('@*"'),
      podFields: [
        ...new Set(
          [...text.matchAll(/"(spec\.[A-Za-z.]+|metadata\.[A-Za-z.]+)":/g)].map(([, path]) => path!),
        ),
      ],
      nodes: scenario.trace.some(({ state }) => state?.['nodes']),
      services: scenario.trace.some(({ state }) => state?.['services']),
      configMaps: scenario.trace.some(({ state }) => state?.['configmaps']),
      firstMinute: (name) => this.firstMinutes.get(name),
    };
    this.simulation = new Simulation(Cluster.of(world(scenario)), {
      startAt: START,
      kubelet: false,
      // As the recorder's kube-controller-manager was started.
      controllers: controllers.map((one) => (one.name === 'nodelifecycle' ? nodeLifecycle(6) : one)),
    });
    this.pass(0);
    for (const object of scenario.cluster.objects)
      this.simulation.act({ do: 'create', object: this.placed(object) });
    this.pass(ACTION_MS);
    this.seenEvents = this.simulation.events.length;
  }

  play(): Replayed {
    const most = this.scenario.trace.length + 3;
    for (const [index, action] of this.scenario.actions.entries()) {
      this.pass(0);
      this.perform(action);
      this.record(`action ${index}: ${action.do}`);
      for (
        let moves = 0;
        moves < (action.steps ?? Number.POSITIVE_INFINITY) && this.lines.length < most;
        moves++
      ) {
        const after = this.move() ?? this.drainOn();
        if (!after) break;
        this.pass(MOVE_MS);
        this.record(after);
        const { minReady } = this.scenario.kubelet;
        if (minReady && after.startsWith('kubelet: ready')) {
          const before = JSON.stringify(this.lines.at(-1)!.state);
          this.pass(minReady * 1000);
          if (JSON.stringify(stateOf(this.simulation.cluster, this.naming)) !== before) {
            this.record('time: minReadySeconds');
          }
        }
      }
      if (this.lines.length >= most) break;
    }
    return {
      lines: this.lines,
      severalNodes: JSON.stringify(this.scenario.events).includes(' to *"'),
      events: this.events,
      naming: this.naming,
      cluster: this.simulation.cluster,
    };
  }

  private pass(ms: number): void {
    const maxSteps = MAX_STEPS;
    this.simulation.settle({ until: this.simulation.now, maxSteps });
    if (ms > 0) this.simulation.settle({ until: this.simulation.now + ms, routine: true, maxSteps });
    if (this.simulation.steps.length >= MAX_STEPS)
      throw new Error(`it does not end within ${MAX_STEPS} steps`);
    this.numberPods();
  }

  /** Pods in the order of their creation, and which of its owner each is. */
  private numberPods(): void {
    const { steps, cluster } = this.simulation;
    for (; this.seenSteps < steps.length; this.seenSteps++) {
      const { verb, object } = steps[this.seenSteps]!;
      if (verb !== 'create') continue;
      const pod =
        object.kind === 'Pod' ? cluster.get('Pod', `${object.namespace}/${object.name}`) : undefined;
      if (object.kind === 'Job') {
        const match = /^(.*)-(\d{8})$/.exec(object.name);
        if (match && !this.firstMinutes.has(match[1]!)) this.firstMinutes.set(match[1]!, Number(match[2]));
      }
      if (object.kind === 'ReplicaSet') this.lastSet = object.name;
      if (!pod?.metadata.uid) continue;
      const owner = ownerText(pod) ?? 'none';
      const ordinal = (this.perOwner.get(owner) ?? 0) + 1;
      this.perOwner.set(owner, ordinal);
      this.ordinals.set(pod.metadata.uid, ordinal);
      this.order.set(pod.metadata.uid, this.seenSteps);
      this.names.set(pod.metadata.name ?? '', podName(pod, this.naming));
    }
  }

  private record(after: string): void {
    const line = this.lines.length;
    for (const pod of this.pods()) {
      const uid = pod.metadata.uid ?? '';
      if (!this.firstShown.has(uid)) this.firstShown.set(uid, line);
      if (pod.metadata.deletionTimestamp && !this.deletionShown.has(uid)) this.deletionShown.set(uid, line);
    }
    this.lines.push({ after, state: stateOf(this.simulation.cluster, this.naming) });
    const { events } = this.simulation;
    for (; this.seenEvents < events.length; this.seenEvents++) {
      const { object, type, reason, message: said } = events[this.seenEvents]!;
      const message = said.replace(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g, (word) => this.names.get(word) ?? word);
      const pod = object.kind === 'Pod' ? (object as Pod) : undefined;
      this.events.push({
        step: line,
        kind: object.kind,
        ...(pod ? { pod } : {}),
        name: object.metadata.name ?? '',
        type,
        reason,
        message,
      });
    }
  }

  private pods(): Pod[] {
    return this.simulation.cluster.list('Pod', NAMESPACE);
  }

  private alive(pod: Pod): boolean {
    const node = pod.spec.nodeName;
    return (
      node !== undefined &&
      !this.deadNodes.has(node) &&
      this.simulation.cluster.get('Node', node) !== undefined
    );
  }

  /** One move of the stand-in: the first thing there is to do. Its text, or undefined when there is none. */
  private move(): string | undefined {
    const leaveFirst = this.scenario.kubelet.order === 'leave-first';
    return (
      this.provision() ??
      (leaveFirst ? this.leave() : undefined) ??
      this.start() ??
      this.finish() ??
      (leaveFirst ? undefined : this.leave())
    );
  }

  /** `kubectl drain` in the background: what it evicts when it tries again, and that it ends when nothing moves. */
  private drainOn(): string | undefined {
    if (this.draining === undefined) return undefined;
    this.pass(DRAIN_RETRY_MS);
    if (this.evictFrom(this.draining)) return 'kubectl tries again';
    this.draining = undefined;
    return 'kubectl ends';
  }

  private evictFrom(node: string, args: string[] = []): boolean {
    const pods = drainable(this.simulation.cluster, node);
    if (!args.includes('--force') && pods.some((pod) => !ownerText(pod))) return false;
    let evicted = false;
    for (const pod of pods)
      if (!this.simulation.act({ do: 'evict', key: keyOf(pod) }).refusal) evicted = true;
    return evicted;
  }

  private provision(): string | undefined {
    for (const claim of this.simulation.cluster.list('PersistentVolumeClaim', NAMESPACE)) {
      const { storageClassName, volumeName } = claim.spec;
      if (volumeName || claim.status?.phase !== 'Pending' || claim.metadata.deletionTimestamp) continue;
      const selected = claim.metadata.annotations?.['volume.kubernetes.io/selected-node'];
      if (storageClassName !== 'fake' && !(storageClassName === 'fake-wait' && selected)) continue;
      const { name, uid, namespace } = claim.metadata;
      const volume = {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: {
          name: `pv-${NAMESPACE}-${name}`,
          annotations: { 'pv.kubernetes.io/provisioned-by': 'fake.example.com' },
        },
        spec: {
          capacity: { storage: claim.spec.resources?.requests?.['storage'] },
          accessModes: claim.spec.accessModes,
          persistentVolumeReclaimPolicy: 'Delete',
          storageClassName,
          volumeMode: claim.spec.volumeMode,
          claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
          hostPath: { path: `/tmp/${name}` },
        },
      } as unknown as KubeObject;
      const answer = this.simulation.write({ verb: 'create', object: volume }, 'provisioner');
      if ('refusal' in answer) continue;
      return `provisioner: volume for ${name}`;
    }
    return undefined;
  }

  private oldest(pods: Pod[], shown: Map<string, number>): Pod | undefined {
    return this.sorted(pods, shown)[0];
  }

  private sorted(pods: Pod[], shown: Map<string, number>): Pod[] {
    const rank = (pod: Pod) => shown.get(pod.metadata.uid ?? '') ?? Number.POSITIVE_INFINITY;
    const first = (pod: Pod) => this.firstShown.get(pod.metadata.uid ?? '') ?? 0;
    const owner = (pod: Pod) => ownerText(pod) ?? `Pod/${pod.metadata.name}`;
    return [...pods].sort(
      (a, b) =>
        rank(a) - rank(b) ||
        first(a) - first(b) ||
        compare(owner(a), owner(b)) ||
        numberOf(a) - numberOf(b) ||
        (ownerText(a)?.startsWith('DaemonSet/') ? compare(daemonNode(a), daemonNode(b)) : 0) ||
        (this.order.get(a.metadata.uid ?? '') ?? 0) - (this.order.get(b.metadata.uid ?? '') ?? 0),
    );
  }

  private start(): string | undefined {
    const pod = this.oldest(
      this.pods().filter(
        (one) =>
          this.alive(one) &&
          !one.metadata.deletionTimestamp &&
          !isPodTerminal(one) &&
          !isPodReady(one) &&
          !this.isBlocked(one),
      ),
      this.firstShown,
    );
    if (!pod) return undefined;
    const name = podName(pod, this.naming);
    const rule = this.rules.find(
      ({ image, pod: pattern }) =>
        (!image || pod.spec.containers.some((container) => container.image === image)) &&
        (!pattern || pattern.test(name)),
    );
    if (rule) this.blocked.set(pod.metadata.uid ?? '', rule);
    if (rule?.kind === 'fail-image') this.status(pod, 'Pending', false, 'ImagePullBackOff');
    else if (rule?.kind === 'never-ready') this.status(pod, 'Running', false);
    else if (rule?.kind === 'crash') this.status(pod, 'Running', false, 'CrashLoopBackOff');
    else this.status(pod, 'Running', true);
    const verbs = { 'fail-image': 'cannot pull', 'never-ready': 'runs unready', crash: 'crashes' };
    return `kubelet: ${rule ? verbs[rule.kind] : 'ready'} ${name}`;
  }

  private isBlocked(pod: Pod): boolean {
    const by = this.blocked.get(pod.metadata.uid ?? '');
    return by === 'unready' || (by !== undefined && this.rules.includes(by));
  }

  private finish(): string | undefined {
    if (this.scenario.kubelet.jobs !== 'succeed') return undefined;
    const pod = this.oldest(
      this.pods().filter(
        (one) =>
          ownerText(one)?.startsWith('Job/') &&
          isPodReady(one) &&
          !one.metadata.deletionTimestamp &&
          this.alive(one),
      ),
      this.firstShown,
    );
    if (!pod) return undefined;
    this.ended(pod, 'Succeeded', 0, {});
    return `kubelet: succeeds ${podName(pod, this.naming)}`;
  }

  private leave(): string | undefined {
    const leaving = this.pods().filter(
      (one) => one.metadata.deletionTimestamp && this.alive(one) && !this.isReleased(one),
    );
    const pod = this.oldest(leaving, this.deletionShown);
    if (!pod) return undefined;
    const name = podName(pod, this.naming);
    this.simulation.write({ verb: 'delete', kind: 'Pod', key: keyOf(pod), gracePeriodSeconds: 0 }, 'kubelet');
    return `kubelet: gone ${name}`;
  }

  /** Gone as far as the node is concerned; only finalizers keep the object. */
  private isReleased(pod: Pod): boolean {
    return (pod.metadata.deletionGracePeriodSeconds ?? 0) === 0;
  }

  private status(pod: Pod, phase: 'Pending' | 'Running', ready: boolean, waiting?: string): void {
    const time = formatTime(this.simulation.now);
    const running = { state: { running: { startedAt: time } } };
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      name,
      image,
      ready,
      started: phase === 'Running',
      restartCount: waiting === 'CrashLoopBackOff' ? 1 : 0,
      ...(waiting ? { state: { waiting: { reason: waiting } } } : running),
    }));
    const podIP = phase === 'Running' ? (pod.status?.podIP ?? this.nextIp()) : undefined;
    this.writeStatus(pod, {
      phase,
      startTime: pod.status?.startTime ?? time,
      ...(podIP ? { podIP, podIPs: [{ ip: podIP }] } : {}),
      conditions: withReady(pod, ready, time),
      containerStatuses,
    });
  }

  private nextIp(): string {
    this.ips++;
    return `10.0.${this.ips >> 8}.${this.ips & 255}`;
  }

  private ended(
    pod: Pod,
    phase: 'Succeeded' | 'Failed',
    exitCode: number,
    { container, reason, disruption, bare }: Record<string, unknown>,
  ): void {
    const time = formatTime(this.simulation.now);
    const containerStatuses = pod.spec.containers.map(({ name, image }, i) => {
      const code = container === undefined || container === name ? exitCode : 0;
      const terminated = {
        exitCode: code,
        reason: code === 0 ? 'Completed' : 'Error',
        startedAt: time,
        finishedAt: time,
      };
      return { name, image, ready: false, started: false, restartCount: 0, state: { terminated }, i };
    });
    const conditions = withReady(pod, false, time);
    if (disruption) {
      conditions.push({
        type: 'DisruptionTarget',
        status: 'True',
        reason: String(disruption),
        lastTransitionTime: time,
      });
    }
    this.writeStatus(pod, {
      phase,
      ...(reason ? { reason: String(reason) } : {}),
      conditions,
      containerStatuses: bare ? [] : containerStatuses.map(({ i: _i, ...status }) => status),
    });
  }

  private writeStatus(pod: Pod, status: Partial<NonNullable<Pod['status']>>): void {
    const object = { ...pod, status: { ...pod.status, ...status } };
    this.simulation.write({ verb: 'update', object, subresource: 'status' }, 'kubelet');
  }

  /** `$NS` and `$RS` replaced, and the namespace set. */
  private placed<T extends KubeObject>(given: T): T {
    const object = JSON.parse(
      JSON.stringify(given).replaceAll('$NS', NAMESPACE).replaceAll('$RS', this.lastSet),
    ) as T;
    if (!isNamespaced(this.simulation.cluster, object)) return object;
    return { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? NAMESPACE } };
  }

  private target(text: string): { kind: string; key: string } {
    const [short = '', name = ''] = text
      .replaceAll('$NS', NAMESPACE)
      .replaceAll('$RS', this.lastSet)
      .split('/');
    const kind = KINDS[short.toLowerCase().replace(/\..*$/, '')] ?? short;
    return {
      kind,
      key:
        resources(this.simulation.cluster.version).ofKind(kind)?.namespaced === false
          ? name
          : `${NAMESPACE}/${name}`,
    };
  }

  private select(action: RecordedAction, fallback: (pod: Pod) => boolean): Pod[] {
    const { owner, pod: name, ready, phase, node, image, live, pick = 'oldest', count } = action;
    const asked = [ready, live].some((value) => value !== undefined);
    const found = this.sorted(
      this.pods().filter(
        (pod) =>
          (owner === undefined || new RegExp(String(owner)).test(ownerText(pod) ?? '')) &&
          (name === undefined || podName(pod, this.naming) === name) &&
          (ready === undefined || isPodReady(pod) === ready) &&
          (phase === undefined || pod.status?.phase === phase) &&
          (node === undefined || pod.spec.nodeName === node) &&
          (image === undefined || pod.spec.containers.some((container) => container.image === image)) &&
          (live === undefined || live === isLive(pod)) &&
          (asked || fallback(pod)),
      ),
      this.firstShown,
    );
    if (pick === 'all') return count === undefined ? found : found.slice(0, Number(count));
    const from =
      pick === 'newest' ? [...found].reverse() : typeof pick === 'number' ? found.slice(pick) : found;
    return from.slice(0, Number(count ?? 1));
  }

  private perform(action: RecordedAction): void {
    const before = this.simulation.now;
    this.carryOut(action);
    if (this.simulation.now === before)
      this.pass(typeof action['quiet'] === 'number' ? action['quiet'] : ACTION_MS);
    else this.pass(0);
  }

  private carryOut(action: RecordedAction): unknown {
    const text = (field: string) => String(action[field] ?? '');
    const act = (what: Action) => void this.simulation.act(what);
    switch (action.do) {
      case 'apply':
      case 'create': {
        const list = (action['manifests'] ?? [action['manifest']]) as KubeObject[];
        const args = (action['args'] as string[] | undefined) ?? [];
        const elsewhere = args.includes('-n') ? args[args.indexOf('-n') + 1] : undefined;
        for (const manifest of list) {
          const object = this.placed(
            elsewhere ? { ...manifest, metadata: { ...manifest.metadata, namespace: elsewhere } } : manifest,
          );
          act({ do: action.do, object });
        }
        return;
      }
      case 'scale':
        return act({ do: 'scale', ...this.target(text('target')), replicas: Number(action['replicas']) });
      case 'set-image': {
        const [container = '', image = ''] = text('image').split(/=(.*)/s);
        return act({ do: 'set-image', ...this.target(text('target')), container, image });
      }
      case 'patch': {
        const type = (action['type'] as 'merge' | 'json' | 'strategic' | undefined) ?? 'merge';
        return act({ do: 'patch', ...this.target(text('target')), patch: action['patch'], type });
      }
      case 'rollout-undo': {
        const revision = action['revision'] as number | undefined;
        return act({ do: 'rollout-undo', ...this.target(text('target')), ...(revision ? { revision } : {}) });
      }
      case 'rollout-pause':
      case 'rollout-resume':
        return act({ do: action.do, ...this.target(text('target')) });
      case 'rollout-restart':
        return act({
          do: 'rollout-restart',
          ...this.target(text('target')),
          at: text('at') || '2024-01-01T00:00:00Z',
        });
      case 'delete': {
        const propagation = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;
        const cascade = (text('cascade') || 'background') as keyof typeof propagation;
        return act({ do: 'delete', ...this.target(text('target')), propagation: propagation[cascade] });
      }
      case 'delete-namespace':
        return act({ do: 'delete', kind: 'Namespace', key: NAMESPACE });
      case 'delete-pod':
        for (const pod of this.select(action, () => true)) {
          const grace = action['grace'] as number | undefined;
          act({
            do: 'delete',
            kind: 'Pod',
            key: keyOf(pod),
            ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
          });
        }
        return;
      case 'label-pod':
        for (const pod of this.select(action, () => true)) {
          const { labels, annotations } = action as {
            labels?: Record<string, string>;
            annotations?: Record<string, string>;
          };
          act({
            do: 'label',
            kind: 'Pod',
            key: keyOf(pod),
            ...(labels ? { labels } : {}),
            ...(annotations ? { annotations } : {}),
          });
        }
        return;
      case 'pod-unready':
        for (const pod of this.select(action, isPodReady)) {
          this.blocked.set(pod.metadata.uid ?? '', 'unready');
          this.writeStatus(pod, {
            conditions: withReady(pod, false, formatTime(this.simulation.now)),
            containerStatuses:
              pod.status?.containerStatuses?.map((status) => ({ ...status, ready: false })) ?? [],
          });
        }
        return;
      case 'pod-ready':
        for (const pod of this.select(action, (one) => !isPodReady(one))) {
          this.blocked.delete(pod.metadata.uid ?? '');
          this.status(pod, 'Running', true);
        }
        return;
      case 'pod-succeeds':
      case 'pod-fails': {
        const failed = action.do === 'pod-fails';
        for (const pod of this.select(action, isLive)) {
          this.ended(
            pod,
            failed ? 'Failed' : 'Succeeded',
            failed ? Number(action['exitCode'] ?? 1) : 0,
            action,
          );
        }
        return;
      }
      case 'fail-image':
      case 'never-ready':
      case 'crash':
        this.rules.push({
          kind: action.do,
          ...(action['image'] ? { image: text('image') } : {}),
          ...(action['pod'] ? { pod: new RegExp(text('pod')) } : {}),
        });
        return;
      case 'heal':
        this.rules = this.rules.filter(
          ({ image }) => action['image'] !== undefined && image !== action['image'],
        );
        return;
      case 'evict':
        for (const pod of this.select(action, () => true)) {
          this.simulation.act({ do: 'evict', key: keyOf(pod) });
          this.pass(800);
        }
        return;
      case 'drain':
        act({ do: 'cordon', node: text('node') });
        this.draining = text('node');
        this.evictFrom(this.draining, (action['args'] as string[] | undefined) ?? []);
        return;
      case 'cordon':
      case 'uncordon':
        return act({ do: action.do, node: text('node') });
      case 'taint': {
        const match = /^([^=:-]+)(?:=([^:]*))?(?::(\w+))?(-)?$/.exec(text('taint'));
        if (!match) throw new Error(`unreadable taint ${text('taint')}`);
        const [, key = '', value, effect, minus] = match;
        const taint = { key, ...(value ? { value } : {}), effect: effect as TaintEffect };
        return act({ do: 'taint', node: text('node'), taint, remove: minus === '-' });
      }
      case 'label-node': {
        const [key = '', value = ''] = text('label').split('=');
        return act({ do: 'label', kind: 'Node', key: text('node'), labels: { [key]: value } });
      }
      case 'add-node':
        return act({ do: 'add-node', node: nodeOf(action['spec'] as NodeSpec, true) });
      case 'remove-node':
        return act({ do: 'remove-node', node: text('node') });
      case 'fail-node':
        for (const node of text('node').split(',')) {
          this.deadNodes.add(node);
          act({ do: 'fail-node', node });
        }
        return this.pass(ACTION_MS);
      case 'heal-node':
        for (const node of text('node').split(',')) {
          this.deadNodes.delete(node);
          act({ do: 'heal-node', node });
        }
        return;
      case 'wait':
        if (action['until'] === 'minute') return this.pass(60_000 - (this.simulation.now % 60_000) + 2500);
        return this.pass(Number(action['seconds']) * 1000);
      case 'wait-for': {
        const until = this.simulation.now + Number(action['max']) * 1000;
        while (this.simulation.now < until) {
          if (JSON.stringify(stateOf(this.simulation.cluster, this.naming)).includes(text('text'))) return;
          this.pass(500);
        }
        return;
      }
      case 'kubectl':
        return this.kubectl((action['args'] as string[]).map((arg) => arg.replaceAll('$NS', NAMESPACE)));
      default:
        throw new Error(`unknown action ${action.do}`);
    }
  }

  private kubectl(args: string[]): unknown {
    const flags = args.filter((arg) => arg.startsWith('-'));
    const option = (name: string) => {
      const at = args.indexOf(name);
      if (at >= 0) return args[at + 1];
      return flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1);
    };
    const words = args.filter(
      (arg, i) => !arg.startsWith('-') && !['-l', '-p', '-n', '-o'].includes(args[i - 1] ?? ''),
    );
    const [command, first = '', ...rest] = words;
    const act = (what: Action) => void this.simulation.act(what);
    const targets = () => {
      const selector = option('-l');
      if (!selector) return [this.target(first)];
      const { kind } = this.target(`${first}/`);
      const parsed = parseSelector(selector);
      if ('error' in parsed) throw new Error(parsed.error);
      return (this.simulation.cluster.list(kind, NAMESPACE) as unknown as KubeObject[])
        .filter(({ metadata }) => matchesSelector(parsed.selector, metadata.labels))
        .map((object) => ({ kind, key: keyOf(object) }));
    };
    switch (command) {
      case 'annotate':
      case 'label': {
        const edits: Record<string, string | null> = {};
        for (const word of rest) {
          const [key = '', value = ''] = word.split(/=(.*)/s);
          if (word.endsWith('-') && !word.includes('=')) edits[word.slice(0, -1)] = null;
          else edits[key] = value;
        }
        return act({
          do: 'label',
          ...this.target(first),
          ...(command === 'label' ? { labels: edits } : { annotations: edits }),
        });
      }
      case 'delete':
        for (const target of targets()) act({ do: 'delete', ...target, propagation: 'Background' });
        return;
      case 'scale':
        for (const target of targets())
          act({ do: 'scale', ...target, replicas: Number(option('--replicas')) });
        return;
      case 'patch': {
        const type = option('--type') as 'json' | 'merge' | 'strategic' | undefined;
        const patch: unknown = JSON.parse(option('-p') ?? '{}');
        return act({ do: 'patch', ...this.target(first), patch, type: type ?? 'strategic' });
      }
      case 'create': {
        const [, name] = splitKey(this.target(option('--from') ?? '').key);
        const cron = this.simulation.cluster.get('CronJob', `${NAMESPACE}/${name}`);
        if (!cron) return;
        const { metadata, spec } = cron.spec.jobTemplate;
        return act({
          do: 'create',
          object: {
            apiVersion: 'batch/v1',
            kind: 'Job',
            metadata: {
              name: rest[0],
              namespace: NAMESPACE,
              labels: metadata?.labels,
              annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata?.annotations },
              ownerReferences: [
                {
                  apiVersion: 'batch/v1',
                  kind: 'CronJob',
                  name,
                  uid: cron.metadata.uid ?? '',
                  controller: true,
                },
              ],
            },
            spec,
          } as unknown as KubeObject,
        });
      }
      case 'rollout':
        if (first === 'restart') return act({ do: 'rollout-restart', ...this.target(rest[0] ?? '') });
        throw new Error(`unknown kubectl ${args.join(' ')}`);
      case 'get':
        return;
      default:
        throw new Error(`unknown kubectl ${args.join(' ')}`);
    }
  }
}

const KINDS: Record<string, string> = {
  deployment: 'Deployment',
  deploy: 'Deployment',
  rs: 'ReplicaSet',
  replicaset: 'ReplicaSet',
  rc: 'ReplicationController',
  replicationcontroller: 'ReplicationController',
  statefulset: 'StatefulSet',
  sts: 'StatefulSet',
  daemonset: 'DaemonSet',
  ds: 'DaemonSet',
  job: 'Job',
  cronjob: 'CronJob',
  pod: 'Pod',
  po: 'Pod',
  pvc: 'PersistentVolumeClaim',
  pv: 'PersistentVolume',
  persistentvolumeclaim: 'PersistentVolumeClaim',
  persistentvolume: 'PersistentVolume',
  service: 'Service',
  svc: 'Service',
  configmap: 'ConfigMap',
  cm: 'ConfigMap',
  resourcequota: 'ResourceQuota',
  quota: 'ResourceQuota',
  pdb: 'PodDisruptionBudget',
  poddisruptionbudget: 'PodDisruptionBudget',
  hpa: 'HorizontalPodAutoscaler',
  node: 'Node',
  namespace: 'Namespace',
  ns: 'Namespace',
};

function isLive(pod: Pod): boolean {
  return !isPodTerminal(pod) && !pod.metadata.deletionTimestamp;
}

function numberOf(pod: Pod): number {
  const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
  if (index !== undefined) return Number(index);
  const ordinal = /-(\d+)$/.exec(pod.metadata.name ?? '')?.[1];
  return ownerText(pod)?.startsWith('StatefulSet/') && ordinal ? Number(ordinal) : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withReady(pod: Pod, ready: boolean, time: string): Condition[] {
  const status = ready ? ('True' as const) : ('False' as const);
  const old = condition(pod.status?.conditions, 'Ready');
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready');
  return [
    ...others,
    {
      type: 'Ready',
      status,
      lastTransitionTime: old?.status === status ? (old.lastTransitionTime ?? time) : time,
    },
  ];
}

function nodeOf({ name, cpu, memory, pods, labels, taints }: NodeSpec, fresh = false): Node {
  const resources = { cpu, memory, pods: String(pods), 'ephemeral-storage': '1Ti' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      ...(fresh ? {} : { uid: `node-${name}` }),
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...labels,
      },
    },
    spec: taints ? { taints } : {},
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
    },
  };
}

/** The world before the first action: nodes, and what is always there. */
function world(scenario: Scenario): KubeObject[] {
  const storageClass = (name: string, volumeBindingMode: string, annotations: Record<string, string>) =>
    ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name, uid: `class-${name}`, annotations, creationTimestamp: formatTime(START - 60_000) },
      provisioner: 'fake.example.com',
      reclaimPolicy: 'Delete',
      volumeBindingMode,
    }) as unknown as AnyObject;
  const namespace = (name: string) =>
    ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, uid: `ns-${name}`, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }) as unknown as AnyObject;
  const inNamespace = (kind: string, name: string, rest: object = {}) =>
    ({
      apiVersion: 'v1',
      kind,
      metadata: { name, namespace: NAMESPACE, uid: `${kind}-${name}` },
      ...rest,
    }) as AnyObject;
  return [
    ...scenario.cluster.nodes.map((spec) => nodeOf(spec)),
    namespace(NAMESPACE),
    namespace('default'),
    storageClass('fake', 'Immediate', { 'storageclass.kubernetes.io/is-default-class': 'true' }),
    storageClass('fake-wait', 'WaitForFirstConsumer', {}),
    inNamespace('ServiceAccount', 'default'),
    inNamespace('ConfigMap', 'kube-root-ca.crt', { data: { 'ca.crt': '' } }),
  ];
}
