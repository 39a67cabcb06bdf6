/** Plays a scenario: what is done, one step after the other, and what is expected at each moment. */
import type { Path } from '../../api/json.js';
import { append } from '../../api/lists.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { KubeletModel } from '../../kubelet/model.js';
import { observe } from '../../kubelet/observed.js';
import type { Described } from '../../references/described.js';
import type { Observer } from '../actor.js';
import { applyManifests, type Given } from '../apply-manifests.js';
import { startOf } from '../clock.js';
import type { CommandInput } from '../commands/run-command.js';
import type { Limits } from '../loop.js';
import { MAX_PODS } from '../most-pods.js';
import { outsideOf } from '../outside.js';
import type { PlanAction, Step } from '../plan.js';
import { Simulation } from '../simulation.js';
import type { Expectation } from './expected.js';
import type { Scenario, ScenarioStep, Written } from './scenario.js';
import type { Moment } from './state.js';

/** What a scenario is played with, beside itself. */
export interface ScenarioWorld {
  /** What is there before its manifests are applied: snapshot and nodes. */
  before: Cluster;
  /** The objects of a path of the scenario, in its namespace. */
  manifests(path: Written): readonly Given[];
  commandInput: CommandInput;
  kubelet: KubeletModel;
  /** Of which objects all that there are is known. */
  described: Described;
}

/** Why a scenario does not pass. */
export interface ScenarioFailure {
  /** Where in the scenario. */
  path: Path;
  /** What was expected; absent where something could not be done. */
  expected?: string;
  /** What its author says that it means. */
  message?: string;
  /** `it was 1`, or why something could not be done. */
  seen: string;
  /** Virtual ms since the scenario began. */
  at: number;
  /** It was expected at every moment, or until then. */
  when: 'always' | 'now' | 'eventually' | 'finally' | 'doing';
  /** The last steps that led there, the last one last: each is the cause of the next. */
  because: readonly Step[];
}

/** What came of a command of it. */
type ScenarioAction = Omit<PlanAction, 'world'>;

export interface ScenarioOutcome {
  failure?: ScenarioFailure;
  /** Virtual ms until it ended. */
  duration: number;
  steps: readonly Step[];
  actions: readonly ScenarioAction[];
}

const MAX_STEPS = 250_000;
/** So long a world may take to come to rest. */
const MAX_REST_MS = 3_600_000;
const LONGEST_CHAIN = 4;

/** Plays a scenario to its end, or to the first thing that is not as expected. */
export function runScenario(scenario: Scenario, world: ScenarioWorld): ScenarioOutcome {
  const play = new Play(scenario, world);
  return play.run();
}

