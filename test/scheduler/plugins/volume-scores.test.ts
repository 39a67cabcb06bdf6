import { expect, it } from 'vitest';
import type { KubeObject } from '../../../src/api/objects.js';
import type { Scheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { decide, node, object, scoresOf, withArgs } from '../build.js';
import { claim, storageClass, using, volume } from '../volume-objects.js';

const nodes = [node('a'), node('b')];
const local = storageClass('local', { provisioner: 'kubernetes.io/no-provisioner' });
const sized = (storage: string) => ({ resources: { requests: { storage } } });
const points = (claims: string[], world: KubeObject[], scheduler: Scheduler | '1.36' | '1.37' = '1.37') =>
  scoresOf(decide(using('p', ...claims), [...nodes, ...world], scheduler), 'VolumeBinding');
const onHost = (host: string, storage: string) => ({
  capacity: { storage },
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [host] }] },
      ],
    },
  },
});
const wanting = (name: string, storage: string, storageClassName = 'local') =>
  claim(name, { storageClassName, ...sized(storage) });

it('prefers where the chosen volumes would be least full, since 1.37', () => {
  const world = [
    local,
    wanting('data', '12Gi'),
    volume('v', onHost('a', '24Gi')),
    volume('w', onHost('b', '18Gi')),
  ];
  expect(points(['data'], world)).toEqual({ a: 50, b: 34 });
  expect(points(['data'], world, '1.36')).toEqual({ a: undefined, b: undefined });
});

it('sums up the volumes of a class, and takes the mean of classes', () => {
  const other = storageClass('other', { provisioner: 'kubernetes.io/no-provisioner' });
  const world = [
    local,
    other,
    wanting('one', '1Gi'),
    wanting('two', '2Gi'),
    wanting('three', '1Gi', 'other'),
    ...['a', 'b'].flatMap((host) => [
      volume(`${host}-1`, onHost(host, '1Gi')),
      volume(`${host}-2`, onHost(host, host === 'a' ? '3Gi' : '2Gi')),
      volume(`${host}-3`, { ...onHost(host, '4Gi'), storageClassName: 'other' }),
    ]),
  ];
  // A: 3 of 4 and 1 of 4; B: 3 of 3 and 1 of 4, rounded.
  expect(points(['one', 'two', 'three'], world)).toEqual({ a: 50, b: 38 });
});

const room = (name: string, host: string, capacity?: string) =>
  object('storage.k8s.io/v1', 'CSIStorageCapacity', name, {
    metadata: { namespace: 'kube-system' },
    storageClassName: 'fast',
    ...(capacity !== undefined && { capacity }),
    maximumVolumeSize: '10Gi',
    nodeTopology: { matchLabels: { 'kubernetes.io/hostname': host } },
  });
const driver = object('storage.k8s.io/v1', 'CSIDriver', 'csi.example.com', {
  spec: { storageCapacity: true },
});

it('goes for volumes to be made by the room that a driver says there is, once for all of a class', () => {
  const world = [
    storageClass('fast'),
    wanting('one', '1Gi', 'fast'),
    wanting('two', '2Gi', 'fast'),
    room('x', 'a', '10Gi'),
    room('y', 'b', '2Gi'),
  ];
  // More than there is room for together is full; so is a room of no size.
  expect(points(['one', 'two'], [...world, driver])).toEqual({ a: 70, b: 0 });
  expect(
    points(['one'], [storageClass('fast'), world[1]!, driver, room('x', 'a'), room('y', 'b', '4Gi')]),
  ).toEqual({
    a: 0,
    b: 75,
  });
  expect(points(['one', 'two'], world)).toEqual({ a: 0, b: 0 });
});

it('goes by the shape of the configuration', () => {
  const shape = [
    { utilization: 0, score: 0 },
    { utilization: 100, score: 10 },
  ];
  const world = [
    local,
    wanting('data', '12Gi'),
    volume('v', onHost('a', '24Gi')),
    volume('w', onHost('b', '18Gi')),
  ];
  expect(points(['data'], world, withArgs('VolumeBinding', { shape }, '1.37'))).toEqual({ a: 50, b: 66 });
});
