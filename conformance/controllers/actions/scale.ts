/** `kubectl scale TARGET --replicas=REPLICAS`. */
import type { Performer } from './setting.js';

export const scale: Performer<'scale'> = ({ stage }, { target, replicas }) =>
  stage.act({ do: 'scale', ...stage.target(target), replicas });
