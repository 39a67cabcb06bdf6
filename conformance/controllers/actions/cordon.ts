/** `kubectl cordon NODE`. */
import type { Performer } from './setting.js';

export const cordon: Performer<'cordon'> = ({ stage }, { node }) => stage.act({ do: 'cordon', node });
