import { describe, expect, it } from 'vitest';
import { familiesOf, groupSteps, namesText } from '../../src/report/plan-groups.js';
import { whyText } from '../../src/report/plan-text.js';
import type { PlanTextOptions } from '../../src/report/plan-view.js';
import { createStyle } from '../../src/report/style.js';
import { at, plan, ref, show, step, steps } from './plans.js';

describe('steps', () => {
  const binds = (...targets: string[]) =>
    targets.map((target, i) => step('scheduler', 'bind', `Pod/web-1-${'abcdefg'[i]}`, `→ ${target}`));

  it('of one moment, actor, verb and family stand together', () => {
    const all = steps(
      () => step('replicaset', 'create', 'Pod/web-1-a', 'created'),
      () => step('replicaset', 'create', 'Pod/web-1-b', 'created'),
      () => step('replicaset', 'create', 'Pod/web-2-a', 'created'),
      () => step('replicaset', 'create', 'Pod/web-1-c', 'created', { at: 1 }),
      () => step('kubelet', 'create', 'Pod/web-1-d', 'created'),
      () => step('replicaset', 'delete', 'Pod/web-1-e', 'created'),
      () => step('replicaset', 'create', 'Pod/web-1-f', 'deleted'),
      () => step('replicaset', 'create', 'Pod/web-1-g', 'created', { object: ref('Pod', 'web-1-g', 'shop') }),
      () => step('replicaset', 'create', 'Pod/bare', 'created'),
      () => step('replicaset', 'create', 'Pod/bare', 'created'),
      () => step('apply', 'create', 'ConfigMap/web-1-a', 'created'),
      () => step('apply', 'create', 'ConfigMap/web-1-b', 'created'),
    );
    const ids = (apart?: boolean) => groupSteps(all, apart).map((group) => group.steps.map(({ id }) => id));
    expect(ids()).toEqual([[1, 2], [3], [4], [5], [6], [7], [8], [9, 10], [11], [12]]);
    expect(ids(true)).toEqual(all.map(({ id }) => [id]));
    expect(familiesOf(all).map((family) => family.map(({ id }) => id))).toEqual([
      [1, 2, 4, 5, 6, 7],
      [3],
      [8],
      [9, 10],
      [11, 12],
    ]);
  });

  it('that wait for the same stand together whatever their family', () => {
    const all = steps(
      () => step('scheduler', 'pending', 'Pod/a-1', 'no room'),
      () => step('scheduler', 'pending', 'Pod/b-1', 'no room'),
      () => step('scheduler', 'pending', 'Pod/b-2', 'a taint'),
    );
    expect(groupSteps(all).map((group) => group.steps.length)).toEqual([2, 1]);
  });

  it.each<[string[], string]>([
    [['a'], '→ a'],
    [['a', 'a'], '→ a ×2'],
    [['a', 'b', 'a', 'c', 'd'], '→ a ×2, b, c, d'],
    [['a', 'b', 'c', 'd', 'e'], '→ a, b, c, d and 1 more node'],
    [['a', 'b', 'c', 'd', 'e', 'f'], '→ a, b, c, d and 2 more nodes'],
  ])('that bind to %j', (targets, message) => {
    expect(groupSteps(binds(...targets)).map((group) => group.message)).toEqual([message]);
  });

  it('that bind something else keep their words', () => {
    const claim = step('persistentvolume', 'bind', 'PersistentVolumeClaim/data', 'Pending → Bound');
    expect(groupSteps([claim])[0]!.message).toBe('Pending → Bound');
  });

  it.each([
    [['web-1-a'], 'web-1-a'],
    [['web-1-a', 'web-1-a'], 'web-1-a'],
    [['web-1-a', 'web-1-b'], 'web-1-{a,b}'],
    [['w-a', 'w-b', 'w-c', 'w-d'], 'w-{a,b,c,d}'],
    [['w-a', 'w-b', 'w-c', 'w-d', 'w-e'], 'w-*'],
  ])('have their names in one: %j', (names, text) => {
    expect(namesText(names)).toBe(text);
  });

  it('are told in a table: time, who, what about, what', () => {
    const all = steps(
      () => step('apply', 'create', 'Deployment/web', 'created'),
      () => step('endpointslice', 'create', 'EndpointSlice/web-x', 'created'),
      () => step('serviceaccount', 'create', 'ServiceAccount/default', 'created'),
      () => step('garbagecollector', 'delete', 'Pod/x', 'deleted'),
      () => step('garbagecollector', 'fail', 'Pod/y', 'no'),
      () => step('scheduler', 'pending', 'Pod/a-1', 'no room at all'),
      () => step('scheduler', 'pending', 'Pod/b-1', 'no room at all'),
      () => step('scheduler', 'pending', 'Pod/b-2', 'no room at all', { at: 1500 }),
      () => step('apply', 'refuse', 'ConfigMap/c', 'is wrong', { at: 1500 }),
      () => step('kubelet', 'ready', 'Pod/web-1-a', 'ready', { at: 61_000 }),
      () => step('kubelet', 'ready', 'Pod/web-1-b', 'ready', { at: 61_000 }),
    );
    const table = (options: Partial<PlanTextOptions> = {}) => {
      const lines = show({ steps: all }, options);
      const begin = lines.indexOf('') + 1;
      return lines.slice(begin, lines.includes('', begin) ? lines.indexOf('', begin) : undefined);
    };
    expect(table()).toEqual([
      '      0.0 s  apply             deployment/web   created',
      '             garbagecollector  pod/y            no',
      '             scheduler         2 pods           Pending ×2',
      '                                 no room at all',
      '                                 pod/a-1, pod/b-1',
      '      1.5 s  scheduler         pod/b-2          Pending',
      '                                 the same as for 2 pods at 0.0 s',
      '             apply             configmap/c      refused',
      '  1 min 1 s  kubelet           pod/web-1-{a,b}  ready ×2',
    ]);
    expect(table({ verbose: true, style: createStyle(true) }).slice(1, 7)).toEqual([
      '             \x1b[2m#2   endpointslice   \x1b[22m  endpointslice/web-x     created',
      '             \x1b[2m#3   serviceaccount  \x1b[22m  serviceaccount/default  created',
      '             \x1b[2m#4   garbagecollector\x1b[22m  pod/x                   deleted',
      '             \x1b[2m#5   garbagecollector\x1b[22m  pod/y                   \x1b[31mno\x1b[39m',
      '             \x1b[2m#6   scheduler       \x1b[22m  pod/a-1                 \x1b[31mPending\x1b[39m',
      '                                      \x1b[2mno room at all\x1b[22m',
    ]);
  });

  it('name namespaces that are not the usual one', () => {
    const all = [step('apply', 'create', 'Pod/a', 'created', { object: ref('Pod', 'a', 'shop') })];
    expect(show({ steps: all })[2]).toBe('   0.0 s  apply  pod/shop/a  created');
    expect(show({ steps: all }, { namespace: 'shop' })[2]).toBe('   0.0 s  apply  pod/a  created');
    const none = [
      step('apply', 'create', 'Node/a', 'created', { object: { apiVersion: 'v1', kind: 'Node', name: 'a' } }),
    ];
    expect(show({ steps: none }, { namespace: 'shop' })[2]).toBe('   0.0 s  apply  node/a  created');
  });

  it('break long names and long words where the line ends', () => {
    const long = 'n'.repeat(60);
    const all = steps(
      () => step('apply', 'create', `Pod/${long}`, 'created'),
      () => step('apply', 'create', 'Pod/short', 'w'.repeat(10)),
      () =>
        step(
          'apply',
          'fail',
          'Pod/b',
          'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
        ),
    );
    const lines = (width: number) => show({ steps: all }, { width }).filter((line) => line.startsWith('  '));
    expect(lines(120)).toEqual([
      `   0.0 s  apply  pod/${long}`,
      `${' '.repeat(71)}created`,
      `          apply  pod/short${' '.repeat(43)}  wwwwwwwwww`,
      '          apply  pod/b',
      '                   one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
    ]);
    expect(lines(99)).toEqual(
      [
        `   0.0 s  apply  pod/${long}`,
        `${' '.repeat(73)}created`,
        `          apply  pod/short${' '.repeat(45)}  wwwwwwwwww`,
        '          apply  pod/b',
        '                   one two three four five six seven eight nine ten eleven twelve thirteen fourteen',
        '                   fifteen',
      ].map((line) => line),
    );
  });

  it('lead back to what the user asked for', () => {
    const all = steps(
      () => step('apply', 'create', 'Deployment/web', 'created', { location: at(4) }),
      () => step('deployment', 'create', 'ReplicaSet/web-1', 'created', { cause: 1 }),
      () => step('scheduler', 'pending', 'Pod/web-1-a', 'no room', { cause: 2, at: 2000 }),
    );
    expect(whyText(plan({ steps: all }), 3, {})).toBe(
      `   2.0 s  scheduler   pod/web-1-a       Pending
                        no room
   0.0 s  deployment  replicaset/web-1  created
          apply       deployment/web    created  web.yaml:4
`,
    );
    expect(whyText(plan({ steps: all }), 2, { verbose: true, namespace: 'shop' })).toBe(
      `   0.0 s  #2   deployment  replicaset/default/web-1  created
          #1   apply       deployment/default/web    created  web.yaml:4
`,
    );
  });
});

it('step by step says how many nodes were as good as the one that was taken', () => {
  const bound = steps(() => step('scheduler', 'bind', 'Pod/web', '→ node-1', { equals: 3 }));
  const lines = (verbose: boolean) => show({ steps: bound }, { verbose }).join('\n');
  expect(lines(true)).toContain('→ node-1, one of 3 nodes as good');
  expect(lines(false)).not.toContain('as good');
});
