/** `kubectl delete node NODE`. */
import type { Performer } from './setting.js';

export const removeNode: Performer<'remove-node'> = ({ stage }, { node }) =>
  stage.act({ do: 'remove-node', node });
