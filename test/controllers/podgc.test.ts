import { describe, expect, it } from 'vitest';
import { podGc } from '../../src/controllers/podgc.js';
import { at, look, made, NOW, stored, woken } from './look.js';

const CONTAINERS = [{ name: 'app', image: 'app:1' }];
const OUT = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' };

function pod(node: string | undefined, more: object = {}, metadata: object = {}) {
  return made('Pod', 'p', {
    metadata,
    spec: { containers: CONTAINERS, ...(node ? { nodeName: node } : {}) },
    status: { phase: 'Running', ...more },
  });
}

const node = (taints: object[]) => made('Node', 'n', { spec: { taints } });
const DYING = { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 };
const KEY = `default/p ${NOW}`;
const MARKED =
  'update Pod/p: status.phase Running → Failed; DisruptionTarget=True DeletionByPodGC "PodGC: node no longer exists" since ';

describe('pods that nobody looks after any more', () => {
  it.each([
    ['node missing: 40 s of quarantine and a period of 20 s first', [pod('gone')], 59, ['again at +60s']],
    ['node still missing then: failed, and gone', [pod('gone')], 60, [`${MARKED}+60s`, 'delete Pod/p']],
    ['ended: not marked any more', [pod('gone', { phase: 'Succeeded' })], 60, ['delete Pod/p']],
    ['node is back', [node([]), pod('n')], 60, []],
    ['no node at all', [pod(undefined)], 60, []],
    ['out of service, but the pod is not being deleted', [node([OUT]), pod('n')], 60, []],
    ['being deleted on a node in service', [node([]), pod('n', {}, DYING)], 60, []],
    [
      'being deleted, other taint',
      [node([{ ...OUT, key: 'node.kubernetes.io/unreachable' }]), pod('n', {}, DYING)],
      60,
      [],
    ],
    [
      'being deleted on a node out of service: at once',
      [node([OUT]), pod('n', {}, DYING)],
      0,
      [`${MARKED}+0s`, 'delete Pod/p'],
    ],
  ])('%s', (_name, objects, seconds, lines) => {
    expect(look(podGc, stored(objects), KEY, seconds)).toEqual(lines);
  });

  it('keeps the pod that is not there', () => {
    expect(look(podGc, stored([]), KEY, 60)).toEqual([]);
  });

  it('notices a node that changes or goes, and a pod on a node that is not there, with the time', () => {
    const cluster = stored([pod('gone')]);
    const [object] = cluster.list('Pod');
    const wake = (kind: string, verb: 'create' | 'update' | 'delete', one: object, before?: object) =>
      woken(podGc, kind, cluster, { verb, object: one as never }, before as never);
    expect(wake('Node', 'delete', made('Node', 'gone'))).toEqual([KEY]);
    expect(wake('Node', 'delete', made('Node', 'other'))).toEqual([]);
    expect(wake('Pod', 'create', object!)).toEqual([KEY]);
    expect(wake('Pod', 'update', object!, object!)).toEqual([KEY]);
    expect(wake('Pod', 'update', object!, { ...object! })).toEqual([]);
    expect(wake('Pod', 'update', object!, pod(undefined))).toEqual([KEY]);
    expect(wake('Pod', 'create', pod(undefined))).toEqual([]);
    const there = stored([node([]), pod('n')]);
    expect(woken(podGc, 'Pod', there, { verb: 'create', object: there.list('Pod')[0]! })).toEqual([]);
  });
});
