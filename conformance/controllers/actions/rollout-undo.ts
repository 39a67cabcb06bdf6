/** `kubectl rollout undo TARGET --to-revision=REVISION`. */
import type { Performer } from './setting.js';

export const undo: Performer<'rollout-undo'> = ({ stage }, { target, revision }) =>
  stage.act({ do: 'rollout-undo', ...stage.target(target), ...(revision ? { revision } : {}) });
