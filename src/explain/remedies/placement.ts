/** A pod that names its node. */
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

/** The scheduler looks for a node instead. */
export function unnamedNode({ owner, path }: Look): Remedy[] {
  const template = path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[String(step)], owner);
  const name = (template as { spec?: { nodeName?: string } }).spec?.nodeName;
  // Of a pod that was placed it says where: the scheduler wrote it.
  if (name === undefined || path.length === 0) return [];
  return [
    {
      ...UNEDITED,
      title: `let the scheduler choose its node (no nodeName, now ${name})`,
      kinds: ['node name'],
      cost: 1,
      edits: [{ action: 'remove', path: [...path, 'spec', 'nodeName'] }],
    },
  ];
}
