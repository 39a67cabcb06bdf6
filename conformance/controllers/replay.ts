/** Plays a recorded scenario: its actions, and between them what the stand-ins do (FORMAT-controllers.md). */
import type { Pod } from '../../src/api/objects.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import type { Controller } from '../../src/controllers/controller.js';
import { CONTROLLERS } from '../../src/controllers/index.js';
import type { RecordedAction } from './actions/action.js';
import { perform } from './actions/index.js';
import type { Setting } from './actions/setting.js';
import { BackgroundDrain } from './drain.js';
import { StandInKubelet } from './kubelet.js';
import type { Naming } from './naming.js';
import { provision } from './provisioner.js';
import type { Fields, Scenario } from './scenario.js';
import { Stage } from './stage.js';

/** Virtual time that an action takes with the quiet after it, and a move of the stand-in. */
const ACTION_MS = 1000;
const MOVE_MS = 1000;
/** A replay goes on for that many lines beyond what was recorded: far enough to see that it does. */
const LINES_BEYOND = 3;

/** `step`: the line of the trace that it was said in; `pod`: the one that it is about. */
export interface ReplayedEvent {
  step: number;
  kind: string;
  pod?: Pod;
  name: string;
  type: string;
  reason: string;
  message: string;
}

/** What came of a scenario: its trace, what was said, and the world in the end. */
export interface Replayed {
  lines: { after: string; state: Fields }[];
  /** The recording leaves open to which node pods were assigned. */
  severalNodes: boolean;
  events: ReplayedEvent[];
  naming: Naming;
  cluster: Cluster;
}

/**
 * Plays a scenario to its end, or until it has gone clearly beyond what was recorded. Throws where it takes more steps
 * than any could need: controllers that undo each other's work would go on for ever.
 */
export function replay(scenario: Scenario, controllers: readonly Controller[] = CONTROLLERS): Replayed {
  return new Replay(scenario, controllers).play();
}

class Replay {
  private readonly stage: Stage;
  private readonly setting: Setting;
  private readonly lines: Replayed['lines'] = [];
  private readonly events: ReplayedEvent[] = [];
  private seenEvents: number;

  constructor(
    private readonly scenario: Scenario,
    controllers: readonly Controller[],
  ) {
    this.stage = new Stage(scenario, controllers);
    this.setting = {
      stage: this.stage,
      kubelet: new StandInKubelet(this.stage, scenario.kubelet),
      drain: new BackgroundDrain(this.stage),
    };
    this.stage.pass(0);
    for (const object of scenario.cluster.objects)
      this.stage.act({ do: 'create', object: this.stage.placed(object) });
    this.stage.pass(ACTION_MS);
    this.seenEvents = this.stage.simulation.events.length;
  }

  play(): Replayed {
    for (const [index, action] of this.scenario.actions.entries()) {
      this.stage.pass(0);
      this.act(action);
      this.record(`action ${index}: ${action.do}`);
      this.moveOn(action.steps ?? Number.POSITIVE_INFINITY);
      if (this.isBeyond) break;
    }
    return {
      lines: this.lines,
      severalNodes: JSON.stringify(this.scenario.events).includes(' to *"'),
      events: this.events,
      naming: this.stage.book.naming,
      cluster: this.stage.cluster,
    };
  }

  private get isBeyond(): boolean {
    return this.lines.length >= this.scenario.trace.length + LINES_BEYOND;
  }

  /** An action, and the quiet after it where it takes no time of its own. */
  private act(action: RecordedAction): void {
    const before = this.stage.now;
    perform(this.setting, action);
    this.stage.pass(this.stage.now === before ? (action.quiet ?? ACTION_MS) : 0);
  }

  /** So many moves of the stand-ins, or as many as there are. */
  private moveOn(most: number): void {
    const { kubelet, drain } = this.setting;
    for (let moves = 0; moves < most && !this.isBeyond; moves++) {
      const after = provision(this.stage) ?? kubelet.move() ?? drain.goOn();
      if (!after) return;
      this.stage.pass(MOVE_MS);
      this.record(after);
      if (after.startsWith('kubelet: ready')) this.passMinReady();
    }
  }

  /** Where the scenario has minReadySeconds, the recorder lets them pass, and looks whether that made a difference. */
  private passMinReady(): void {
    const { minReady } = this.scenario.kubelet;
    if (!minReady) return;
    const before = JSON.stringify(this.lines.at(-1)?.state);
    this.stage.pass(minReady * 1000);
    if (JSON.stringify(this.stage.state()) !== before) this.record('time: minReadySeconds');
  }

  /** One line of the trace, and what was said since the last one. */
  private record(after: string): void {
    const { book, simulation } = this.stage;
    const step = this.lines.length;
    book.show(this.stage.pods(), step);
    this.lines.push({ after, state: this.stage.state() });
    for (const { object, type, reason, message } of simulation.events.slice(this.seenEvents)) {
      const { kind, metadata } = object;
      const pod = kind === 'Pod' ? { pod: object as Pod } : {};
      const said = { type, reason, message: book.renamed(message) };
      this.events.push({ step, kind, ...pod, name: metadata.name ?? '', ...said });
    }
    this.seenEvents = simulation.events.length;
  }
}
