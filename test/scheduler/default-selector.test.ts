import { describe, expect, it } from 'vitest';
import type { KubeObject, LabelSelector, OwnerReference, Pod } from '../../src/api/objects.js';
import { defaultSelector } from '../../src/scheduler/default-selector.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { object, pod } from './build.js';

const service = (name: string, selector: Record<string, string> | undefined, namespace = 'default') =>
  object('v1', 'Service', name, { metadata: { namespace }, spec: { ...(selector && { selector }) } });
const owned = (apiVersion: string, kind: string, labels?: Record<string, string>, controller = true): Pod => {
  const one = pod('p', labels ? { labels } : {});
  const owner: OwnerReference = { apiVersion, kind, name: 'owner', uid: 'u', controller };
  return { ...one, metadata: { ...one.metadata, ownerReferences: [owner] } };
};
const workload = (apiVersion: string, kind: string, selector: unknown, namespace = 'default') =>
  object(apiVersion, kind, 'owner', { metadata: { namespace }, spec: { selector } });
const selectorOf = (one: Pod, ...world: KubeObject[]) => defaultSelector(one, SchedulerState.of(world));

describe('the selector of a pod without constraints of its own', () => {
  const labels = { app: 'web', tier: 'front' };

  it('is that of the services that select it, in one', () => {
    const one = pod('p', { labels });
    expect(selectorOf(one)).toBe(undefined);
    expect(selectorOf(one, service('a', { app: 'web' }))).toEqual({ matchLabels: { app: 'web' } });
    expect(
      selectorOf(
        one,
        service('a', { app: 'web' }),
        service('b', { tier: 'front' }),
        service('c', { app: 'db' }),
        service('d', undefined),
        service('e', { app: 'web', tier: 'back' }),
        service('f', { app: 'web', tier: 'front' }, 'other'),
      ),
    ).toEqual({ matchLabels: labels });
    expect(selectorOf(one, service('a', {}))).toBe(undefined);
    expect(selectorOf(one, service('a', { app: 'web' }, 'other'))).toBe(undefined);
  });

  it('of a pod without labels is its owner’s alone', () => {
    expect(selectorOf(pod('p'), service('a', {}))).toBe(undefined);
    const set = workload('apps/v1', 'ReplicaSet', { matchLabels: { app: 'web' } });
    const expected = { matchLabels: {}, matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] };
    expect(selectorOf(owned('apps/v1', 'ReplicaSet'), set)).toEqual(expected);
    expect(selectorOf(owned('apps/v1', 'ReplicaSet', {}), set)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['apps/v1', 'ReplicaSet'],
    ['apps/v1', 'StatefulSet'],
  ])('has what the %s %s that owns it selects besides', (apiVersion, kind) => {
    const exists = { key: 'app', operator: 'Exists' as const };
    const selector: LabelSelector = {
      matchLabels: { app: 'web', tier: 'front' },
      matchExpressions: [exists],
    };
    const world = [service('a', { tier: 'front' }), workload(apiVersion, kind, selector)];
    expect(selectorOf(owned(apiVersion, kind, labels), ...world)).toEqual({
      matchLabels: { tier: 'front' },
      matchExpressions: [
        { key: 'app', operator: 'In', values: ['web'] },
        { key: 'tier', operator: 'In', values: ['front'] },
        exists,
      ],
    });
    const onlyService = { matchLabels: { tier: 'front' } };
    expect(selectorOf(owned('extensions/v1', kind, labels), ...world)).toEqual(onlyService);
    expect(selectorOf(owned(apiVersion, kind, labels, false), ...world)).toEqual(onlyService);
    expect(selectorOf(owned(apiVersion, kind, labels), world[0]!)).toEqual(onlyService);
    const elsewhere = workload(apiVersion, kind, selector, 'other');
    expect(selectorOf(owned(apiVersion, kind, labels), world[0]!, elsewhere)).toEqual(onlyService);
    expect(
      selectorOf(owned(apiVersion, kind, labels), workload(apiVersion, kind, { matchExpressions: [exists] })),
    ).toEqual({
      matchLabels: {},
      matchExpressions: [exists],
    });
  });

  it('has the labels of a ReplicationController that owns it', () => {
    const world = [service('a', { tier: 'front' }), workload('v1', 'ReplicationController', { app: 'web' })];
    expect(selectorOf(owned('v1', 'ReplicationController', labels), ...world)).toEqual({
      matchLabels: labels,
    });
    expect(selectorOf(owned('v2', 'ReplicationController', labels), ...world)).toEqual({
      matchLabels: { tier: 'front' },
    });
    expect(selectorOf(owned('v1', 'ReplicationController', labels))).toBe(undefined);
  });

  it('knows no other owner', () => {
    expect(
      selectorOf(owned('batch/v1', 'Job', labels), workload('batch/v1', 'Job', { matchLabels: labels })),
    ).toBe(undefined);
  });
});