class Play {
  private readonly simulation: Simulation;
  private readonly limits: Limits;
  private readonly actions: ScenarioAction[] = [];
  /** What holds at every moment. */
  private readonly always: Expectation[] = [];
  private failure: ScenarioFailure | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly world: ScenarioWorld,
  ) {
    const { described, before } = world;
    const observed = observe(before, startOf(before), world.kubelet.isOutside);
    // What is there to begin with runs with what it needs, given or not.
    const prepares = { ...world.kubelet, observed, isOutside: outsideOf(before, { described, open: true }) };
    const first = new Simulation(before, { kubelet: prepares });
    const prepared = scenario.manifests.flatMap((path) => world.manifests(path));
    const { refused } = applyManifests(first, prepared, { maxSteps: MAX_STEPS });
    first.settle({ maxSteps: MAX_STEPS, maxPods: MAX_PODS, until: first.startedAt + MAX_REST_MS });
    const isOutside = outsideOf(first.cluster, { described, open: false });
    const kubelet = { ...prepares, isOutside };
    this.simulation = new Simulation(first.cluster, { kubelet, startAt: first.now });
    this.limits = { maxSteps: MAX_STEPS, maxPods: MAX_PODS, stop: () => this.failure !== undefined };
    const [why] = refused.values();
    if (why !== undefined) this.fail({ path: ['spec', 'cluster', 'manifests'], seen: why, when: 'doing' });
  }

  run(): ScenarioOutcome {
    this.hold(this.scenario.always);
    this.simulation.observe(this.watcher());
    for (const step of this.scenario.steps) if (!this.failure) this.take(step);
    if (!this.failure) this.rest();
    if (!this.failure) this.expect(this.scenario.finally, 'finally');
    const { steps } = this.simulation;
    return {
      ...(this.failure && { failure: this.failure }),
      duration: this.moment().elapsed,
      steps,
      actions: this.actions,
    };
  }

  /** Looks at every change, however short it lasts. */
  private watcher(): Observer {
    return {
      notice: ({ cluster }) => {
        if (this.failure || this.always.length === 0) return;
        this.expect(this.always, 'always', { ...this.moment(), cluster });
      },
    };
  }

  private moment(): Moment {
    const { cluster, now, startedAt } = this.simulation;
    return { cluster, now, elapsed: now - startedAt, namespace: this.scenario.namespace };
  }

  private take(step: ScenarioStep): void {
    switch (step.do) {
      case 'apply':
        this.apply(step);
        return;
      case 'run':
        this.command(step);
        return;
      case 'wait':
        this.pass(step.ms);
        return;
      case 'always':
        this.hold(step.expectations);
        return;
      case 'eventually':
        this.await(step.expectations, step.within);
        return;
      case 'expect':
        this.expect(step.expectations, 'now');
    }
  }

  private apply({ paths, path, fails, for: ms }: Extract<ScenarioStep, { do: 'apply' }>): void {
    const given = paths.flatMap((one) => this.world.manifests(one));
    const { refused } = applyManifests(this.simulation, given, { maxSteps: MAX_STEPS });
    const [why] = refused.values();
    this.done(path, `apply ${paths.map(({ text }) => text).join(' ')}`, why, fails);
    this.goOn(ms);
  }

  private command({ command, path, fails, for: ms }: Extract<ScenarioStep, { do: 'run' }>): void {
    const action = this.simulation.run(command, this.world.commandInput, this.limits);
    const { world: _world, ...told } = action;
    this.actions.push(told);
    const failed =
      action.exitCode === 0 ? undefined : (action.waitsFor ?? action.printed.at(-1) ?? action.command);
    this.done(path, action.command, failed, fails);
    this.goOn(ms);
  }

  /** Whether something could be done, as it should. */
  private done(path: Path, what: string, why: string | undefined, fails: boolean): void {
    if ((why !== undefined) === fails || this.failure) return;
    const expected = fails ? `${what} fails` : what;
    this.fail({ path, expected, seen: why ?? 'it was done', when: 'doing' });
  }

  private goOn(ms: number | undefined): void {
    if (this.failure) return;
    if (ms === undefined) this.rest();
    else this.pass(ms);
  }

  private rest(): void {
    const { simulation, limits } = this;
    simulation.settle({ ...limits, until: simulation.now + MAX_REST_MS });
  }

  private pass(ms: number): void {
    const { simulation, limits } = this;
    simulation.settle({ ...limits, until: simulation.now + ms, routine: true });
  }

  private hold(expectations: readonly Expectation[]): void {
    append(this.always, expectations);
    this.expect(expectations, 'always');
  }

  /** Lets time pass until all of it holds. */
  private await(expectations: readonly Expectation[], within: number): void {
    const { simulation } = this;
    const deadline = simulation.now + within;
    const holds = () => expectations.every((one) => one.check(this.moment()) === undefined);
    const stop = () => this.failure !== undefined || holds();
    if (!stop()) simulation.settle({ ...this.limits, until: deadline, routine: true, stop });
    if (!this.failure) this.expect(expectations, 'eventually');
  }

  private expect(
    expectations: readonly Expectation[],
    when: ScenarioFailure['when'],
    moment: Moment = this.moment(),
  ): void {
    for (const { text, path, message, check } of expectations) {
      const seen = check(moment);
      if (seen === undefined) continue;
      this.fail({ path, expected: text, ...(message !== undefined && { message }), seen, when });
      return;
    }
  }

  private fail(failure: Omit<ScenarioFailure, 'at' | 'because'>): void {
    this.failure ??= { ...failure, at: this.moment().elapsed, because: chainOf(this.simulation.steps) };
  }
}

/** The last step and what it came of, the first cause first. */
function chainOf(steps: readonly Step[]): Step[] {
  const chain: Step[] = [];
  for (let step = steps.at(-1); step && chain.length < LONGEST_CHAIN; ) {
    chain.unshift(step);
    step = step.cause === undefined ? undefined : steps[step.cause - 1];
  }
  return chain;
}
