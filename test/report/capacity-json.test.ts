import { expect, it } from 'vitest';
import { capacityJson } from '../../src/report/capacity-json.js';
import { node, template, WEB } from './capacities.js';

const CACHE = { ...WEB, name: 'cache' };

it('a capacity as data is told whole', () => {
  const location = {
    file: 'web.yaml',
    start: { line: 3, column: 5, offset: 20 },
    end: { line: 3, column: 9, offset: 24 },
  };
  const end = {
    ends: [{ causes: ['cpu'], nodes: ['a'], closed: false }],
    quota: { quota: 'q', namespace: 'default', resources: ['pods'] },
    everywhere: 'persistentvolumeclaim "data" not found',
    message: '0/1 nodes are available: 1 Insufficient cpu.',
    preempts: { node: 'a', victims: 2 },
  };
  const web = template([node('a', 3, 500)], { location, fit: 5, wanted: 4, placed: 2, ...end });
  const parts = [
    { object: WEB, weight: 2, left: 1 },
    { object: CACHE, weight: 1, left: 0 },
  ];
  const mixed = { ...node('a', 0), more: [4, 2] };
  const mix = { parts, rounds: 2, limited: false, endedBy: 1, ...end, nodes: [mixed] };
  const text = capacityJson({ nodeCount: 1, templates: [web], mix }, { manifests: 'placed', max: 100 });
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  const left = (free: number) => [
    { resource: 'cpu', allocatable: 4000, free },
    { resource: 'pods', allocatable: 110, free: 100 },
  ];
  const ended = { causes: ['cpu'], closed: false, verdict: ['cpu short by 1'] };
  expect(JSON.parse(text)).toEqual({
    format: 'kubeplan.capacity/1',
    nodes: 1,
    manifestPods: 'placed',
    max: 100,
    templates: [
      {
        object: WEB,
        at: { file: 'web.yaml', line: 3, column: 5 },
        requests: { cpu: 1000 },
        more: 3,
        fit: 5,
        limited: false,
        replicas: { wanted: 4, placed: 2 },
        why: 'cpu ends it',
        ...end,
        nodes: [{ node: 'a', more: 3, ...ended, left: left(500) }],
      },
    ],
    mix: {
      parts,
      rounds: 2,
      limited: false,
      endedBy: CACHE,
      ...end,
      nodes: [{ node: 'a', more: [4, 2], ...ended, left: left(0) }],
    },
  });
});

it('a capacity as data leaves out what there is not', () => {
  const text = capacityJson(
    { nodeCount: 0, templates: [template([], { why: undefined, limited: true })] },
    { manifests: 'none', max: 7 },
  );
  expect(JSON.parse(text)).toEqual({
    format: 'kubeplan.capacity/1',
    nodes: 0,
    manifestPods: 'none',
    max: 7,
    templates: [
      {
        object: WEB,
        requests: { cpu: 1000 },
        more: 0,
        fit: 0,
        limited: true,
        replicas: { wanted: 0, placed: 0 },
        ends: [],
        nodes: [],
      },
    ],
  });
});
