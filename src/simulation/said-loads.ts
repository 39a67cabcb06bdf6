/** The loads that a plan is told of, and those among them that change nothing. */
import type { LoadSpec } from './load-spec.js';
import { isFollowed } from './loads.js';
import type { PlanWarning } from './plan.js';
import type { Simulation } from './simulation.js';

export interface LoadSettings {
  /** How busy pods are, from the beginning. */
  loads?: readonly LoadSpec[];
  /** The namespace of loads that name none. */
  namespace?: string;
}

export class SaidLoads {
  private readonly loads: readonly LoadSpec[];
  private readonly namespace: string;
  /** Those of what is not there, and why. */
  private unheard: { load: LoadSpec; why: string }[];

  /** Says the loads to a simulation, before anything is done in it: they are said of the size that there is. */
  constructor(
    private readonly simulation: Simulation,
    { loads = [], namespace = 'default' }: LoadSettings,
  ) {
    this.loads = loads;
    this.namespace = namespace;
    this.unheard = this.say(loads);
  }

  /** Says once more what was said of objects that were not there yet. */
  sayAgain(): void {
    this.unheard = this.say(this.unheard.map(({ load }) => load));
  }

  /** Loads that change nothing: of what is not there, or what no autoscaler goes by. */
  warnings(): PlanWarning[] {
    const heard = this.loads.filter((load) => !this.unheard.some((one) => one.load === load));
    return [
      ...this.unheard.map(({ why }) => ({ message: `${why}: it changes nothing` })),
      ...heard
        .filter((load) => !this.isFollowed(load))
        .map(({ text }) => ({ message: `no autoscaler goes by ${text}: it changes nothing` })),
    ];
  }

  private say(loads: readonly LoadSpec[]) {
    return loads.flatMap((load) => {
      const { refusal } = this.simulation.act({ do: 'load', load, namespace: this.namespace });
      return refusal ? [{ load, why: refusal.message }] : [];
    });
  }

  private isFollowed({ target, points }: LoadSpec): boolean {
    const { cluster } = this.simulation;
    const names = new Set(points.flatMap(({ measures }) => measures.map(({ metric }) => metric)));
    return cluster.loads.some(
      (load) =>
        names.has(load.metric) &&
        (target === 'external' || load.key.endsWith(`/${target.name}`)) &&
        isFollowed(cluster, load),
    );
  }
}
