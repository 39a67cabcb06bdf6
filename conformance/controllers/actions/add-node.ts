/** A node joins. */
import { nodeOf } from '../nodes.js';
import type { Performer } from './setting.js';

export const addNode: Performer<'add-node'> = ({ stage }, { spec }) =>
  stage.act({ do: 'add-node', node: nodeOf(spec) });
