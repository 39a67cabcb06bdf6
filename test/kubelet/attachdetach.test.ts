import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { heldUp } from '../../src/kubelet/held-up.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { Simulation } from '../../src/simulation/index.js';
import { made } from '../controllers/look.js';
import { bare, world } from '../simulation/worlds.js';

const claim = made('PersistentVolumeClaim', 'data', {
  spec: { accessModes: ['ReadWriteOnce'], volumeName: 'pv', resources: { requests: { storage: '1Gi' } } },
  status: { phase: 'Bound' },
});
const pv = (more: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv', uid: 'pv' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
      claimRef: {
        kind: 'PersistentVolumeClaim',
        namespace: 'default',
        name: 'data',
        uid: claim.metadata.uid,
      },
      csi: { driver: 'disk.example.com', volumeHandle: 'h' },
      ...more,
    },
    status: { phase: 'Bound' },
  }) as KubeObject;
const user = (name: string, node: string, more: object = {}) =>
  bare(name, {
    nodeName: node,
    containers: [{ name: 'app', image: 'app:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
    volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
    ...more,
  });
const attachment = (node: string, metadata: object = {}): KubeObject =>
  ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: `of-${node}`, ...metadata },
    spec: { attacher: 'disk.example.com', nodeName: node, source: { persistentVolumeName: 'pv' } },
  }) as KubeObject;

function start(more: KubeObject[] = [pv()]) {
  return new Simulation(world('3x cpu=4,memory=16Gi', [claim, ...more]));
}
function apply(sim: Simulation, ...objects: KubeObject[]) {
  for (const object of objects) sim.act({ do: 'apply', object });
  sim.settle();
}
const told = (sim: Simulation) =>
  sim.steps
    .filter(({ actor }) => actor === 'kubelet' || actor === 'attachdetach')
    .map(({ at, object, message }) => `${at / 1000} ${object.name} ${message}`);
const nodes = (sim: Simulation) =>
  (sim.cluster.list('VolumeAttachment') as unknown as { spec: { nodeName: string } }[]).map(
    ({ spec }) => spec.nodeName,
  );
const remove = (sim: Simulation, name: string) => {
  sim.act({ do: 'delete', kind: 'Pod', key: `default/${name}` });
  sim.settle();
};
const USED = 'FailedAttachVolume: Multi-Attach error for volume "pv" Volume is already used by pod(s)';
const TAKEN =
  'FailedAttachVolume: Multi-Attach error for volume "pv" Volume is already exclusively attached to one node and can\'t be attached to another';

describe('a volume that can be on one node only', () => {
  it('is attached without a word', () => {
    const sim = start();
    apply(sim, user('a', 'node-1'), user('b', 'node-1'));
    expect(told(sim)).toEqual(['3 a ready', '3 b ready']);
    expect(nodes(sim)).toEqual(['node-1']);
  });

  it('keeps pods of other nodes waiting, until those that use it are gone and it is detached', () => {
    const sim = start();
    apply(sim, user('a', 'node-1'));
    apply(sim, user('b', 'node-2'));
    const waits = sim.cluster.get('Pod', 'default/b') as Pod;
    expect(waits.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ContainerCreating');
    expect(heldUp(HEALTHY, sim.cluster, waits)).toEqual({
      reason: 'FailedAttachVolume',
      message: `${USED} a`.slice('FailedAttachVolume: '.length),
    });
    remove(sim, 'a');
    // Gone after 1 s, detached after 6 more, and looked for after 7.5.
    expect(told(sim)).toEqual(['3 a ready', `3 b ${USED} a`, '4 a gone', '13.5 b ready']);
    expect(nodes(sim)).toEqual(['node-2']);
  });

  it('is said to be attached where nobody uses it any more', () => {
    const sim = start();
    apply(sim, user('a', 'node-1'));
    remove(sim, 'a');
    apply(sim, user('b', 'node-2'));
    expect(told(sim).slice(2)).toEqual([`4 b ${TAKEN}`, '14.5 b ready']);
  });

  it('stays with a pod that goes from one to another on its node', () => {
    const sim = start();
    apply(sim, user('a', 'node-1'));
    remove(sim, 'a');
    apply(sim, user('b', 'node-1'));
    expect(told(sim).slice(2)).toEqual(['7 b ready']);
  });

  it('is detached in the end though nobody waits for it', () => {
    const sim = start();
    apply(sim, user('a', 'node-1'));
    remove(sim, 'a');
    expect(nodes(sim)).toEqual(['node-1']);
    sim.advance(10_000);
    expect(nodes(sim)).toEqual([]);
  });

  it('is taken from a node that is not heard of after six minutes, and at once where it is out of service', () => {
    const dead = (isTainted: boolean) => {
      const sim = start();
      apply(sim, user('a', 'node-1'));
      sim.act({ do: 'fail-node', node: 'node-1' });
      sim.settle();
      sim.act({ do: 'delete', kind: 'Pod', key: 'default/a', gracePeriodSeconds: 0 });
      const taint = { key: 'node.kubernetes.io/out-of-service', value: 'x', effect: 'NoExecute' as const };
      if (isTainted) sim.act({ do: 'taint', node: 'node-1', taint });
      const from = sim.now;
      apply(sim, user('b', 'node-2'));
      return [(sim.now - from) / 1000, nodes(sim)];
    };
    expect(dead(false)[1]).toEqual(['node-2']);
    expect(dead(false)[0]).toBeGreaterThan(360);
    expect(dead(true)[1]).toEqual(['node-2']);
    expect(dead(true)[0]).toBeLessThan(60);
  });

  it('is where the cluster says that it is, and leaves what holds its attachment', () => {
    const sim = start([pv(), attachment('node-3', { finalizers: ['external-attacher/disk'] })]);
    apply(sim, user('a', 'node-1'));
    expect(told(sim)).toEqual([`0 a ${TAKEN}`, '10.5 a ready']);
    expect(nodes(sim)).toEqual(['node-1']);
  });

  it('is where pods run with it, wherever that is', () => {
    const running = (name: string, node: string) => ({
      ...made('Pod', name, { spec: (user(name, node) as Pod).spec }),
      status: {
        phase: 'Running',
        startTime: '2026-01-01T00:00:00Z',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [
          {
            name: 'app',
            ready: true,
            restartCount: 0,
            state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
          },
        ],
      },
    });
    const sim = start([pv(), running('a', 'node-1'), running('b', 'node-2')] as KubeObject[]);
    sim.settle();
    expect([told(sim), nodes(sim)]).toEqual([[], ['node-1', 'node-2']]);
  });
});

describe('other volumes', () => {
  it.each<[string, object, string[]]>([
    ['one that can be on several', { accessModes: ['ReadWriteMany'] }, ['node-1', 'node-2']],
    ['one that is not attached', { csi: undefined, nfs: { server: 's', path: '/' } }, []],
  ])('%s', (_what, more, expected) => {
    const sim = start([pv(more)]);
    apply(sim, user('a', 'node-1'), user('b', 'node-2'));
    expect(told(sim)).toEqual(['3 a ready', '3 b ready']);
    expect(nodes(sim)).toEqual(expected);
  });
});
