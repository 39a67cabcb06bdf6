/** Steps and events of a simulation as lines, drawn names told as `#1`, `#2`, …. */
import type { Action, Simulation, Step } from '../../src/simulation/index.js';
import { renamed } from '../controllers/look.js';

/** `12 3.0 kubelet ready Pod/web#1: ready ← 9`: number, virtual seconds, who, what, which object, how, and why. */
export function stepLines(steps: readonly Step[], from = 0): string[] {
  return renamed(
    steps.slice(from).map(({ id, at, actor, verb, object, message, cause }) => {
      const where = object.namespace && object.namespace !== 'default' ? `${object.namespace}/` : '';
      const why = cause === undefined ? '' : ` ← ${cause}`;
      return `${id} ${(at / 1000).toFixed(1)} ${actor} ${verb} ${object.kind}/${where}${object.name}: ${message}${why}`;
    }),
  );
}

/** `3.0 kubelet Warning BackOff Pod/web#1: …` */
export function eventLines(sim: Simulation, from = 0): string[] {
  return renamed(
    sim.events.slice(from).map(({ at, source, type, reason, object, message }) => {
      const seconds = ((at - sim.startedAt) / 1000).toFixed(1);
      return `${seconds} ${source} ${type} ${reason} ${object.kind}/${object.metadata.name}: ${message}`;
    }),
  );
}

/** What happens from here on until the world is at rest. */
export function settled(sim: Simulation, from = sim.steps.length): string[] {
  if (!sim.settle()) throw new Error('the world does not come to rest');
  return stepLines(sim.steps, from);
}

/** The outcome of an action (of a refused patch without the patch), and what follows from it. */
export function acted(sim: Simulation, action: Action): { outcome: string; steps: string[] } {
  const from = sim.steps.length;
  const { changed, refusal, step } = sim.act(action);
  // kubectl's own no has no code.
  const who = refusal?.code === 0 ? 'error' : `${refusal?.code} ${refusal?.reason}`;
  const outcome = `${changed ? 'changed' : 'unchanged'}${step === undefined ? '' : ` step ${step - from}`}${refusal ? ` ${who}: ${refusal.brief ?? refusal.message}` : ''}`;
  return { outcome, steps: settled(sim, from).map((line) => line.replace(/^\d+ /, '')) };
}
