/** A verb of `--then`: one of kubectl's, or what befalls a cluster. */
import type { Asked, Said, Setting, Usage } from '../../kubectl/command/verb.js';
import type { Action, Outcome } from '../actions/action.js';

/** Where a command of a plan is run. */
export interface PlanSetting extends Setting {
  /** Does what is no request of kubectl's. */
  act(action: Action): Outcome;
}

export interface PlanVerb extends Usage {
  run(asked: Asked, setting: PlanSetting): Said;
}

/** A command of a plan whose words were understood. */
export type PlanCommand = Asked<PlanVerb>;
