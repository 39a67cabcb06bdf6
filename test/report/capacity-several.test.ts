import { describe, expect, it } from 'vitest';
import type { Capacity, MixCapacity, TemplateCapacity } from '../../src/explain/capacity-answer.js';
import { type CapacityTextOptions, capacityText } from '../../src/report/capacity-text.js';
import { createStyle } from '../../src/report/style.js';
import { node, show, template, WEB } from './capacities.js';

describe('several templates', () => {
  const named = (name: string, rest: Partial<TemplateCapacity> = {}) =>
    template([node('a', 2)], { object: { ...WEB, name }, ...rest });

  it('have tables, up to three of them', () => {
    const three = ['a', 'b', 'c'].map((name) => named(name));
    expect(show(three).filter((line) => line.includes('node  more'))).toHaveLength(3);
    const four = [...three, named('dd', { more: 0, why: 'a taint keeps it off' })];
    expect(show(four)).toEqual([
      '4 templates on 2 nodes, each counted alone, 1 of them not once more.',
      '',
      '  template       more  what ends it',
      '  deployment/a      2  cpu ends it',
      '  deployment/b      2  cpu ends it',
      '  deployment/c      2  cpu ends it',
      '  deployment/dd     0  a taint keeps it off',
      '',
      'kubeplan capacity KIND/NAME … shows one of them node by node, --verbose all.',
      '',
      'Counted beside what runs already.',
      '',
    ]);
    expect(show(four, { verbose: true }).filter((line) => line.includes('node  more'))).toHaveLength(4);
    expect(
      capacityText({ nodeCount: 1, templates: [...three, named('d')] }, { manifests: 'none', max: 9 }),
    ).toMatch(/^4 templates on 1 node, each counted alone\.\n/);
  });

  it('have what ends each broken to the width, but for one column at least', () => {
    const why = 'cpu ends it on node-1 and node-2 and node-3';
    const four = ['a', 'b', 'c', 'd'].map((name) => named(name, { why }));
    expect(show(four, { width: 50 }).slice(3, 5)).toEqual([
      '  deployment/a     2  cpu ends it on node-1 and',
      '                      node-2 and node-3',
    ]);
    expect(show(four, { width: 20 }).slice(3, 7)).toEqual([
      '  deployment/a     2  cpu ends it on',
      '                      node-1 and',
      '                      node-2 and',
      '                      node-3',
    ]);
  });

  it.each<[number, number, string]>([
    [1, 1, 'Counted after the pods that the manifests ask for are placed; --templates-only leaves them out.'],
    [
      3,
      2,
      'Counted after the pods that the manifests ask for are placed; 4 pods of them have no place; --templates-only leaves them out.',
    ],
  ])('of which each wants %i and has %i', (wanted, placed, hint) => {
    const four = ['a', 'b', 'c', 'd'].map((name) => named(name, { wanted, placed }));
    expect(show(four, { manifests: 'placed', width: 200 }).at(-2)).toBe(hint);
  });

  it('say who waits, and who has more than asked for', () => {
    const placed = (...rests: [number, number][]) => {
      const templates = rests.map(([wanted, have], i) => named('abcdef'[i]!, { wanted, placed: have }));
      return show(templates, { manifests: 'placed', width: 200 }).at(-2);
    };
    const REST = '; --templates-only leaves them out.';
    const BEGIN = 'Counted after the pods that the manifests ask for are placed';
    expect(placed([3, 1], [2, 2], [0, 0])).toBe(
      `${BEGIN} (1 of 3 of deployment/a and 2 of 2 of deployment/b)${REST}`,
    );
    expect(placed([1, 1], [1, 0], [1, 1])).toBe(
      `${BEGIN} (1 of 1 of deployment/a, 0 of 1 of deployment/b and 1 of 1 of deployment/c)${REST}`,
    );
    expect(placed([1, 1], [1, 0], [1, 3], [1, 1])).toBe(`${BEGIN}; 1 pod of them has no place${REST}`);
    expect(placed([0, 0], [0, 0])).toBe(`${BEGIN}${REST}`);
    expect(show([named('a')], { manifests: 'left out' }).at(-2)).toBe(
      'Counted beside what runs already; the pods that the manifests ask for are not placed.',
    );
  });
});

