import { describe, expect, it } from 'vitest';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../../src/api/version.js';
import { emptySets, expandLists } from '../../../src/scheduler/configuration/plugin-lists.js';
import { defaultProfile } from '../../../src/scheduler/configuration/profile.js';
import type { PluginSets } from '../../../src/scheduler/configuration/types.js';
import { EXTENSION_POINTS } from '../../../src/scheduler/plugin.js';
import { PLUGINS } from '../../../src/scheduler/registry.js';

/** `NAME` or `NAME=WEIGHT` at every point; points without plugins are left out. */
function listsOf(version: KubernetesVersion, sets: Partial<PluginSets> = {}) {
  const lists = expandLists({ ...emptySets(), ...sets }, { version, gates: {} });
  const said = EXTENSION_POINTS.map((point) => [
    point,
    lists[point].map(({ name, weight }) => (weight === 1 ? name : `${name}=${weight}`)).join(' '),
  ]);
  return Object.fromEntries(said.filter(([, names]) => names !== ''));
}

const LISTS_1_36 = {
  preEnqueue: 'SchedulingGates DynamicResources=2 DefaultPreemption',
  queueSort: 'PrioritySort',
  preFilter:
    'NodeAffinity=2 NodePorts NodeResourcesFit VolumeRestrictions NodeVolumeLimits VolumeBinding VolumeZone ' +
    'PodTopologySpread=2 InterPodAffinity=2 DynamicResources=2 NodeDeclaredFeatures',
  filter:
    'NodeUnschedulable NodeName TaintToleration=3 NodeAffinity=2 NodePorts NodeResourcesFit VolumeRestrictions ' +
    'NodeVolumeLimits VolumeBinding VolumeZone PodTopologySpread=2 InterPodAffinity=2 DynamicResources=2 ' +
    'NodeDeclaredFeatures',
  postFilter: 'DynamicResources=2 DefaultPreemption',
  preScore:
    'TaintToleration=3 NodeAffinity=2 NodeResourcesFit VolumeBinding PodTopologySpread=2 InterPodAffinity=2 ' +
    'NodeResourcesBalancedAllocation',
  score:
    'TaintToleration=3 NodeAffinity=2 NodeResourcesFit VolumeBinding PodTopologySpread=2 InterPodAffinity=2 ' +
    'DynamicResources=2 NodeResourcesBalancedAllocation ImageLocality',
  reserve: 'VolumeBinding DynamicResources=2',
  preBind: 'VolumeBinding DynamicResources=2',
  bind: 'DefaultBinder',
};
const without = (lists: Record<string, string>, plugin: RegExp) =>
  Object.fromEntries(
    Object.entries(lists).map(([point, names]) => [
      point,
      names
        .split(' ')
        .filter((name) => !plugin.test(name))
        .join(' '),
    ]),
  );

describe('the default plugins', () => {
  it('of 1.36 are these, in this order and of these weights', () => {
    expect(listsOf('1.36')).toEqual(LISTS_1_36);
  });

  it.each(KUBERNETES_VERSIONS)('of %s are the same, but for those that came later', (version) => {
    const minor = Number(version.split('.')[1]);
    const later = [
      ...(minor < 36 ? ['NodeDeclaredFeatures'] : []),
      ...(minor < 34 ? ['DynamicResources'] : []),
    ];
    const expected = later.length > 0 ? without(LISTS_1_36, new RegExp(`^(${later.join('|')})`)) : LISTS_1_36;
    expect(listsOf(version)).toEqual(expected);
  });

  it('are registered each under its name, and built with it', () => {
    const { preEnqueue, queueSort, preFilter, filter, postFilter, score, reserve } = defaultProfile();
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(' ');
    const bare = without(LISTS_1_36, /^$/);
    const plain = (point: keyof typeof LISTS_1_36) => bare[point]!.replace(/=\d/g, '');
    expect(names(preEnqueue)).toBe(plain('preEnqueue'));
    expect(queueSort?.name).toBe('PrioritySort');
    expect(names(preFilter)).toBe(plain('preFilter'));
    expect(names(filter)).toBe(plain('filter'));
    expect(names(postFilter)).toBe(plain('postFilter'));
    expect(score.map(({ plugin, weight }) => `${plugin.name}=${weight}`.replace('=1', '')).join(' ')).toBe(
      bare['score'],
    );
    expect(names(reserve)).toBe(plain('reserve'));
    const binder = PLUGINS.find(({ name }) => name === 'DefaultBinder')!.create as () => { name: string };
    expect(binder().name).toBe('DefaultBinder');
  });

  it('are built once for all points', () => {
    const { preFilter, filter, score } = defaultProfile();
    const named = (list: readonly { name: string }[]) => list.find(({ name }) => name === 'NodeAffinity');
    expect(named(preFilter)).toBe(named(filter));
    expect(named(score.map(({ plugin }) => plugin))).toBe(named(filter));
  });
});

