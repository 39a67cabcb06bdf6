/** `kubectl rollout pause TARGET`. */
import type { Performer } from './setting.js';

export const pause: Performer<'rollout-pause'> = ({ stage }, { target }) =>
  stage.act({ do: 'rollout-pause', ...stage.target(target) });
