import { describe, expect, it } from 'vitest';
import type { Explanation, Fix } from '../../src/explain/explanation.js';
import { createStyle } from '../../src/report/style.js';
import { at, BOUND, block, fix, lines, node, POD } from './explanations.js';

describe('its scores', () => {
  const scored = (name: string, plugins: Record<string, number>) =>
    node(name, [], {
      score: { node: name, total: Object.values(plugins).reduce((a, b) => a + b, 0), plugins },
    });

  it('tell the plugins that make a difference, and by how much the first one leads', () => {
    const nodes = [
      scored('b', { Fit: 80, Taint: 300, Spread: 5 }),
      scored('a', { Fit: 90, Taint: 300 }),
      node('c', ['no']),
    ];
    const winner = { node: 'a', runnerUp: 'b', lead: 5, by: { Fit: 10, Spread: -5 } };
    expect(lines({ nodes, winner, decision: BOUND }).slice(7, 10)).toEqual([
      'a leads b by 5: Fit +10, Spread -5.',
      '  score  total  Fit',
      '  a      390    90',
    ]);
    const turned = { node: 'b', runnerUp: 'a', lead: 1, by: { Spread: 1 } };
    const higher = [scored('a', { Fit: 90, Taint: 300 }), scored('b', { Fit: 86, Taint: 300, Spread: 5 })];
    expect(
      lines({ nodes: higher, winner: turned, decision: BOUND }, { style: createStyle(true) }).slice(6, 10),
    ).toEqual([
      'b leads a by 1: Spread +1.',
      '  \x1b[2mscore\x1b[22m  \x1b[2mtotal\x1b[22m  \x1b[2mFit\x1b[22m  \x1b[2mSpread\x1b[22m',
      '  \x1b[32mb\x1b[39m      391    86   5',
      '  a      390    90   0',
    ]);
  });

  it('say who shares the highest', () => {
    const nodes = [scored('a', { Fit: 9 }), scored('b', { Fit: 9 })];
    const winner = { node: 'a', runnerUp: 'b', lead: 0, by: {} };
    expect(lines({ nodes, winner, decision: { ...BOUND, equals: ['a', 'b'] } }).slice(6)).toEqual([
      '2 nodes share the highest score; the scheduler may take any of them up to Kubernetes 1.34.',
      '  score  total',
      '  a      9',
      '  b      9',
      '',
      '0 pods like it would fit now, 1 of the 1 asked for are missing.',
    ]);
  });

  it('are those of ten nodes', () => {
    const nodes = (count: number) =>
      Array.from({ length: count }, (_, i) => scored(`n-${i}`, { Fit: 100 - i }));
    const winner = { node: 'n-0', runnerUp: 'n-1', lead: 1, by: { Fit: 1 } };
    const shown = (count: number, verbose = false) => {
      const all = lines({ nodes: nodes(count), winner, decision: BOUND }, { verbose });
      const begin = all.findIndex((line) => line.startsWith('  score'));
      return all.slice(begin + 1, all.indexOf('', begin));
    };
    expect(shown(10)).toHaveLength(10);
    expect(shown(11)).toHaveLength(11);
    expect(shown(11).slice(-2)).toEqual(['  n-9    91     91', '  … 1 more, with --verbose']);
    expect(shown(11, true).at(-1)).toBe('  n-10   90     90');
  });
});

describe('what would free it', () => {
  const edits: Fix['edits'] = [
    { action: 'add', path: ['spec'], yaml: 'a: 1', objectPath: ['spec', 'x'], location: at(4, 2) },
    { action: 'add', path: ['spec'], yaml: 'b: 2', objectPath: ['spec', 'x'], location: at(4, 2) },
    { action: 'remove', path: ['spec'], objectPath: ['spec', 'y', 0] },
    { action: 'replace', path: ['spec'], objectPath: ['spec', 'y', 1] },
  ];

  it('is a title, edits with their places, objects and commands', () => {
    const whole = fix({ edits, manifests: ['{kind: A}'], commands: ['kubectl cordon a'] });
    const shown = (style: boolean) =>
      block({ fixes: [whole, fix({ title: 'or that' })] }, { style: createStyle(style) });
    expect(shown(false)).toEqual([
      'What would free it (each tried):',
      '  1  do it → a',
      '       spec.x: web.yaml:4:2',
      '       + a: 1',
      '       + b: 2',
      '       spec.y[0]',
      '       - remove',
      '       spec.y[1]',
      '       + ',
      '       + {kind: A}',
      '       $ kubectl cordon a',
      '  2  or that → a',
    ]);
    expect(shown(true).slice(1, 7)).toEqual([
      '  1  \x1b[1mdo it → a\x1b[22m',
      '       \x1b[2mspec.x: web.yaml:4:2\x1b[22m',
      '       \x1b[32m+ a: 1\x1b[39m',
      '       \x1b[32m+ b: 2\x1b[39m',
      '       \x1b[2mspec.y[0]\x1b[22m',
      '       \x1b[31m- remove\x1b[39m',
    ]);
  });

  it('says how many of the missing pods it frees, and breaks where the line ends', () => {
    const replicas = { wanted: 3, missing: 2, fit: 0, limit: 1000 };
    expect(
      lines({ fixes: [fix({ title: 'do a thing that has a long name' })], replicas }, { width: 40 }),
    ).toEqual([
      'pod/p stays Pending.',
      '',
      'What would free it (each tried):',
      '  1  do a thing that has a long name → a',
      '     (1 of the 2 missing pods fit)',
      '',
      '1 of the 3 pods that deployment/web asks for has a place.',
    ]);
  });
});

