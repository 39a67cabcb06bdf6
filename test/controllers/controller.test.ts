import { describe, expect, it } from 'vitest';
import { controller } from '../../src/controllers/controller.js';
import { CONTROLLERS } from '../../src/controllers/index.js';
import { look, lookAt, made, NOW, stored } from './look.js';

const config = made('ConfigMap', 'c', { data: { a: 'b' } });

describe('the controllers', () => {
  it('look at a change in this order', () => {
    expect(CONTROLLERS.map(({ name }) => name)).toEqual([
      'daemonset',
      'tainteviction',
      'replicaset',
      'replicationcontroller',
      'deployment',
      'statefulset',
      'job',
      'cronjob',
      'ttlafterfinished',
      'horizontalpodautoscaler',
      'resourcequota',
      'endpointslice',
      'disruption',
      'persistentvolume',
      'protection',
      'nodelifecycle',
      'podgc',
      'garbagecollector',
      'namespace',
      'serviceaccount',
      'validatingadmissionpolicy-status',
    ]);
    expect(CONTROLLERS.filter(({ patient }) => patient).map(({ name }) => name)).toEqual(['deployment']);
  });
});

describe('one look of a controller', () => {
  it('sees its own writes, and tells each with the world after it', () => {
    const twice = controller('twice', {}, (session) => {
      const { object } = session.create(config);
      session.update({ ...object!, data: { a: 'c' } } as typeof config);
      session.update({ ...object!, data: { a: 'c' } } as typeof config);
      expect(session.create(config).refusal?.reason).toBe('AlreadyExists');
      session.event(config, 'Normal', 'Done', 'did');
    });
    const world = stored([]);
    const done = twice.reconcile(world, '', NOW);
    expect(done.changes.map(({ verb }) => verb)).toEqual(['create', 'update']);
    expect(
      done.states.map(
        (state) => (state.get('ConfigMap', 'default/c') as { data?: unknown } | undefined)?.data,
      ),
    ).toEqual([{ a: 'b' }, { a: 'c' }]);
    expect(done.events).toEqual([
      { at: NOW, object: config, type: 'Normal', reason: 'Done', message: 'did' },
    ]);
    expect(Object.keys(done)).toEqual(['changes', 'states', 'events']);
    expect(world.count('ConfigMap')).toBe(1);
  });

  it('looks again at the earliest time that it wished for, as a routine only if all wishes are', () => {
    const wishes = (...list: [number, boolean][]) =>
      look(
        controller('wishes', {}, (session) => {
          for (const [seconds, routine] of list) session.wakeAt(NOW + seconds * 1000, { routine });
        }),
        stored([]),
        '',
      );
    expect(wishes([9, true], [5, true], [7, true])).toEqual(['again at +5s (routine)']);
    expect(wishes([9, false], [5, true])).toEqual(['again at +5s']);
    expect(wishes([5, true], [9, false])).toEqual(['again at +5s']);
  });

  it('remembers what it wants, and says that it failed', () => {
    const counts = controller('counts', {}, (session) => {
      session.memory = Number(session.memory ?? 0) + 1;
      session.fail('why');
    });
    expect(lookAt(counts, stored([]), '', 0, 4)).toMatchObject({ memory: 5, lines: ['failed: why'] });
    expect(controller('plain', {}, () => undefined).patient).toBe(false);
  });
});
