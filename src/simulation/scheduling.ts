/** The scheduler in a simulation: what it writes for what it decided (pkg/scheduler/schedule_one.go). */
import { without } from '../api/conditions.js';
import { keyOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { condition } from '../api/pods.js';
import { formatTime } from '../api/time.js';
import { defaultScheduler, type Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Decision } from '../scheduler/decision.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import type { Actor, Noticed } from './actor.js';
import type { LiveCluster } from './live-cluster.js';
import { preempt } from './preemption.js';
import { SchedulingQueue } from './scheduling-queue.js';
import { bindVolume } from './volume-binding.js';

const SCHEDULER = 'scheduler';

export class Scheduling implements Actor {
  private readonly state: SchedulerState;
  private readonly queue: SchedulingQueue;

  constructor(
    private readonly world: LiveCluster,
    private readonly configuration: Scheduler = defaultScheduler(world.cluster.version, world.cluster.gates),
  ) {
    this.state = SchedulerState.ofCluster(world.cluster);
    this.queue = new SchedulingQueue(world.cluster.version);
  }

  notice(change: Noticed): void {
    // At the very beginning the scheduler knows the world already.
    if (change.verb === 'delete' || change.before !== change.object) this.state.apply([change]);
    this.queue.notice(change);
  }

  work(): boolean {
    const next = this.queue.take(this.world.cluster);
    if (!next) return false;
    const pod = this.world.cluster.get('Pod', next.key);
    if (pod) this.schedule(pod, next.cause);
    return true;
  }

  retry(): boolean {
    return this.queue.unpark(this.world.cluster);
  }

  private schedule(pod: Pod, cause: number | undefined): void {
    const decision = scheduleOne(this.state, pod, this.configuration);
    if (decision.outcome === 'ignored' || (decision.outcome === 'gated' && !decision.message)) return;
    const { outcome, node } = decision;
    if (outcome === 'bound' && node) this.bind(pod, node, decision, cause);
    else this.giveUp(pod, decision, cause);
  }

  private bind(pod: Pod, node: string, { volumes = [], ties }: Decision, cause: number | undefined): void {
    const key = keyOf(pod);
    const by = { actor: SCHEDULER, cause };
    if (volumes.length === 0) {
      this.say(pod, 'Normal', 'Scheduled', `Successfully assigned ${key} to ${node}`);
      this.world.write({ verb: 'bind', key, node }, { ...by, equals: ties });
      return;
    }
    // The pod is bound once its claims are: then it is asked for again.
    this.queue.park(key, cause);
    const object: Pod = { ...pod, status: { ...pod.status, nominatedNodeName: node } };
    this.world.write({ verb: 'update', object, subresource: 'status' }, by);
    for (const { claim, volume } of volumes) bindVolume(this.world, claim, volume, node, by);
  }

  private giveUp(pod: Pod, decision: Decision, cause: number | undefined): void {
    const { message = '', reason = 'Unschedulable', nominatedNode, victims = [] } = decision;
    const by = { actor: SCHEDULER, cause };
    this.queue.park(keyOf(pod), cause);
    if (reason !== 'SchedulingGated') this.say(pod, 'Warning', 'FailedScheduling', message);
    const old = condition(pod.status?.conditions, 'PodScheduled');
    const { nominatedNodeName } = pod.status ?? {};
    if (old?.reason !== reason || old.message !== message || nominatedNode !== nominatedNodeName) {
      const object = unscheduled(pod, reason, message, nominatedNode, this.world.clock.now);
      this.world.write({ verb: 'update', object, subresource: 'status' }, by);
    }
    for (const victim of victims) preempt(this.world, victim, pod, nominatedNode ?? '', by);
  }

  private say(object: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.world.log.keep({ at: this.world.clock.now, object, type, reason, message }, SCHEDULER);
  }
}

/** The pod as one that found no node. `now`: ms since 1970. */
function unscheduled(
  pod: Pod,
  reason: string,
  message: string,
  nominatedNode: string | undefined,
  now: number,
): Pod {
  const old = condition(pod.status?.conditions, 'PodScheduled');
  const next = {
    type: 'PodScheduled',
    status: 'False' as const,
    lastProbeTime: null,
    lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : formatTime(now),
    reason,
    message,
  };
  const { nominatedNodeName: _before, ...status } = pod.status ?? {};
  return {
    ...pod,
    status: {
      ...status,
      ...(nominatedNode ? { nominatedNodeName: nominatedNode } : {}),
      conditions: [...without(status.conditions, 'PodScheduled'), next],
    },
  };
}
