import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { decide, node, pod } from './build.js';

const on = (name: string, one: Pod, startTime = '2026-01-01T00:00:00Z'): KubeObject =>
  ({ ...one, spec: { ...one.spec, nodeName: name }, status: { ...one.status, startTime } }) as KubeObject;
const running = (name: string, priority: number, cpu: string, labels?: Record<string, string>) =>
  pod(name, { priority, requests: { cpu }, ...(labels && { labels }) });
const important = pod('p', { priority: 100, requests: { cpu: '2' } });
const victimsOf = (world: KubeObject[], one = important) => {
  const { nominatedNode, victims } = decide(one, world);
  return { node: nominatedNode, victims: victims?.map(({ metadata }) => metadata.name) };
};

describe('DefaultPreemption', () => {
  it('takes as few pods as it needs, the least important ones', () => {
    const world = [
      node('a'),
      on('a', running('low', 1, '1500m')),
      on('a', running('middle', 2, '1500m')),
      on('a', running('tiny', 0, '1')),
    ];
    expect(victimsOf(world)).toEqual({ node: 'a', victims: ['low', 'tiny'] });
    expect(decide(important, world).message).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. ' +
        'preemption: found a potential placement for pod on node a, preempting 2 victims',
    );
  });

  it('prefers the node whose most important victim matters least, then fewer victims', () => {
    const world = [
      node('a'),
      node('b'),
      node('c'),
      on('a', running('a1', 5, '4')),
      on('b', running('b1', 3, '2')),
      on('b', running('b2', 3, '2')),
      on('c', running('c1', 3, '1')),
      on('c', running('c2', 3, '3')),
    ];
    expect(victimsOf(world)).toMatchObject({ node: 'b' });
    expect(victimsOf(world).victims).toHaveLength(1);
  });

  it('spares pods that a budget protects where another node will do', () => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'guard', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'db' } } },
      status: { disruptionsAllowed: 0 },
    } as KubeObject;
    const world = [
      node('a'),
      node('b'),
      on('a', running('guarded', 1, '4', { app: 'db' })),
      on('b', running('free', 1, '4')),
    ];
    expect(victimsOf([...world, budget])).toEqual({ node: 'b', victims: ['free'] });
    expect(victimsOf([world[0]!, world[2]!, budget])).toEqual({ node: 'a', victims: ['guarded'] });
  });

  it('says why it does not help', () => {
    const world = [node('a'), on('a', running('equal', 100, '4'))];
    expect(decide(important, world).message).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. preemption: ' +
        '0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    );
    const never: Pod = { ...important, spec: { ...important.spec, preemptionPolicy: 'Never' } };
    expect(decide(never, world).message).toContain('preemption: not eligible due to preemptionPolicy=Never.');
  });

  it('removes what keeps away by anti-affinity', () => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const world = [
      node('a'),
      on('a', running('web', 1, '1', { app: 'web' })),
      on('a', running('db', 1, '1')),
    ];
    expect(victimsOf(world, pod('p', { priority: 9, affinity }))).toEqual({ node: 'a', victims: ['web'] });
  });

  it('leaves room for a pod that is nominated to a node', () => {
    const nominee = pod('n', { priority: 5, requests: { cpu: '3' }, status: { nominatedNodeName: 'a' } });
    expect(decide(pod('p', { requests: { cpu: '2' } }), [node('a'), nominee]).outcome).toBe('unschedulable');
    expect(decide(pod('p', { priority: 6, requests: { cpu: '2' } }), [node('a'), nominee]).outcome).toBe(
      'bound',
    );
  });

  it('sees what changed on a node since a like pod asked', () => {
    const state = SchedulerState.of([
      node('a'),
      node('b'),
      on('a', running('a1', 5, '3')),
      on('b', running('b1', 3, '3', { app: 'db' })),
    ]);
    const scheduler = defaultScheduler();
    const choice = (priority = 100) => {
      const like = pod('another', { priority, requests: { cpu: '2' } });
      const { nominatedNode, victims } = scheduleOne(state, like, scheduler);
      return `${nominatedNode}: ${victims?.map(({ metadata }) => metadata.name)}`;
    };
    expect(choice()).toBe('b: b1');
    state.apply([{ verb: 'create', object: on('b', running('b2', 7, '1')) }]);
    expect(choice()).toBe('b: b1');
    state.apply([{ verb: 'update', object: on('b', running('b1', 8, '3', { app: 'db' })) }]);
    expect(choice()).toBe('a: a1');
    state.apply([{ verb: 'update', object: on('a', running('a1', 9, '3')) }]);
    expect(choice()).toBe('b: b1');
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'db', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'db' } } },
      status: { disruptionsAllowed: 0 },
    } as KubeObject;
    state.apply([{ verb: 'create', object: budget }]);
    expect(choice()).toBe('a: a1');
    state.apply([{ verb: 'delete', object: budget }]);
    expect(choice()).toBe('b: b1');
    expect(choice(9)).toBe('b: b1');
    expect(choice(6)).toBe('undefined: undefined');
  });
});