describe('a mix', () => {
  const part = (name: string, weight: number, left: number) => ({ object: { ...WEB, name }, weight, left });
  const mix = (rest: Partial<MixCapacity> = {}): MixCapacity => ({
    parts: [part('a', 2, 3), part('b', 1, 0)],
    rounds: 2,
    limited: false,
    endedBy: 1,
    why: 'cpu ends it on n',
    ends: [],
    nodes: [node('n', 0, 0, { more: [4, 2] })],
    ...rest,
  });
  const said = (rest: Partial<MixCapacity> = {}, options: Partial<CapacityTextOptions> = {}) => {
    const lines = show([template([node('n', 2)])], options, mix(rest));
    return lines.slice(0, lines.indexOf(''));
  };

  it('is told in rounds', () => {
    expect(show([template([node('n', 2)])], {}, mix())).toEqual([
      '2 rounds of 2 deployment/a and 1 deployment/b fit (6 pods). A further one stops at deployment/b: cpu',
      'ends it on n.',
      'Beside them fit, each alone, 3 more of deployment/a and 0 more of deployment/b.',
      '',
      '  node  a  b  ends it',
      '  n     4  2  cpu',
      '',
      '  each alone      more  what ends it',
      '  deployment/web     2  cpu ends it',
      '',
      'Counted beside what runs already.',
      '',
    ]);
  });

  it.each<[string, Partial<MixCapacity>, string[]]>([
    [
      'one round',
      { rounds: 1, endedBy: 0 },
      [
        '1 round of 2 deployment/a and 1 deployment/b fits (3 pods). A further one stops at deployment/a: cpu',
        'ends it on n.',
        'Beside them fit, each alone, 3 more of deployment/a and 0 more of deployment/b.',
      ],
    ],
    [
      'none',
      { rounds: 0, endedBy: undefined },
      [
        'No round of 2 deployment/a and 1 deployment/b fits. The first one stops at deployment/a: cpu ends it',
        'on n.',
      ],
    ],
    [
      'one pod a round',
      { rounds: 1, parts: [part('a', 1, 100)], endedBy: 0 },
      [
        '1 round of 1 deployment/a fits (1 pod). A further one stops at deployment/a: cpu ends it on n.',
        'Beside them fit, each alone, at least 100 more of deployment/a.',
      ],
    ],
    [
      'more rounds than are counted',
      { limited: true },
      ['At least 2 rounds of 2 deployment/a and 1 deployment/b fit (6 pods): counting stopped there.'],
    ],
  ])('of %s', (_what, rest, lines) => {
    expect(said(rest as MixCapacity)).toEqual(lines);
  });

  it('has no table where all nodes are alike, or none is known', () => {
    for (const rest of [{ everywhere: 'no claim' }, { nodes: [] }]) {
      expect(show([], {}, mix(rest)).slice(3, 5)).toEqual(['', '  each alone  more  what ends it']);
    }
  });

  it('has all of its templates in tables with --verbose', () => {
    const lines = show([template([node('n', 2)])], { verbose: true }, mix());
    expect(lines.filter((line) => /^ {2}node /.test(line))).toHaveLength(2);
    expect(lines.join('\n')).not.toContain('each alone      more');
  });
});

it('colours are a second signal', () => {
  const options = { manifests: 'none', max: 9, assumedNodes: '3x cpu=4' } as const;
  const capacity: Capacity = { nodeCount: 2, templates: [template([node('a', 1)])] };
  const coloured = capacityText(capacity, { ...options, style: createStyle(true) });
  expect(coloured).toBe(`\x1b[1m1 more of deployment/web fits: cpu ends it.\x1b[22m
\x1b[2meach asks for 1 cpu\x1b[22m

\x1b[2m  node  more  cpu left  ends it\x1b[22m
  a        1  0 of 4    cpu

\x1b[2mCounted beside what runs already.\x1b[22m
\x1b[2mNo nodes given, so these were taken: 3x cpu=4; --nodes or --cluster tells of others.\x1b[22m
`);
  expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(capacityText(capacity, options));
});