describe('what a profile says of plugins', () => {
  const enabled = (...names: (string | [string, number])[]) =>
    names.map((name) =>
      typeof name === 'string' ? { name, weight: 0 } : { name: name[0], weight: name[1] },
    );
  const at = (
    point: 'score' | 'filter' | 'multiPoint',
    set: { enabled?: ReturnType<typeof enabled>; disabled?: string[] },
  ) => listsOf('1.36', { [point]: { enabled: [], disabled: [], ...set } });

  it('turns one off at one point', () => {
    const lists = at('filter', { disabled: ['NodePorts', 'TaintToleration'] });
    expect(lists).toEqual({
      ...LISTS_1_36,
      filter: without(LISTS_1_36, /^(NodePorts|TaintToleration)/)['filter'],
    });
  });

  it('turns one off everywhere', () => {
    expect(at('multiPoint', { disabled: ['VolumeBinding'] })).toEqual(without(LISTS_1_36, /^VolumeBinding$/));
  });

  it('turns all off at one point, but for those named', () => {
    const lists = at('score', { disabled: ['*'], enabled: enabled('ImageLocality', ['NodeAffinity', 9]) });
    expect(lists).toEqual({ ...LISTS_1_36, score: 'ImageLocality NodeAffinity=9' });
  });

  it('turns all off everywhere, but for those named', () => {
    const lists = at('multiPoint', {
      disabled: ['*'],
      enabled: enabled('DefaultBinder', 'PrioritySort', ['NodeAffinity', 9]),
    });
    expect(lists).toEqual({
      queueSort: 'PrioritySort',
      preFilter: 'NodeAffinity=9',
      filter: 'NodeAffinity=9',
      preScore: 'NodeAffinity=9',
      score: 'NodeAffinity=9',
      bind: 'DefaultBinder',
    });
  });

  it('puts one that is named at a point first there, with its own weight or that of everywhere', () => {
    const lists = at('score', { enabled: enabled('ImageLocality', ['InterPodAffinity', 7], 'NodeAffinity') });
    expect(lists['score']).toBe(
      'ImageLocality InterPodAffinity=7 NodeAffinity=2 TaintToleration=3 NodeResourcesFit VolumeBinding ' +
        'PodTopologySpread=2 DynamicResources=2 NodeResourcesBalancedAllocation',
    );
    expect({ ...lists, score: '' }).toEqual({ ...LISTS_1_36, score: '' });
  });

  it('puts one that is turned off and on again at a point last', () => {
    const lists = at('score', {
      disabled: ['NodeAffinity', 'TaintToleration'],
      enabled: enabled(['TaintToleration', 5], 'NodeAffinity'),
    });
    expect(lists['score']).toBe(
      'NodeResourcesFit VolumeBinding PodTopologySpread=2 InterPodAffinity=2 DynamicResources=2 ' +
        'NodeResourcesBalancedAllocation ImageLocality TaintToleration=5 NodeAffinity=2',
    );
  });

  it('weighs one anew everywhere, in its place', () => {
    const lists = at('multiPoint', { enabled: enabled(['NodeAffinity', 8]) });
    expect(lists['score']).toBe(LISTS_1_36.score.replace('NodeAffinity=2', 'NodeAffinity=8'));
    const moved = at('multiPoint', { disabled: ['NodeAffinity'], enabled: enabled(['NodeAffinity', 8]) });
    expect(moved['filter']).toBe(`${LISTS_1_36.filter.replace('NodeAffinity=2 ', '')} NodeAffinity=8`);
  });

  it('adds one that an older version does not have', () => {
    const multiPoint = { enabled: enabled('NodeDeclaredFeatures'), disabled: [] };
    expect(listsOf('1.35', { multiPoint })).toEqual(LISTS_1_36);
  });
});
