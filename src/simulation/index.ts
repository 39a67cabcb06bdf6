export type { Action, Outcome, Target } from './actions.js';
export type { Plan, Step, StuckPod, WorkloadOutcome } from './plan.js';
export { type Limits, Simulation, type SimulationOptions } from './simulation.js';
