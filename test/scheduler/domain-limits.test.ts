import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../src/api/objects.js';
import { preFilter } from '../../src/scheduler/attempt.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { type DomainLimit, shiftDomain } from '../../src/scheduler/domain-limits.js';
import { incomingPod, placedPod } from '../../src/scheduler/pod-info.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { unschedulable } from '../../src/scheduler/status.js';
import { node, on, pod } from './build.js';

const HOSTNAME = 'kubernetes.io/hostname';
const labels = { app: 'web' };
const term = { topologyKey: HOSTNAME, labelSelector: { matchLabels: labels } };

describe('the counts of a limit', () => {
  it('are copied once, before the first change', () => {
    const counts = Int32Array.of(1, 2, 3);
    const limit: DomainLimit = {
      topology: { key: HOSTNAME, domainOf: Int32Array.of(0, 1, 2), values: ['a', 'b', 'c'] },
      counts,
      isOwn: false,
      min: 0,
      max: 0,
      refusal: unschedulable('no'),
      unlabelled: undefined,
    };
    shiftDomain(limit, 1, 1);
    const own = limit.counts;
    shiftDomain(limit, 2, -1);
    expect([counts, own]).toEqual([Int32Array.of(1, 2, 3), Int32Array.of(1, 3, 2)]);
    expect(limit.counts).toBe(own);
  });

  it.each<[string, Partial<PodSpec>]>([
    ['spread', { topologySpreadConstraints: [{ ...term, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }] }],
    [
      'anti-affinity',
      { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } },
    ],
    ['affinity', { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } }],
  ])('of %s are those of the attempt alone', (_what, spec) => {
    const there = on('b', pod('there', { labels }));
    const state = SchedulerState.of([node('a'), node('b'), there]);
    const cycle = { pod: incomingPod(pod('p', { labels, ...spec })), state };
    const attempt = () => preFilter(defaultScheduler().profiles.get('default-scheduler')!, cycle).filters;
    const fits = (filters = attempt()) =>
      state.nodes().filter((one) => filters.every(({ filter }) => filter(one).code === 'Success'));
    const before = fits().map(({ name }) => name);
    const filters = attempt();
    const [a, b] = state.nodes();
    for (const { removePod } of filters) removePod?.(placedPod(there), b!);
    for (const { addPod } of filters) addPod?.(placedPod(on('a', there)), a!);
    expect(fits(filters).map(({ name }) => name)).toEqual([before[0] === 'a' ? 'b' : 'a']);
    expect(fits().map(({ name }) => name)).toEqual(before);
  });

  it('of spread stay where a pod goes to, or from, a node that does not count', () => {
    const ZONE = 'topology.kubernetes.io/zone';
    const constraint = {
      topologyKey: ZONE,
      labelSelector: { matchLabels: labels },
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule' as const,
      nodeTaintsPolicy: 'Honor' as const,
    };
    const taints = [{ key: 'k', effect: 'NoSchedule' as const }];
    const state = SchedulerState.of([
      node('a', { labels: { [ZONE]: 'x' } }),
      node('b', { labels: { [ZONE]: 'y' } }),
      node('tainted', { labels: { [ZONE]: 'x' }, taints }),
    ]);
    const cycle = { pod: incomingPod(pod('p', { labels, topologySpreadConstraints: [constraint] })), state };
    const { filters } = preFilter(defaultScheduler().profiles.get('default-scheduler')!, cycle);
    const fits = () =>
      state
        .nodes()
        .filter((one) => filters.every(({ filter }) => filter(one).code === 'Success'))
        .map(({ name }) => name);
    const there = placedPod(on('tainted', pod('there', { labels })));
    const tainted = state.nodes()[2]!;
    for (const { addPod } of filters) addPod?.(there, tainted);
    expect(fits()).toEqual(['a', 'b']);
    for (const { removePod } of filters) removePod?.(there, tainted);
    expect(fits()).toEqual(['a', 'b']);
  });
});
