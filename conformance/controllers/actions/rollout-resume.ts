/** `kubectl rollout resume TARGET`. */
import type { Performer } from './setting.js';

export const resume: Performer<'rollout-resume'> = ({ stage }, { target }) =>
  stage.act({ do: 'rollout-resume', ...stage.target(target) });
