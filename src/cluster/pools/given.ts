import { parsePools } from '../node-spec.js';
import type { NodePool } from './pool.js';

/** The pools of the command line. Throws `NodeSpecError`. */
export function givenPools(texts: readonly string[]): NodePool[] {
  return parsePools(texts).map(({ name, max, nodes }) => ({
    title: `pool ${name}`,
    name,
    problems: [],
    limits: max === undefined ? [] : [{ resource: 'nodes', left: max, text: `max=${max}` }],
    shapes: () => nodes.map((node) => ({ node, supposed: [] })),
    at: () => [],
  }));
}
