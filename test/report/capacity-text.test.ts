import { describe, expect, it } from 'vitest';
import type { TemplateCapacity } from '../../src/explain/capacity-answer.js';
import { many, node, show, table, template } from './capacities.js';

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

  it('have what ends them in full: in the next lines, or below where there is no room', () => {
    const verdict = ['taint a-rather-long-key=with-a-rather-long-value:NoSchedule', 'cpu short by 1'];
    const nodes = [node('a', 0, 0, { causes: ['taint'], closed: true, verdict })];
    expect(table(nodes, { width: 86 }).slice(1)).toEqual([
      '  a        0  0 of 4    taint a-rather-long-key=with-a-rather-long-value:NoSchedule,',
      '                        cpu short by 1',
    ]);
    expect(table(nodes, { width: 34 })).toEqual([
      '  node  more  cpu left',
      '  a        0  0 of 4',
      '    taint a-rather-long-key=with-',
      '    a-rather-long-',
      '    value:NoSchedule, cpu short by',
      '    1',
    ]);
    expect(table(nodes, { width: 30, verbose: true })[1]).toBe(
      `  a        0  0 of 4    ${verdict.join(', ')}`,
    );
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
