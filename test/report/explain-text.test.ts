import { describe, expect, it } from 'vitest';
import { explainText } from '../../src/report/explain-text.js';
import { createStyle } from '../../src/report/style.js';
import { at, block, explanation, lines, node } from './explanations.js';

describe('an explanation', () => {
  it('is its answer, its place and Kubernetes’ words', () => {
    const decision = {
      ...explanation().decision,
      message: '0/1 nodes are available: 1 Insufficient cpu. no new claims',
    };
    expect(lines({ location: at(3, 5), decision }, { width: 60 })).toEqual([
      'pod/p stays Pending.',
      'web.yaml:3:5',
      'Kubernetes says  0/1 nodes are available: 1 Insufficient',
      '                 cpu. no new claims',
      '',
      'Nothing that kubeplan tried would free it.',
    ]);
    expect(lines({ decision }, { width: 30 }).slice(0, 4)).toEqual([
      'pod/p stays Pending.',
      'Kubernetes says  0/1 nodes are available: 1 Insufficient',
      '                 cpu. no new claims',
      '',
    ]);
    expect(lines({})).toEqual(['pod/p stays Pending.', '', 'Nothing that kubeplan tried would free it.']);
  });

  it('says of all nodes alike no more than that, but with --verbose', () => {
    const everywhere = { plugin: 'X', code: 'Unschedulable' as const, reasons: ['no'], details: [] };
    const rest = { everywhere, nodes: [node('a', ['no'])] };
    expect(block(rest)).toEqual(['Nothing that kubeplan tried would free it.']);
    expect(block(rest, { verbose: true })).toEqual(['  node  verdict', '  a     no']);
  });

  it('comes with others, and with what was assumed', () => {
    expect(explainText([], { isPartial: true })).toBe('Every pod of what can be read finds a node.\n');
    expect(explainText([])).toBe('Every pod finds a node.\n');
    expect(explainText([], { assumedNodes: '3x cpu=4' })).toBe('Every pod finds a node.\n');
    expect(explainText([], { style: createStyle(true) })).toBe('\x1b[32mEvery pod finds a node.\x1b[39m\n');
    const two = [explanation(), explanation({ answer: 'pod/q stays Pending' })];
    expect(explainText(two, { assumedNodes: '3x cpu=4', width: 60, style: createStyle(true) })).toBe(
      `\x1b[1mpod/p stays Pending.\x1b[22m

Nothing that kubeplan tried would free it.

\x1b[1mpod/q stays Pending.\x1b[22m

Nothing that kubeplan tried would free it.

\x1b[2mNo nodes given, so these were taken: 3x cpu=4; --nodes or\x1b[22m
\x1b[2m--cluster tells of others.\x1b[22m
`,
    );
  });
});

describe('its nodes', () => {
  it('stand as people count', () => {
    const names = ['b-2-x', 'b-10', 'b-2', 'b', 'a-3', 'b-02', 'b-2-a', '7', '07', '10'];
    const shown = block({ nodes: names.map((name) => node(name, ['no'])) }).slice(1);
    expect(shown.map((line) => line.trim().split(' ')[0])).toEqual([
      '07',
      '7',
      '10',
      'a-3',
      'b',
      'b-02',
      'b-2',
      'b-2-a',
      'b-2-x',
      'b-10',
    ]);
  });

  it('tell of each resource that is short somewhere, but pods', () => {
    const short = (resource: string) => ({
      plugin: 'NodeResourcesFit',
      code: 'Unschedulable' as const,
      reasons: [],
      details: [
        { kind: 'resource' as const, resource, requested: 0, allocatable: 0, used: 0, free: 0, short: 0 },
      ],
    });
    const use = (resource: string, free: number, allocatable: number) => ({
      resource,
      requested: 0,
      allocatable,
      used: 0,
      free,
    });
    const nodes = [
      node('a', ['cpu short by 1'], {
        refusals: [short('cpu'), short('pods'), short('cpu')],
        resources: [use('cpu', 500, 2000), use('memory', 2 ** 30, 2 ** 31)],
      }),
      node('b', ['memory short by 1Gi'], {
        refusals: [short('memory')],
        resources: [use('memory', 0, 2 ** 30)],
      }),
      node('c', [], { resources: [use('cpu', 4000, 4000), use('memory', 2 ** 32, 2 ** 32)] }),
      node('d', [], { fits: false }),
    ];
    expect(block({ nodes, requests: { cpu: 1500 } })).toEqual(
      [
        '  node  cpu: 1.5 of     memory: 0 of    verdict',
        '  a     500m free of 2  1Gi free of 2Gi  cpu short by 1',
        '  b                     0 free of 1Gi    memory short by 1Gi',
        '  c     4 free of 4     4Gi free of 4Gi  fits',
        '  d                                      left out by its node affinity',
      ].map((line, i) => (i === 0 ? line.replace('0 of    verdict', '0 of     verdict') : line)),
    );
  });

  it('have all that is held against them, in more lines where one is too narrow, but for 24 columns', () => {
    const verdict = ['a taint that is rather long: dedicated=db:NoSchedule, and more of that'];
    const rows = (width: number, verbose = false) =>
      block({ nodes: [node('a', verdict)] }, { width, verbose }).slice(1);
    expect(rows(120)).toEqual([`  a     ${verdict[0]}`]);
    expect(rows(60)).toEqual([
      '  a     a taint that is rather long:',
      '        dedicated=db:NoSchedule, and more of',
      '        that',
    ]);
    expect(rows(30)).toEqual([
      '  a     a taint that is rather',
      '        long:',
      '        dedicated=db:NoSchedule,',
      '        and more of that',
    ]);
    expect(rows(30, true)).toEqual([`  a     ${verdict[0]}`]);
  });

  it('fold where there are more than twenty', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => node(`n-${i + 1}`, ['no']));
    expect(block({ nodes: many(20) })).toHaveLength(21);
    expect(block({ nodes: many(21) })).toEqual([
      '  node                       verdict',
      '  n-1, n-2, n-3 and 18 more  no',
    ]);
    expect(block({ nodes: many(21) }, { verbose: true })).toHaveLength(22);
    const mixed = [...many(18), node('x', ['no, never']), node('y', ['maybe']), node('z', ['maybe'])];
    expect(block({ nodes: mixed })).toEqual([
      '  node                       verdict',
      '  n-1, n-2, n-3 and 15 more  no',
      '  x                          no, never',
      '  y, z                       maybe',
    ]);
    const three = [...many(18), ...['x', 'y', 'z'].map((name) => node(name))];
    expect(block({ nodes: three })[2]).toBe('  x, y, z                    fits');
  });

  it('differ in a folded row where they differ', () => {
    const short = {
      plugin: 'NodeResourcesFit',
      code: 'Unschedulable' as const,
      reasons: [],
      details: [
        {
          kind: 'resource' as const,
          resource: 'cpu',
          requested: 0,
          allocatable: 0,
          used: 0,
          free: 0,
          short: 0,
        },
      ],
    };
    const nodes = Array.from({ length: 21 }, (_, i) =>
      node(`n-${i + 1}`, [i < 19 ? 'no' : 'not'], {
        refusals: [short],
        resources: [
          { resource: 'cpu', requested: 0, allocatable: 4000, used: 0, free: i === 3 ? 500 : 1000 },
        ],
      }),
    );
    expect(block({ nodes }).slice(1)).toEqual([
      '  n-1, n-2, n-3 and 16 more  differs      no',
      '  n-20, n-21                 1 free of 4  not',
    ]);
  });
});
