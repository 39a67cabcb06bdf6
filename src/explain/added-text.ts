/** Nodes that pools add, in words: `2 nodes of pool big (1 zone=a, 1 zone=b)`. */
import type { Node } from '../api/objects.js';
import { resourceAmount } from '../api/quantity.js';
import { listed, numbered } from '../api/text.js';
import { amountText } from './amounts.js';
import { type AddedNode, shapeKey } from './packing.js';

/** Labels that every node has of its own, or that say the pool once more. */
const OWN = new Set(['kubernetes.io/hostname', 'karpenter.sh/nodepool']);
const SIZES = ['cpu', 'memory'];

/** How many of each pool, and of which of its kinds where it has several. */
export function addedText(added: readonly AddedNode[]): string {
  const pools = [...new Set(added.map(({ pool }) => pool))];
  return listed(
    pools.map((pool) => {
      const own = added.filter((one) => one.pool === pool);
      const choices = choicesText(own);
      return `${numbered(own.length, 'node')} of ${pool.title}${choices === '' ? '' : ` (${choices})`}`;
    }),
  );
}

/** By what the kinds of nodes of a pool differ. */
function choicesText(own: readonly AddedNode[]): string {
  const [first] = own;
  if (!first) return '';
  const wish = { labels: first.node.metadata.labels ?? {}, resources: [] };
  const shapes = first.pool.shapes(wish).map(({ node }) => node);
  const all = [...shapes, ...own.map(({ node }) => node)];
  const labels = new Set(all.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {})));
  const differing = [...labels].filter((key) => !OWN.has(key) && differs(all, (node) => labelOf(node, key)));
  const sizes = SIZES.filter((resource) => differs(all, (node) => sizeOf(node, resource)));
  if (differing.length + sizes.length === 0) return '';
  const counts = new Map<string, { count: number; text: string }>();
  for (const one of own) {
    const text = [
      ...sizes.map((resource) => sizeOf(one.node, resource)),
      ...differing.map((key) => `${key.slice(key.lastIndexOf('/') + 1)}=${labelOf(one.node, key)}`),
    ].join(', ');
    const known = counts.get(shapeKey(one));
    counts.set(shapeKey(one), { count: (known?.count ?? 0) + 1, text });
  }
  const kinds = [...counts.values()];
  return kinds.length === 1
    ? (kinds[0]?.text ?? '')
    : kinds.map(({ count, text }) => `${count} with ${text}`).join('; ');
}

function differs(nodes: readonly Node[], of: (node: Node) => string): boolean {
  return new Set(nodes.map(of)).size > 1;
}

function labelOf({ metadata }: Node, key: string): string {
  return metadata.labels?.[key] ?? '';
}

/** `16 cpu`, `64Gi`. */
function sizeOf({ status }: Node, resource: string): string {
  const amount = amountText(resource, resourceAmount(resource, status?.allocatable?.[resource] ?? '0'));
  return resource === 'memory' ? amount : `${amount} ${resource}`;
}
