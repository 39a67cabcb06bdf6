/** `kubectl uncordon NODE`. */
import type { Performer } from './setting.js';

export const uncordon: Performer<'uncordon'> = ({ stage }, { node }) => stage.act({ do: 'uncordon', node });
