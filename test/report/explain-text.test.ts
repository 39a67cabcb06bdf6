import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import type { Explanation, Fix, NodeReport } from '../../src/explain/explanation.js';
import { explainJson } from '../../src/report/explain-json.js';
import { type ExplainTextOptions, explainText } from '../../src/report/explain-text.js';
import { createStyle } from '../../src/report/style.js';

const at = (line: number, column: number) => ({
  file: 'web.yaml',
  start: { line, column, offset: 0 },
  end: { line, column: column + 1, offset: 1 },
});
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [] },
} as unknown as Pod;

function explanation(rest: Partial<Explanation> = {}): Explanation {
  return {
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
    answer: 'pod/p stays Pending',
    pod: 'p',
    requests: { cpu: 1500 },
    decision: { outcome: 'unschedulable', evaluated: 0, feasibleCount: 0, ties: 0, nextStart: 0 },
    nodes: [],
    fixes: [],
    replicas: { wanted: 1, missing: 1, fit: 0, limit: 1000 },
    ...rest,
  };
}

const BOUND = { outcome: 'bound', node: 'a', evaluated: 1, feasibleCount: 1, ties: 1, nextStart: 0 } as const;

function node(name: string, verdict: string[] = [], rest: Partial<NodeReport> = {}): NodeReport {
  return {
    node: name,
    fits: verdict.length === 0,
    refusals: [],
    verdict,
    resources: [],
    allocation: [],
    ...rest,
  };
}

const fix = (rest: Partial<Fix> = {}): Fix => ({
  title: 'do it',
  node: 'a',
  pods: 1,
  edits: [],
  commands: [],
  manifests: [],
  pod: POD,
  world: [],
  gone: [],
  ...rest,
});

const lines = (rest: Partial<Explanation>, options: ExplainTextOptions = {}) =>
  explainText([explanation(rest)], options)
    .split('\n')
    .slice(0, -1);

/** The lines between the first blank one and the next. */
const block = (rest: Partial<Explanation>, options: ExplainTextOptions = {}) => {
  const all = lines(rest, options);
  const begin = all.indexOf('') + 1;
  const end = all.indexOf('', begin);
  return all.slice(begin, end < 0 ? undefined : end);
};

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

  it('have what is held against them cut to the width, but for 24 columns', () => {
    const verdict = ['a taint that is rather long: dedicated=db:NoSchedule, and more of that'];
    const one = (width: number, verbose = false) =>
      block({ nodes: [node('a', verdict)] }, { width, verbose })[1];
    expect(one(120)).toBe(`  a     ${verdict[0]}`);
    expect(one(60)).toBe('  a     a taint that is rather long: dedicated=…');
    expect(one(30)).toBe('  a     a taint that is rather …');
    expect(one(30, true)).toBe(`  a     ${verdict[0]}`);
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

it('as data, an explanation is told whole', () => {
  const victim = { ...POD, metadata: { name: 'v', namespace: 'shop' } } as Pod;
  const whole = explanation({
    location: at(3, 5),
    placedOn: 'z',
    decision: {
      ...explanation().decision,
      reason: 'Unschedulable',
      message: 'no',
      nominatedNode: 'a',
      victims: [victim],
      equals: ['a', 'b'],
      ties: 2,
      volumes: [{ claim: 'default/c', volume: 'v' }],
    },
    everywhere: { plugin: 'X', code: 'Unschedulable', reasons: ['no'], details: [] },
    nodes: [node('a', [], { score: { node: 'a', total: 3, plugins: { Fit: 3 } } }), node('b', ['no'])],
    winner: { node: 'a', runnerUp: 'b', lead: 1, by: { Fit: 1 } },
    fixes: [
      fix({
        edits: [
          { action: 'add', path: ['spec'], yaml: 'a: 1', objectPath: ['spec', 'x', 0], location: at(4, 2) },
        ],
        commands: ['kubectl a'],
        manifests: ['{}'],
        world: [POD, { ...POD, kind: 'Node' }],
        gone: [victim],
      }),
      fix(),
    ],
  });
  const text = explainJson([whole]);
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  expect(JSON.parse(text)).toEqual({
    format: 'kubeplan.explain/1',
    explanations: [
      {
        object: whole.object,
        at: { file: 'web.yaml', line: 3, column: 5 },
        answer: 'pod/p stays Pending',
        pod: 'p',
        placedOn: 'z',
        requests: { cpu: 1500 },
        outcome: 'unschedulable',
        reason: 'Unschedulable',
        message: 'no',
        ties: 2,
        equals: ['a', 'b'],
        nominatedNode: 'a',
        victims: ['shop/v'],
        volumes: [{ claim: 'default/c', volume: 'v' }],
        everywhere: { plugin: 'X', code: 'Unschedulable', reasons: ['no'], details: [] },
        nodes: [
          {
            node: 'a',
            fits: true,
            verdict: [],
            refusals: [],
            resources: [],
            allocation: [],
            score: { total: 3, plugins: { Fit: 3 } },
          },
          { node: 'b', fits: false, verdict: ['no'], refusals: [], resources: [], allocation: [] },
        ],
        winner: { node: 'a', runnerUp: 'b', lead: 1, by: { Fit: 1 } },
        fixes: [
          {
            title: 'do it',
            node: 'a',
            pods: 1,
            edits: [
              {
                action: 'add',
                path: 'spec.x[0]',
                yaml: 'a: 1',
                at: { file: 'web.yaml', line: 4, column: 2 },
              },
            ],
            commands: ['kubectl a'],
            manifests: ['{}'],
            objects: [{ ...POD, kind: 'Node' }],
            gone: ['shop/v'],
          },
          { title: 'do it', node: 'a', pods: 1, edits: [], commands: [], manifests: [], objects: [] },
        ],
        replicas: { wanted: 1, missing: 1, fit: 0, limit: 1000 },
      },
    ],
  });
});
