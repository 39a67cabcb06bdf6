/**
 * Holds the scheduler against recordings of kube-scheduler: the same cluster, the same pods one after the other,
 * each step from the state that the recording, not kubeplan, came to.
 */
import type { KubeObject, Pod } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration/read.js';
import type { Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import type { Decision } from '../../src/scheduler/decision.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { type Outcome, versionOf } from '../recording.js';
import { judgeAttempt } from './judge.js';
import type { Attempt, SchedulingLine, Step } from './line.js';
import { bind, leave, nominated, remove, started } from './world.js';

/** All measures of all steps of one case. */
export function schedulingCase(line: SchedulingLine): Outcome[] {
  const replay = new Replay(line);
  return line.steps.flatMap((step, index) => {
    if (step.outcome === 'rejected') return [];
    return replay.play(step).map((one) => ({ ...one, step: index }));
  });
}

class Replay {
  private readonly version: KubernetesVersion;
  private readonly scheduler: Scheduler;
  private readonly state: SchedulerState;
  /** The node that the next search begins with. */
  private start = 0;

  constructor({ version, schedulerConfig, cluster }: SchedulingLine) {
    this.version = versionOf({ version });
    this.scheduler = readSchedulerConfiguration(schedulerConfig, this.version).scheduler;
    const objects = cluster.objects.map(({ order, ...object }) => started(object as KubeObject, order));
    this.state = SchedulerState.of([...cluster.nodes, ...objects]);
  }

  play(step: Step): Outcome[] {
    const outcomes = this.attempt(step.pod, step);
    if (step.held) {
      for (const key of step.victims ?? []) leave(this.state, key);
      this.state.apply([{ verb: 'create', object: nominated(step.pod, step) }]);
    }
    return step.then ? [...outcomes, ...this.tryAgain(step, step.then)] : outcomes;
  }

  /** The pod is tried again, once its victims are gone or its gates are open. */
  private tryAgain(step: Step, then: Attempt): Outcome[] {
    const open = then.ungated ? withoutGates(step.pod) : step.pod;
    const pod = step.nominatedNode ? nominated(open, step) : open;
    if (step.nominatedNode) this.state.apply([{ verb: 'create', object: pod }]);
    const between = this.betweenVictims(step, then, pod);
    for (const key of step.victims ?? []) remove(this.state, key);
    const outcomes = this.attempt(pod, then, between);
    if (then.outcome !== 'bound') this.state.apply([{ verb: 'delete', object: pod }]);
    return outcomes;
  }

  /**
   * The world in which a pod found another node than the one nominated: several victims go one after the other, and each
   * that is gone has the pod tried again. Undefined where it was not so.
   */
  private betweenVictims(
    { nominatedNode, victims = [] }: Step,
    { node }: Attempt,
    pod: Pod,
  ): SchedulerState | undefined {
    if (node === undefined || node === nominatedNode) return undefined;
    for (const order of [victims, [...victims].reverse()]) {
      const state = this.state.fork();
      for (const key of order.slice(0, -1)) {
        remove(state, key);
        if (this.decide(pod, state).equals?.includes(node)) return state;
      }
    }
    return undefined;
  }

  private decide(pod: Pod, state: SchedulerState): Decision {
    return scheduleOne(state, pod, this.scheduler, { detail: true, start: this.start });
  }

  private attempt(pod: Pod, recorded: Attempt, state = this.state): Outcome[] {
    const decision = this.decide(pod, state);
    const outcomes = judgeAttempt(recorded, decision);
    this.start += recorded.evaluatedNodes ?? 0;
    if (recorded.outcome === 'bound' && recorded.node) bind(this.state, pod, recorded, this.version);
    return outcomes;
  }
}

function withoutGates(pod: Pod): Pod {
  const { schedulingGates: _, ...spec } = pod.spec;
  return { ...pod, spec };
}
