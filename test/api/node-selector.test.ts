import { describe, expect, it } from 'vitest';
import {
  matchesNodeSelector,
  matchesNodeTerm,
  matchesRequiredNodeAffinity,
} from '../../src/api/node-selector.js';
import type {
  Node,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodSpec,
} from '../../src/api/objects.js';

const NODE: Node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n1', labels: { disk: 'ssd', cores: '16', big: '9223372036854775807' } },
};
const BARE: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n2' } };
const NAMELESS: Node = { apiVersion: 'v1', kind: 'Node', metadata: {} };

type Operator = NodeSelectorRequirement['operator'];
const requirement = (key: string, operator: string, values?: string[]): NodeSelectorRequirement => ({
  key,
  operator: operator as Operator,
  ...(values && { values }),
});

describe('a requirement on labels', () => {
  it.each<[string, string, string[] | undefined, boolean]>([
    ['disk', 'In', ['ssd'], true],
    ['disk', 'In', ['hdd', 'ssd'], true],
    ['disk', 'In', ['hdd'], false],
    ['zone', 'In', ['a'], false],
    ['toString', 'In', ['a'], false],
    ['disk', 'NotIn', ['hdd'], true],
    ['disk', 'NotIn', ['hdd', 'ssd'], false],
    ['zone', 'NotIn', ['a'], true],
    ['disk', 'Exists', undefined, true],
    ['disk', 'Exists', [], true],
    ['zone', 'Exists', undefined, false],
    ['disk', 'DoesNotExist', undefined, false],
    ['zone', 'DoesNotExist', undefined, true],
    ['cores', 'Gt', ['15'], true],
    ['cores', 'Gt', ['16'], false],
    ['cores', 'Gt', ['17'], false],
    ['cores', 'Lt', ['17'], true],
    ['cores', 'Lt', ['16'], false],
    ['cores', 'Lt', ['15'], false],
    ['cores', 'Gt', ['-1'], false],
    ['cores', 'Gt', ['0'], true],
    ['disk', 'Gt', ['8'], false],
    ['disk', 'Lt', ['8'], false],
    ['zone', 'Gt', ['8'], false],
    ['big', 'Gt', ['9223372036854775806'], true],
    // What makes no sense matches nothing, whatever the labels.
    ['disk', 'In', [], false],
    ['disk', 'In', undefined, false],
    ['zone', 'NotIn', [], false],
    ['disk', 'Exists', ['ssd'], false],
    ['zone', 'DoesNotExist', ['a'], false],
    ['cores', 'Gt', ['8', '9'], false],
    ['cores', 'Gt', [], false],
    ['cores', 'Gt', undefined, false],
    ['cores', 'Gt', ['x'], false],
    ['cores', 'Gt', ['1.5'], false],
    ['cores', 'Lt', ['9223372036854775807'], true],
    ['cores', 'Lt', ['9223372036854775808'], false],
    ['-', 'DoesNotExist', undefined, false],
    ['zone', 'NotIn', ['-'], false],
    ['zone', 'NotIn', ['a', 'b c'], false],
    ['disk', 'Equals', ['ssd'], false],
  ])('%s %s %j: %s', (key, operator, values, matches) => {
    expect(matchesNodeTerm({ matchExpressions: [requirement(key, operator, values)] }, NODE)).toBe(matches);
  });

  it('a label beyond 64 bits is no number', () => {
    const node = { ...NODE, metadata: { name: 'n', labels: { big: '9223372036854775808' } } };
    expect(matchesNodeTerm({ matchExpressions: [requirement('big', 'Gt', ['1'])] }, node)).toBe(false);
    expect(matchesNodeTerm({ matchExpressions: [requirement('big', 'Lt', ['1'])] }, node)).toBe(false);
  });
});

