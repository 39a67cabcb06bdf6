import type {
  Capacity,
  MixCapacity,
  NodeCapacity,
  TemplateCapacity,
} from '../../src/explain/capacity-answer.js';
import { type CapacityTextOptions, capacityText } from '../../src/report/capacity-text.js';

export const WEB = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };

export function node(name: string, more: number, free = 0, rest: Partial<NodeCapacity> = {}): NodeCapacity {
  return {
    node: name,
    more: [more],
    causes: ['cpu'],
    closed: false,
    verdict: ['cpu short by 1'],
    left: [
      { resource: 'cpu', allocatable: 4000, free },
      { resource: 'pods', allocatable: 110, free: 100 },
    ],
    ...rest,
  };
}

export function template(nodes: NodeCapacity[], rest: Partial<TemplateCapacity> = {}): TemplateCapacity {
  const more = nodes.reduce((sum, one) => sum + one.more[0]!, 0);
  return {
    object: WEB,
    requests: { cpu: 1000 },
    more,
    fit: more,
    limited: false,
    wanted: 0,
    placed: 0,
    why: 'cpu ends it',
    ends: [],
    nodes,
    ...rest,
  };
}

export function show(
  templates: TemplateCapacity[],
  options: Partial<CapacityTextOptions> = {},
  mix?: MixCapacity,
): string[] {
  const capacity: Capacity = { nodeCount: 2, templates, ...(mix && { mix }) };
  return capacityText(capacity, { manifests: 'none', max: 100, width: 100, ...options }).split('\n');
}

/** The table of one template. */
export const table = (nodes: NodeCapacity[], options: Partial<CapacityTextOptions> = {}) => {
  const lines = show([template(nodes)], options);
  const begin = lines.indexOf('') + 1;
  return lines.slice(begin, lines.indexOf('', begin));
};

export const many = (count: number, from: number, more: number, free = 0, rest: Partial<NodeCapacity> = {}) =>
  Array.from({ length: count }, (_, i) => node(`n-${from + i}`, more, free, rest));
