/** `kubectl drain NODE` in the background. */
import type { Performer } from './setting.js';

export const drainNode: Performer<'drain'> = ({ stage, drain }, { node, args = [] }) => {
  stage.act({ do: 'cordon', node });
  drain.begin(node, args);
};