describe('a requirement on fields', () => {
  it.each<[string, string, string[] | undefined, boolean]>([
    ['metadata.name', 'In', ['n1'], true],
    ['metadata.name', 'In', ['n2'], false],
    ['metadata.name', 'NotIn', ['n1'], false],
    ['metadata.name', 'NotIn', ['n2'], true],
    ['metadata.namespace', 'In', ['n1'], false],
    ['metadata.namespace', 'In', [''], true],
    ['metadata.name', 'In', ['n1', 'n2'], false],
    ['metadata.name', 'In', [], false],
    ['metadata.name', 'NotIn', undefined, false],
    ['metadata.name', 'Exists', ['n1'], false],
    ['metadata.name', 'Gt', ['n1'], false],
  ])('%s %s %j: %s', (key, operator, values, matches) => {
    expect(matchesNodeTerm({ matchFields: [requirement(key, operator, values)] }, NODE)).toBe(matches);
  });

  it('of a node without a name hold', () => {
    const term = { matchFields: [requirement('metadata.name', 'In', ['n1'])] };
    expect(matchesNodeTerm(term, NAMELESS)).toBe(true);
    expect(matchesNodeTerm({ ...term, matchExpressions: [requirement('a', 'Exists')] }, NAMELESS)).toBe(
      false,
    );
  });
});

describe('a term', () => {
  const ssd = requirement('disk', 'In', ['ssd']);
  const hdd = requirement('disk', 'In', ['hdd']);
  const n1 = requirement('metadata.name', 'In', ['n1']);
  const n2 = requirement('metadata.name', 'In', ['n2']);
  const broken = requirement('disk', 'In', []);
  it.each<[NodeSelectorTerm, boolean]>([
    [{}, false],
    [{ matchExpressions: [], matchFields: [] }, false],
    [{ matchExpressions: [ssd, requirement('cores', 'Exists')] }, true],
    [{ matchExpressions: [ssd, hdd] }, false],
    [{ matchExpressions: [hdd, ssd] }, false],
    [{ matchExpressions: [ssd], matchFields: [n1] }, true],
    [{ matchExpressions: [ssd], matchFields: [n2] }, false],
    [{ matchExpressions: [hdd], matchFields: [n1] }, false],
    [{ matchFields: [n1, n2] }, false],
    [{ matchExpressions: [ssd, broken] }, false],
    [{ matchExpressions: [ssd], matchFields: [n1, requirement('metadata.name', 'In', [])] }, false],
  ])('%j: %s', (term, matches) => {
    expect(matchesNodeTerm(term, NODE)).toBe(matches);
  });

  it.each<[NodeSelector, boolean]>([
    [{ nodeSelectorTerms: [] }, false],
    [{} as NodeSelector, false],
    [{ nodeSelectorTerms: [{ matchExpressions: [hdd] }] }, false],
    [{ nodeSelectorTerms: [{ matchExpressions: [hdd] }, { matchExpressions: [ssd] }] }, true],
    [{ nodeSelectorTerms: [{}, { matchFields: [n1] }] }, true],
  ])('or another of %j: %s', (selector, matches) => {
    expect(matchesNodeSelector(selector, NODE)).toBe(matches);
  });

  const affine = (required?: NodeSelector, nodeSelector?: Record<string, string>): PodSpec => ({
    containers: [],
    ...(nodeSelector && { nodeSelector }),
    affinity: {
      nodeAffinity: { ...(required && { requiredDuringSchedulingIgnoredDuringExecution: required }) },
    },
  });
  it.each<[PodSpec, Node, boolean]>([
    [{ containers: [] }, BARE, true],
    [affine(), BARE, true],
    [affine(undefined, {}), BARE, true],
    [affine(undefined, { disk: 'ssd' }), NODE, true],
    [affine(undefined, { disk: 'ssd' }), BARE, false],
    [affine(undefined, { disk: 'hdd' }), NODE, false],
    [affine({ nodeSelectorTerms: [{ matchExpressions: [ssd] }] }), NODE, true],
    [affine({ nodeSelectorTerms: [{ matchExpressions: [ssd] }] }), BARE, false],
    [affine({ nodeSelectorTerms: [] }), NODE, false],
    [affine({ nodeSelectorTerms: [{ matchExpressions: [ssd] }] }, { disk: 'hdd' }), NODE, false],
    [affine({ nodeSelectorTerms: [{ matchExpressions: [hdd] }] }, { disk: 'ssd' }), NODE, false],
  ])('%j is for the node %j: %s', (spec, node, matches) => {
    expect(matchesRequiredNodeAffinity(spec, node)).toBe(matches);
  });
});
