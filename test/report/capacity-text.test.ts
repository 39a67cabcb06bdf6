import { describe, expect, it } from 'vitest';
import type { Capacity, MixCapacity, NodeCapacity, TemplateCapacity } from '../../src/explain/capacity.js';
import { type CapacityTextOptions, capacityText } from '../../src/report/capacity-text.js';
import { createStyle } from '../../src/report/style.js';

const WEB = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };

function node(name: string, more: number, free = 0, rest: Partial<NodeCapacity> = {}): NodeCapacity {
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

function template(nodes: NodeCapacity[], rest: Partial<TemplateCapacity> = {}): TemplateCapacity {
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

function show(
  templates: TemplateCapacity[],
  options: Partial<CapacityTextOptions> = {},
  mix?: MixCapacity,
): string[] {
  const capacity: Capacity = { nodeCount: 2, templates, ...(mix && { mix }) };
  return capacityText(capacity, { manifests: 'none', max: 100, width: 100, ...options }).split('\n');
}

/** The table of one template. */
const table = (nodes: NodeCapacity[], options: Partial<CapacityTextOptions> = {}) => {
  const lines = show([template(nodes)], options);
  const begin = lines.indexOf('') + 1;
  return lines.slice(begin, lines.indexOf('', begin));
};

const many = (count: number, from: number, more: number, free = 0, rest: Partial<NodeCapacity> = {}) =>
  Array.from({ length: count }, (_, i) => node(`n-${from + i}`, more, free, rest));

describe('the nodes of a template', () => {
  it('stand in the order of their names as people count', () => {
    expect(table([node('n-10', 1), node('n-2', 2), node('a', 13)])).toEqual([
      '  node  more  cpu left  ends it',
      '  a       13  0 of 4    cpu',
      '  n-2      2  0 of 4    cpu',
      '  n-10     1  0 of 4    cpu',
    ]);
  });

  it('have rows of their own, up to twelve of them', () => {
    expect(table(many(12, 1, 4))).toHaveLength(13);
    expect(table(many(13, 1, 4))).toEqual([
      '  node                 more  cpu left  ends it',
      '  13 nodes like n-1  4 each  0 of 4    cpu',
    ]);
    expect(table(many(13, 1, 4), { verbose: true })).toHaveLength(14);
  });

  it('fold with those that took as many and are ended by the same', () => {
    const tainted = { causes: ['taint'], closed: true, verdict: ['taint a=b:NoSchedule'] };
    expect(
      table([
        ...many(6, 1, 4),
        ...many(5, 7, 12, 500),
        node('n-12', 0, 4000, tainted),
        node('n-13', 0, 4000, tainted),
        node('n-14', 3, 250),
      ]),
    ).toEqual([
      '  node                  more  cpu left   ends it',
      '  6 nodes like n-1    4 each  0 of 4     cpu',
      '  5 nodes like n-7   12 each  500m of 4  cpu',
      '  2 nodes like n-12   0 each  4 of 4     taint a=b:NoSchedule',
      '  n-14                3       250m of 4  cpu',
    ]);
  });

  it('fold by what ends them alone where they took all sorts of numbers', () => {
    const full = { causes: ['number of pods'] };
    const nodes = [
      ...Array.from({ length: 13 }, (_, i) => node(`n-${i + 1}`, i, 100 * i)),
      node('z', 3, 7, full),
    ];
    expect(table(nodes)).toEqual([
      '  node                    more  cpu left  ends it',
      '  13 nodes like n-1  0-12 each  0 to 1.2  cpu',
      '  z                     3       7m of 4   number of pods',
    ]);
    const twelve = Array.from({ length: 13 }, (_, i) => node(`n-${i + 1}`, i % 12, 0));
    expect(table(twelve)).toHaveLength(13);
    expect(table(twelve)[1]).toBe('  2 nodes like n-1   0 each  0 of 4    cpu');
  });

  it('say what is free only where it is the same of the same', () => {
    const left = (allocatable: number) => ({ left: [{ resource: 'cpu', allocatable, free: 1000 }] });
    expect(table([...many(12, 1, 4, 0, left(4000)), node('n-13', 4, 0, left(8000))])[1]).toBe(
      '  13 nodes like n-1  4 each  1         cpu',
    );
  });

  it('say at length what closes them where they agree on it, else in a word', () => {
    const closed = (verdict: string[]) => ({ causes: ['taint'], closed: true, verdict });
    const rows = (last: string) =>
      table([...many(12, 1, 0, 0, closed(['taint a=b', 'cordoned'])), node('n-13', 0, 0, closed([last]))])[1];
    expect(rows('taint a=b, cordoned')).toBe('  13 nodes like n-1  0 each  0 of 4    taint a=b, cordoned');
    expect(rows('taint c=d')).toBe('  13 nodes like n-1  0 each  0 of 4    taint');
    expect(table([node('a', 1, 0, { causes: ['cpu', 'memory'] })])[1]).toBe(
      '  a        1  0 of 4    cpu, memory',
    );
  });

  it('have what ends them cut to the width, but for one column at least', () => {
    const verdict = ['taint a-rather-long-key=with-a-rather-long-value:NoSchedule'];
    const nodes = [node('a', 0, 0, { causes: ['taint'], closed: true, verdict })];
    expect(table(nodes, { width: 60 })[1]).toBe(
      '  a        0  0 of 4    taint a-rather-long-key=with-a-rath…',
    );
    expect(table(nodes, { width: 30 })[1]).toBe('  a        0  0 of 4    taint a-rather-…');
    expect(table(nodes, { width: 30, verbose: true })[1]).toBe(`  a        0  0 of 4    ${verdict[0]}`);
  });
});

describe('a template', () => {
  const one = [node('a', 1)];

  it.each<[string, Partial<TemplateCapacity>, string]>([
    ['one', { more: 1 }, '1 more of deployment/web fits: cpu ends it.'],
    ['several', { more: 2 }, '2 more of deployment/web fit: cpu ends it.'],
    ['none', { more: 0 }, 'No more of deployment/web fits: cpu ends it.'],
    [
      'too many to count',
      { more: 7, limited: true },
      'At least 7 more of deployment/web fit: counting stopped there.',
    ],
    [
      'one in a quota',
      { more: 1, fit: 3, quota: { quota: 'q', namespace: 'n', resources: ['pods'] } },
      '1 more of deployment/web fits: cpu ends it. The nodes would take 3.',
    ],
    [
      'none in a quota, and none beside it',
      { more: 0, fit: 0, quota: { quota: 'q', namespace: 'n', resources: ['pods'] } },
      'No more of deployment/web may come: cpu ends it.',
    ],
    ['more without a quota', { more: 1, fit: 3 }, '1 more of deployment/web fits: cpu ends it.'],
    [
      'one that pushes another',
      { more: 0, preempts: { node: 'a', victims: 1 } },
      'No more of deployment/web fits: cpu ends it. One more would push 1 pod of lower priority off a.',
    ],
    [
      'one that pushes others',
      { more: 0, preempts: { node: 'a', victims: 2 } },
      'No more of deployment/web fits: cpu ends it. One more would push 2 pods of lower priority off a.',
    ],
    ['one without a reason', { more: 0, why: undefined }, 'No more of deployment/web fits: .'],
  ])('answers: %s', (_what, rest, answer) => {
    expect(show([template(one, rest as TemplateCapacity)])[0]).toBe(answer);
  });

  it('tells what each pod asks for, and where that is written', () => {
    const location = {
      file: 'web.yaml',
      start: { line: 3, column: 9, offset: 0 },
      end: { line: 3, column: 12, offset: 3 },
    };
    const second = (rest: Partial<TemplateCapacity>) => show([template(one, rest)])[1];
    expect(second({ location })).toBe('web.yaml:3:9  each asks for 1 cpu');
    expect(second({ requests: {} })).toBe('they ask for no resources');
    expect(second({ requests: { cpu: 100, memory: 2 ** 31, 'a.b/c': 2 } })).toBe(
      'each asks for 100m cpu and 2Gi memory and 2 a.b/c'.replace(' and 2Gi', ', 2Gi'),
    );
    expect(show([template(one, { everywhere: 'no claim', location })])).toEqual([
      '1 more of deployment/web fits: cpu ends it.',
      'web.yaml:3:9',
      '',
      'Counted beside what runs already.',
      '',
    ]);
    expect(show([template(one, { everywhere: 'no claim' })])[1]).toBe('');
    expect(show([template([])]).slice(1, 3)).toEqual(['each asks for 1 cpu', '']);
  });

  it('has Kubernetes’ words with --verbose, in a column of their own', () => {
    const message = '0/1 nodes are available: 1 Insufficient cpu.';
    const label = 'Kubernetes says of one more  ';
    const said = (width: number) => {
      const lines = show([template(one, { message })], { verbose: true, width });
      return lines.slice(lines.indexOf('each asks for 1 cpu') + 1, lines.indexOf(''));
    };
    const [first, blank] = [`${label}0/1 nodes are available: 1 Insufficient`, ' '.repeat(label.length)];
    expect(said(40)).toEqual([first, `${blank}cpu.`]);
    expect(said(72)).toEqual([first, `${blank}cpu.`]);
    expect(said(73)).toEqual([`${first} cpu.`]);
    expect(show([template(one, { message })]).join('\n')).not.toContain('Kubernetes says');
    expect(show([template(one)], { verbose: true }).join('\n')).not.toContain('Kubernetes says');
  });
});

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
