export { HEALTHY, type KubeletModel } from '../kubelet/model.js';
export type { Action, Outcome, Target } from './actions/action.js';
export type { Given } from './apply-manifests.js';
export type { Limits } from './loop.js';
export type { Move, Plan, PlanWarning, Step, StuckPod, Trajectory, WorkloadOutcome } from './plan.js';
export { type SimulateOptions, simulate } from './simulate.js';
export { Simulation, type SimulationOptions } from './simulation.js';
