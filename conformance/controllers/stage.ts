/** Where a scenario is played: the simulated world, and what a recording calls the things in it. */
import type { KubeObject, Pod } from '../../src/api/objects.js';
import type { ObjectName } from '../../src/apiserver/request.js';
import { isNamespaced } from '../../src/apiserver/served.js';
import { Cluster } from '../../src/cluster/cluster.js';
import type { Controller } from '../../src/controllers/controller.js';
import { nodeLifecycle } from '../../src/controllers/nodelifecycle.js';
import { objectNamed } from '../../src/kubectl/resource-arg.js';
import type { Action, Outcome } from '../../src/simulation/actions/action.js';
import { Simulation } from '../../src/simulation/index.js';
import { versionOf } from '../recording.js';
import { PodBook } from './pod-book.js';
import { type Fields, NAMESPACE, type Scenario, START } from './scenario.js';
import { stateOf } from './state/index.js';
import { worldOf } from './world.js';

/** The longest recorded scenario takes 160 steps. */
const MAX_STEPS = 5000;
/** How long the recorder's kube-controller-manager lets a node be silent. */
const NODE_GRACE_SECONDS = 6;

export class Stage {
  readonly simulation: Simulation;
  readonly book: PodBook;

  constructor(scenario: Scenario, controllers: readonly Controller[]) {
    this.book = new PodBook(scenario);
    this.simulation = new Simulation(Cluster.of(worldOf(scenario), versionOf(scenario)), {
      startAt: START,
      kubelet: false,
      controllers: controllers.map((one) =>
        one.name === 'nodelifecycle' ? nodeLifecycle(NODE_GRACE_SECONDS) : one,
      ),
    });
  }

  get cluster(): Cluster {
    return this.simulation.cluster;
  }

  get now(): number {
    return this.simulation.now;
  }

  /** Lets time pass, with all that happens in it; throws where that is more than any scenario could need. */
  pass(ms: number): void {
    const maxSteps = MAX_STEPS;
    this.simulation.settle({ until: this.now, maxSteps });
    if (ms > 0) this.simulation.settle({ until: this.now + ms, routine: true, maxSteps });
    if (this.simulation.steps.length >= MAX_STEPS)
      throw new Error(`it does not end within ${MAX_STEPS} steps`);
    const [restless] = this.simulation.restless;
    if (restless) throw new Error(`${restless.actor} never comes to rest over ${restless.key}`);
    this.book.readOn(this.simulation);
  }

  /** Does one thing that a user can do. What follows from it happens when time passes. */
  act(action: Action): Outcome {
    return this.simulation.act(action);
  }

  pods(): Pod[] {
    return this.cluster.list('Pod', NAMESPACE);
  }

  state(): Fields {
    return stateOf(this.cluster, this.book.naming);
  }

  /** An object of a recording: `$NS` and `$RS` replaced, and the namespace set. */
  placed<T extends KubeObject>(given: T): T {
    const object = JSON.parse(this.filledIn(JSON.stringify(given))) as T;
    if (!isNamespaced(this.cluster, object)) return object;
    return { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? NAMESPACE } };
  }

  /** What a recording calls `KIND/NAME`, in kubectl's words for kinds. */
  target(text: string): ObjectName {
    const [kind = '', name = ''] = this.filledIn(text).split('/');
    const target = objectNamed(this.cluster, kind, name, NAMESPACE);
    if (!target) throw new Error(`unknown kind ${kind}`);
    return target;
  }

  private filledIn(text: string): string {
    return text.replaceAll('$NS', NAMESPACE).replaceAll('$RS', this.book.lastSet);
  }
}
