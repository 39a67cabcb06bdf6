/** A cluster in virtual time: whoever has something to do is asked in turn, until nobody has. */
import type { Location } from '../api/finding.js';
import type { Answer, Request } from '../apiserver/request.js';
import type { Cluster } from '../cluster/cluster.js';
import { CONTROLLERS, type Controller } from '../controllers/index.js';
import { HEALTHY, type KubeletModel } from '../kubelet/model.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Action, Outcome } from './actions/action.js';
import { perform } from './actions/index.js';
import type { Observer } from './actor.js';
import { Clock, startOf } from './clock.js';
import type { PlanCommand } from './commands/plan-verb.js';
import { type CommandInput, runCommand } from './commands/run-command.js';
import { ControlLoops } from './control-loops.js';
import { Drainer } from './drain.js';
import { EventLog, type SaidEvent } from './event-log.js';
import { LiveCluster } from './live-cluster.js';
import { type Limits, Loop } from './loop.js';
import { Nodes } from './nodes.js';
import type { PlanAction, Step } from './plan.js';
import { Scheduling } from './scheduling.js';
import { type By, Trace } from './trace.js';
import type { Restless } from './unrest.js';

export interface SimulationOptions {
  /** Virtual time at the beginning, ms since 1970. Left out: the latest time that the world's objects tell of. */
  startAt?: number;
  /** The model of a node; `false`: nobody starts pods (someone else writes their status). */
  kubelet?: KubeletModel | false;
  controllers?: readonly Controller[];
  /** Nobody has anything to do in the world that is given: it came to rest before, and nothing is looked at anew. */
  isAtRest?: boolean;
  scheduler?: Scheduler;
  /** Where the user wrote an object, by kind and key as `KIND KEY`. */
  locations?: ReadonlyMap<string, Location>;
}

export class Simulation {
  private readonly clock: Clock;
  private readonly trace: Trace;
  private readonly world: LiveCluster;
  private readonly nodes: Nodes;
  private readonly drainer: Drainer;
  private readonly loop: Loop;
  private readonly loops: ControlLoops;

  constructor(cluster: Cluster, options: SimulationOptions = {}) {
    this.clock = new Clock(options.startAt ?? startOf(cluster));
    this.trace = new Trace(this.clock, new Map(options.locations));
    this.world = new LiveCluster(cluster, this.clock, this.trace, new EventLog());
    this.loops = new ControlLoops(this.world);
    const { loops } = this;
    // The scheduler is quicker than any controller: a pod has its node before anybody changes their mind about it.
    const scheduling = new Scheduling(this.world, options.scheduler);
    this.drainer = new Drainer(this.world);
    this.loop = new Loop(this.world, [scheduling, loops], [this.drainer]);
    this.nodes = new Nodes(this.world, loops, options.controllers ?? CONTROLLERS);
    const { isAtRest = false } = options;
    this.nodes.behave(options.kubelet ?? HEALTHY, undefined, !isAtRest);
    this.world.open([loops, scheduling, this.drainer], isAtRest);
  }

  get cluster(): Cluster {
    return this.world.cluster;
  }

  /** Virtual time, ms since 1970. */
  get now(): number {
    return this.clock.now;
  }

  get startedAt(): number {
    return this.clock.startedAt;
  }

  /** How many pods were created so far. */
  get podsMade(): number {
    return this.world.podsMade;
  }

  /** What was done so far, in order. */
  get steps(): readonly Step[] {
    return this.trace.steps;
  }

  /** What control loops would have looked at for ever. */
  get restless(): readonly Restless[] {
    return this.loops.restless;
  }

  /** By `KIND KEY`: who manages an object that was ever seen. */
  get managers(): Trace['managers'] {
    return this.trace.managers;
  }

  /** By `KIND KEY`: how the numbers of a workload moved. */
  get moves(): Trace['moves'] {
    return this.trace.moves;
  }

  /** What was said about objects so far. */
  get events(): readonly SaidEvent[] {
    return this.world.log.events;
  }

  /** How nodes and images behave. */
  get kubeletModel(): KubeletModel {
    return this.nodes.model;
  }

  /** Nodes behave by another model from now on; every pod is looked at again. */
  useKubelet(model: KubeletModel | false, cause?: number): void {
    this.nodes.behave(model, cause);
  }

  /** Somebody is told of every change from now on, who does nothing. */
  observe(observer: Observer): void {
    this.world.observe(observer);
  }

  /** Does one thing that a user can do. What follows from it happens when `settle` is called. */
  act(action: Action): Outcome {
    const { world, nodes, drainer } = this;
    return perform({ world, nodes, drainer }, action);
  }

  /** Runs a command to its end, or to where it waits for ever. What follows from it beyond that happens when `settle` is called. */
  run(command: PlanCommand, input: CommandInput, limits: Limits = {}): PlanAction {
    const { world, loop, nodes } = this;
    return runCommand({ world, loop, nodes, act: (action) => this.act(action) }, command, input, limits);
  }

  /** Lets everybody work until nothing changes any more. False when a limit was reached before that. */
  settle(limits: Limits = {}): boolean {
    return this.loop.settle(limits) && this.loops.restless.length === 0;
  }

  /** Lets virtual time pass, with all that happens in it. */
  advance(ms: number): void {
    this.settle({ until: this.now + ms, routine: true });
  }

  /** The plan begins now: what was done up to now is what came before it, and is returned. */
  beginHere(): Step[] {
    this.clock.startedAt = this.clock.now;
    this.world.podsMade = 0;
    return this.trace.takeOut();
  }

  /** One request to the API server in somebody's name; its consequences are queued. */
  write(request: Request, actor: string): Answer {
    return this.world.write(request, { actor }).answer;
  }

  /** A step that changes nothing in the world: a refusal. Returns its number. */
  tell(by: By, verb: string, object: Step['object'], message: string): number {
    return this.trace.tell(by, verb, object, message);
  }
}
