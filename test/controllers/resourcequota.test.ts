import { describe, expect, it } from 'vitest';
import { resourceQuota } from '../../src/controllers/resourcequota.js';
import { look, made, stored, woken } from './look.js';

const CONTAINERS = [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '100m' } } }];
const quota = (hard: object, status?: object) =>
  made('ResourceQuota', 'few', { spec: { hard }, ...(status ? { status } : {}) });
const pod = (name: string, phase = 'Running', more: object = {}) =>
  made('Pod', name, { spec: { containers: CONTAINERS, ...more }, status: { phase } });

describe('what is used of a quota', () => {
  it('is counted anew, and written where it has changed', () => {
    const hard = { pods: '5', 'requests.cpu': '1', secrets: '3' };
    const cluster = stored([pod('a'), pod('b'), pod('done', 'Succeeded'), made('Secret', 's'), quota(hard)]);
    expect(look(resourceQuota, cluster, 'default/few')).toEqual([
      'update ResourceQuota/few: status.hard – → {"pods":"5","requests.cpu":"1","secrets":"3"}; status.used – → {"pods":"2","requests.cpu":"200m","secrets":"1"}',
    ]);
    const right = { hard, used: { pods: '2', 'requests.cpu': '200m', secrets: '1' } };
    const again = stored([pod('a'), pod('b'), made('Secret', 's'), quota(hard, right)]);
    expect(look(resourceQuota, again, 'default/few')).toEqual([]);
    expect(look(resourceQuota, stored([]), 'default/few')).toEqual([]);
  });

  it('is counted when something comes, goes, ends or changes what it asks for', () => {
    const cluster = stored([quota({ pods: '5' }), pod('a')]);
    const wake = (verb: 'create' | 'update' | 'delete', object: object, before?: object, world = cluster) =>
      woken(resourceQuota, '*', world, { verb, object: object as never }, before as never);
    const [a] = cluster.list('Pod');
    const all = ['default/few'];
    expect(wake('create', a!)).toEqual(all);
    expect(wake('delete', a!)).toEqual(all);
    expect(wake('update', a!, a)).toEqual(all);
    expect(wake('update', a!, { ...a })).toEqual([]);
    expect(wake('update', a!, { ...a, status: { phase: 'Pending' } })).toEqual(all);
    expect(wake('update', a!, { ...a, spec: { containers: [] } })).toEqual(all);
    const claim = made('PersistentVolumeClaim', 'c', { spec: {}, status: { phase: 'Bound' } });
    expect(wake('update', claim, { ...claim, status: { phase: 'Pending' } })).toEqual([]);
    expect(wake('create', made('Node', 'n'))).toEqual([]);
    const [own] = cluster.list('ResourceQuota');
    expect(wake('update', own!, { ...own })).toEqual(all);
    expect(wake('delete', own!)).toEqual([]);
    expect(wake('create', a!, undefined, stored([]))).toEqual([]);
  });
});
