import type { BackgroundDrain } from '../drain.js';
import type { StandInKubelet } from '../kubelet.js';
import type { Stage } from '../stage.js';
import type { ActionOf, RecordedAction } from './action.js';

/** Where a recorded action is done. */
export interface Setting {
  stage: Stage;
  kubelet: StandInKubelet;
  drain: BackgroundDrain;
}

/** Does an action. What follows from it happens afterwards. */
export type Performer<D extends RecordedAction['do']> = (setting: Setting, action: ActionOf<D>) => void;
