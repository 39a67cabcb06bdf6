import { describe, expect, it } from 'vitest';
import { protection } from '../../src/controllers/protection.js';
import { at, look, made, stored, woken } from './look.js';

const CONTAINERS = [{ name: 'app', image: 'app:1' }];
const DYING = { deletionTimestamp: at(0), deletionGracePeriodSeconds: 0 };

function claim(metadata: object) {
  const resources = { requests: { storage: '1Gi' } };
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources };
  return made('PersistentVolumeClaim', 'data', { metadata, spec });
}

function volume(phase: string, metadata: object) {
  const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/d' } };
  return made('PersistentVolume', 'v', { metadata, spec, status: { phase } });
}

function user(more: object = {}, status: object = { phase: 'Running' }, namespace = 'default') {
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }];
  const spec = { containers: CONTAINERS, volumes, nodeName: 'n', ...more };
  return made('Pod', 'p', { metadata: { namespace }, spec, status });
}

const USED = { ...DYING, finalizers: ['kubernetes.io/pvc-protection', 'other/one'] };
const BOUND = { ...DYING, finalizers: ['kubernetes.io/pv-protection'] };
const FREE = [
  'update PersistentVolumeClaim/data: metadata.finalizers ["kubernetes.io/pvc-protection","other/one"] → ["other/one"]',
];

describe('what is in use is not deleted', () => {
  it.each([
    ['a claim that a pod uses stays', [claim(USED), user()], []],
    ['a claim without a pod goes, other finalizers stay', [claim(USED)], FREE],
    ['a pod that waits for a node does not hold it', [claim(USED), user({ nodeName: undefined })], FREE],
    ['a pod that has ended does not hold it', [claim(USED), user({}, { phase: 'Failed' })], FREE],
    [
      'a pod with another claim does not hold it',
      [claim(USED), user({ volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'other' } }] })],
      FREE,
    ],
    ['a claim that is not being deleted keeps its finalizer', [claim({ finalizers: USED.finalizers })], []],
    ['a claim without the finalizer is left alone', [claim({ ...DYING, finalizers: ['other/one'] })], []],
  ])('%s', (_name, objects, lines) => {
    expect(look(protection, stored(objects), 'claim default/data')).toEqual(lines);
  });

  it.each([
    ['a bound volume stays', volume('Bound', BOUND), []],
    ['a released volume goes', volume('Released', BOUND), ['delete PersistentVolume/v']],
    [
      'an available volume that nobody deletes stays',
      volume('Available', { finalizers: BOUND.finalizers }),
      [],
    ],
  ])('%s', (_name, object, lines) => {
    expect(look(protection, stored([object]), 'volume v')).toEqual(lines);
  });

  it('looks at a claim when a pod that used it ends', () => {
    const cluster = stored([]);
    const wake = (kind: string, verb: 'update' | 'delete', object: object) =>
      woken(protection, kind, cluster, { verb, object: object as never });
    expect(wake('PersistentVolumeClaim', 'update', claim({}))).toEqual(['claim default/data']);
    expect(wake('PersistentVolume', 'update', volume('Bound', {}))).toEqual(['volume v']);
    expect(wake('Pod', 'update', user())).toEqual([]);
    expect(wake('Pod', 'update', user({}, { phase: 'Succeeded' }))).toEqual(['claim default/data']);
    expect(wake('Pod', 'delete', user())).toEqual(['claim default/data']);
    expect(wake('Pod', 'delete', user({ volumes: [{ name: 'e', emptyDir: {} }] }))).toEqual([]);
    expect(wake('Pod', 'delete', user({ volumes: undefined }))).toEqual([]);
  });
});
