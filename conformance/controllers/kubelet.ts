/** The recorder's stand-in for all kubelets: one move at a time, always the first thing that there is to do. */
import { keyOf } from '../../src/api/object-key.js';
import type { Pod } from '../../src/api/objects.js';
import { isPodReady, isPodTerminal } from '../../src/api/pods.js';
import { holdsFor, type Rule } from './kubelet-rule.js';
import { ownerText } from './naming.js';
import { endedStatus, type PodEnd, type PodStatus, startedStatus, unreadyStatus } from './pod-status.js';
import type { KubeletOptions } from './scenario.js';
import type { Stage } from './stage.js';

const VERBS = { 'fail-image': 'cannot pull', 'never-ready': 'runs unready', crash: 'crashes' } as const;

export class StandInKubelet {
  private rules: Rule[] = [];
  /** Nodes whose kubelets are silent. */
  private readonly deadNodes = new Set<string>();
  /** By uid: why a pod does not become ready. */
  private readonly blocked = new Map<string, Rule | 'unready'>();
  private ips = 0;

  constructor(
    private readonly stage: Stage,
    private readonly options: KubeletOptions,
  ) {}

  /** Its next move, told; undefined when there is none. */
  move(): string | undefined {
    const leaveFirst = this.options.order === 'leave-first';
    return (
      (leaveFirst ? this.letGo() : undefined) ??
      this.start() ??
      this.finish() ??
      (leaveFirst ? undefined : this.letGo())
    );
  }

  /** Holds from now on, for pods that have not started. */
  follow(rule: Rule): void {
    this.rules.push(rule);
  }

  /** The rules of the image hold no more, or all rules. */
  heal(image?: string): void {
    this.rules = image === undefined ? [] : this.rules.filter((rule) => rule.image !== image);
  }

  /** Nothing happens on the node until `revive`. */
  silence(node: string): void {
    this.deadNodes.add(node);
  }

  revive(node: string): void {
    this.deadNodes.delete(node);
  }

  /** The pod is ready from now on, and what kept it from that is over. */
  ready(pod: Pod): void {
    this.blocked.delete(pod.metadata.uid ?? '');
    this.run(pod, 'Running', true);
  }

  /** The pod is not ready until `ready` is told. */
  unready(pod: Pod): void {
    this.blocked.set(pod.metadata.uid ?? '', 'unready');
    this.write(pod, unreadyStatus(pod, this.stage.now));
  }

  /** The pod has ended. */
  end(pod: Pod, how: PodEnd): void {
    this.write(pod, endedStatus(pod, how, this.stage.now));
  }

  private start(): string | undefined {
    const { book } = this.stage;
    const [pod] = book.inOrder(this.stage.pods().filter((one) => this.isToStart(one)));
    if (!pod) return undefined;
    const name = book.nameOf(pod);
    const rule = this.rules.find((one) => holdsFor(one, pod, name));
    if (!rule) {
      this.run(pod, 'Running', true);
      return `kubelet: ready ${name}`;
    }
    this.blocked.set(pod.metadata.uid ?? '', rule);
    if (rule.kind === 'fail-image') this.run(pod, 'Pending', false, 'ImagePullBackOff');
    else if (rule.kind === 'never-ready') this.run(pod, 'Running', false);
    else this.run(pod, 'Running', false, 'CrashLoopBackOff');
    return `kubelet: ${VERBS[rule.kind]} ${name}`;
  }

  private isToStart(pod: Pod): boolean {
    const by = this.blocked.get(pod.metadata.uid ?? '');
    const isBlocked = by === 'unready' || (by !== undefined && this.rules.includes(by));
    const isLeaving = pod.metadata.deletionTimestamp !== undefined;
    return this.isAlive(pod) && !isLeaving && !isPodTerminal(pod) && !isPodReady(pod) && !isBlocked;
  }

  /** The pods of Jobs succeed, where the scenario has it so. */
  private finish(): string | undefined {
    if (this.options.jobs !== 'succeed') return undefined;
    const { book } = this.stage;
    const working = this.stage
      .pods()
      .filter(
        (one) =>
          ownerText(one)?.startsWith('Job/') &&
          isPodReady(one) &&
          !one.metadata.deletionTimestamp &&
          this.isAlive(one),
      );
    const [pod] = book.inOrder(working);
    if (!pod) return undefined;
    this.end(pod, { phase: 'Succeeded', exitCode: 0 });
    return `kubelet: succeeds ${book.nameOf(pod)}`;
  }

  private letGo(): string | undefined {
    const { book, simulation } = this.stage;
    const leaving = this.stage
      .pods()
      .filter((one) => one.metadata.deletionTimestamp && this.isAlive(one) && !isReleased(one));
    const [pod] = book.inOrder(leaving, 'leaving');
    if (!pod) return undefined;
    const name = book.nameOf(pod);
    simulation.write({ verb: 'delete', kind: 'Pod', key: keyOf(pod), gracePeriodSeconds: 0 }, 'kubelet');
    return `kubelet: gone ${name}`;
  }

  private isAlive({ spec: { nodeName } }: Pod): boolean {
    if (nodeName === undefined || this.deadNodes.has(nodeName)) return false;
    return this.stage.cluster.get('Node', nodeName) !== undefined;
  }

  private run(pod: Pod, phase: 'Pending' | 'Running', ready: boolean, waiting?: string): void {
    const podIP = phase === 'Running' ? (pod.status?.podIP ?? this.nextIp()) : undefined;
    this.write(pod, startedStatus(pod, phase, { ready, waiting, podIP, now: this.stage.now }));
  }

  private nextIp(): string {
    this.ips++;
    return `10.0.${this.ips >> 8}.${this.ips & 255}`;
  }

  private write(pod: Pod, status: PodStatus): void {
    const object = { ...pod, status: { ...pod.status, ...status } };
    this.stage.simulation.write({ verb: 'update', object, subresource: 'status' }, 'kubelet');
  }
}

/** Gone as far as the node is concerned; only finalizers keep the object. */
function isReleased(pod: Pod): boolean {
  return (pod.metadata.deletionGracePeriodSeconds ?? 0) === 0;
}
