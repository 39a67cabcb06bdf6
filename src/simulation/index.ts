export { HEALTHY } from '../kubelet/model.js';
export type { Action } from './actions/action.js';
export type { Plan, Step } from './plan.js';
export { type SimulateOptions, simulate } from './simulate.js';
export { Simulation, type SimulationOptions } from './simulation.js';