describe('its last line', () => {
  const last = (rest: Partial<Explanation>) => lines(rest).at(-1);
  const replicas = (wanted: number, missing: number, fit = 0, limit = 1000) => ({
    wanted,
    missing,
    fit,
    limit,
  });
  const NOTHING = 'Nothing that kubeplan tried would free it.';

  it.each<[string, Partial<Explanation>, string]>([
    ['one of one', { replicas: replicas(1, 0) }, NOTHING],
    ['none of two', { replicas: replicas(2, 2) }, NOTHING],
    ['one of two', { replicas: replicas(2, 1) }, '1 of the 2 pods that deployment/web asks for has a place.'],
    [
      'two of three',
      { replicas: replicas(3, 1) },
      '2 of the 3 pods that deployment/web asks for have a place.',
    ],
    ['none more', { decision: BOUND, replicas: replicas(1, 0, 0) }, '0 pods like it would fit now.'],
    ['one more', { decision: BOUND, replicas: replicas(1, 0, 1) }, '1 pod like it would fit now.'],
    [
      'just below the limit',
      { decision: BOUND, replicas: replicas(1, 0, 999) },
      '999 pods like it would fit now.',
    ],
    [
      'the limit',
      { decision: BOUND, replicas: replicas(1, 0, 1000) },
      '1000 or more pods like it would fit now.',
    ],
    [
      'some missing',
      { decision: BOUND, replicas: replicas(4, 3, 2) },
      '2 pods like it would fit now, 3 of the 4 asked for are missing.',
    ],
    [
      'a node named by the manifest',
      { decision: { ...BOUND, bySpec: true }, replicas: replicas(1, 0, 2) },
      'pod/p stays Pending.',
    ],
  ])('%s', (_what, rest, line) => {
    expect(last(rest)).toBe(line);
  });
});

describe('how far a fix gets', () => {
  const PROOF = { ready: 1, desired: 2, complete: false, harmed: [], anew: false };
  const told = (rest: Partial<Fix>) =>
    block({ fixes: [fix({ title: 'do it', ...rest })] }).find((line) => line.includes('do it'));

  it.each<[said: string, rest: Partial<Fix>]>([
    [' → a: 2 of 2 ready', { proof: { ...PROOF, ready: 2, complete: true } }],
    [
      ' → a: 1 of 2 ready, the rest still waits: no node has 1 cpu free',
      { proof: { ...PROOF, rest: 'no node has 1 cpu free' } },
    ],
    [' → a: 0 of 2 ready, the rest still wait', { proof: { ...PROOF, ready: 0 } }],
    [
      ': its pods would be made',
      { node: undefined as never, proof: { ...PROOF, ready: 0, desired: 0, complete: true } },
    ],
    [
      ' → a: 2 of 2 ready; p, p, p and 1 more go; deployment/api, deployment/db then wait',
      {
        gone: Array(4).fill(POD) as Fix['gone'],
        proof: { ...PROOF, ready: 2, complete: true, harmed: ['deployment/api', 'deployment/db'] },
      },
    ],
    [
      ' → a: 2 of 2 ready; p goes; job/j then waits',
      { gone: [POD], proof: { ...PROOF, ready: 2, complete: true, harmed: ['job/j'] } },
    ],
  ])('is told: %s', (said, rest) => {
    expect(told(rest)).toBe(`  1  do it${said}`);
  });

  it('stands behind what brought it about', () => {
    const causes = [{ text: 'w3 is down', location: at(3, 5) }, { text: 'old pods stay' }];
    const all = lines({ causes });
    const from = all.findIndex((line) => line.startsWith('Cause'));
    expect(all.slice(from, from + 3)).toEqual([
      'Cause            w3 is down',
      '                 web.yaml:3:5',
      'Cause            old pods stay',
    ]);
  });
});
