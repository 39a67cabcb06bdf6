/** Nodes of pools that there are, as many as the missing pods need. */
import type { NodePool } from '../../cluster/pools/index.js';
import { addedText } from '../added-text.js';
import { type AddedNode, Packing, waitingOf } from '../packing.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

/** More are not added in one step. */
const MOST_NEW = 50;
const COST = 1.2;

/** One for each pool that takes some of the pods. */
export function poolRemedies({ world: { pools }, cluster, owner, scheduler }: Look): Remedy[] {
  if (pools.length === 0) return [];
  const waiting = waitingOf(cluster, owner, scheduler.version);
  return pools.flatMap((pool) => {
    const packing = new Packing(cluster, scheduler, [waiting]);
    packing.grow([pool], MOST_NEW);
    const { added } = packing;
    const isKnown = !added.some(({ supposed }) => supposed.some((what) => !what.includes('=')));
    return added.length > 0 && isKnown ? [adding(pool, added)] : [];
  });
}

/** The nodes as a fix: there from the beginning. */
export function adding(pool: NodePool, added: readonly AddedNode[]): Remedy {
  return {
    ...UNEDITED,
    title: `add ${addedText(added)}`,
    kinds: [pool.title],
    cost: COST,
    creates: added.map(({ node }) => node),
  };
}
