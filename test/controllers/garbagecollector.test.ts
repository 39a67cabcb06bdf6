import { describe, expect, it } from 'vitest';
import { garbageCollector } from '../../src/controllers/garbagecollector.js';
import { at, look, made, managedBy, stored, woken } from './look.js';

const owner = made('ConfigMap', 'owner');
const other = made('ConfigMap', 'other');
const DYING = { deletionTimestamp: at(0), deletionGracePeriodSeconds: 0 };
const FOREGROUND = { ...DYING, finalizers: ['foregroundDeletion'] };

const reference = (object: ReturnType<typeof made>, more: object = {}) => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  name: object.metadata.name,
  uid: object.metadata.uid,
  ...more,
});
const child = (references: object[], metadata: object = {}, name = 'child') =>
  made('Secret', name, { metadata: { ownerReferences: references, ...metadata } });

const leaving = (finalizers: string, before = '–') =>
  `update Secret/child: ${before === finalizers ? '' : `metadata.finalizers ${before} → ${finalizers}; `}metadata.deletionTimestamp – → +0s; metadata.deletionGracePeriodSeconds – → 0`;

describe('objects go with their owners', () => {
  it.each([
    ['the owner is there', [owner, child([reference(owner)])], []],
    ['the owner is gone', [child([reference(owner)])], ['delete Secret/child']],
    [
      'another object has taken its name',
      [made('ConfigMap', 'owner', { metadata: { uid: 'new' } }), child([reference(owner)])],
      ['delete Secret/child'],
    ],
    [
      'an owner of another kind',
      [owner, child([reference(owner, { kind: 'Secret' })])],
      ['delete Secret/child'],
    ],
    [
      'an owner in another namespace',
      [
        made('Namespace', 'shop'),
        made('ConfigMap', 'owner', { metadata: { namespace: 'shop' } }),
        child([reference(owner)]),
      ],
      ['delete Secret/child'],
    ],
    ['an owner that belongs to no namespace', [made('Node', 'n'), child([reference(made('Node', 'n'))])], []],
    ['no owners', [child([])], []],
    [
      'one owner of two is gone: its reference goes',
      [owner, child([reference(owner), reference(other)])],
      [
        'update Secret/child: metadata.ownerReferences [ConfigMap/owner (no controller), ConfigMap/other (no controller)] → [ConfigMap/owner (no controller)]',
      ],
    ],
    [
      'one owner of two waits in the foreground',
      [
        made('ConfigMap', 'owner', { metadata: FOREGROUND }),
        other,
        child([reference(owner), reference(other)]),
      ],
      [
        'update Secret/child: metadata.ownerReferences [ConfigMap/owner (no controller), ConfigMap/other (no controller)] → [ConfigMap/other (no controller)]',
      ],
    ],
    [
      'the owner is being deleted, not in the foreground: stays for now',
      [
        made('ConfigMap', 'owner', { metadata: { ...DYING, finalizers: ['a/b'] } }),
        child([reference(owner)]),
      ],
      [],
    ],
    [
      'the owner waits in the foreground',
      [made('ConfigMap', 'owner', { metadata: FOREGROUND }), child([reference(owner)])],
      ['delete Secret/child'],
    ],
    [
      '… and there are dependents: in the foreground too',
      [
        made('ConfigMap', 'owner', { metadata: FOREGROUND }),
        child([reference(owner)]),
        made('Secret', 'grandchild', { metadata: { ownerReferences: [managedBy(child([]))] } }),
      ],
      [leaving('["foregroundDeletion"]')],
    ],
    [
      'the owner is gone, there are dependents: in the background',
      [
        child([reference(owner)]),
        made('Secret', 'grandchild', { metadata: { ownerReferences: [managedBy(child([]))] } }),
      ],
      ['delete Secret/child'],
    ],
    [
      'the owner is gone, the object is to orphan',
      [child([reference(owner)], { finalizers: ['orphan'] })],
      [leaving('["orphan"]', '["orphan"]')],
    ],
    [
      'the owner is gone, the object is to wait',
      [child([reference(owner)], { finalizers: ['foregroundDeletion'] })],
      [leaving('["foregroundDeletion"]', '["foregroundDeletion"]')],
    ],
    [
      'the owner is gone, the object is being deleted already',
      [child([reference(owner)], { ...DYING, finalizers: ['a/b'] })],
      [],
    ],
  ])('%s', (_name, objects, lines) => {
    expect(look(garbageCollector, stored(objects), 'Secret default/child')).toEqual(lines);
  });

  it('does not matter where nothing is there', () => {
    expect(look(garbageCollector, stored([]), 'Secret default/child')).toEqual([]);
  });
});

describe('the end of a deletion', () => {
  const waits = (finalizers: string[]) => made('ConfigMap', 'owner', { metadata: { ...DYING, finalizers } });
  const blocking = child([reference(owner, { blockOwnerDeletion: true })]);
  const FREE = 'update ConfigMap/owner: metadata.finalizers';
  it.each([
    ['in the foreground, nothing left', [waits(['foregroundDeletion'])], ['delete ConfigMap/owner']],
    [
      'in the foreground, another finalizer stays',
      [waits(['foregroundDeletion', 'a/b'])],
      [`${FREE} ["foregroundDeletion","a/b"] → ["a/b"]`],
    ],
    ['in the foreground, a dependent blocks it', [waits(['foregroundDeletion']), blocking], []],
    [
      'in the foreground, a dependent that does not block',
      [waits(['foregroundDeletion']), child([reference(owner)])],
      ['delete ConfigMap/owner'],
    ],
    [
      'in the foreground, it is somebody else’s deletion that the dependent blocks',
      [
        waits(['foregroundDeletion']),
        child([reference(owner), reference(other, { blockOwnerDeletion: true })]),
      ],
      ['delete ConfigMap/owner'],
    ],
    [
      'orphaning: the dependents are let go, other references stay',
      [
        waits(['orphan']),
        child([reference(owner), reference(other)]),
        child([reference(owner)], {}, 'second'),
      ],
      [
        'update Secret/child: metadata.ownerReferences [ConfigMap/owner (no controller), ConfigMap/other (no controller)] → [ConfigMap/other (no controller)]',
        'update Secret/second: metadata.ownerReferences [ConfigMap/owner (no controller)] → –',
        'delete ConfigMap/owner',
      ],
    ],
    ['neither', [waits(['a/b']), blocking], []],
    [
      'not being deleted',
      [made('ConfigMap', 'owner', { metadata: { finalizers: ['orphan'] } }), blocking],
      [],
    ],
  ])('%s', (_name, objects, lines) => {
    expect(look(garbageCollector, stored(objects), 'ConfigMap default/owner')).toEqual(lines);
  });
});

describe('what is looked at', () => {
  const cluster = stored([owner, other, child([reference(owner)])]);
  const [one] = cluster.list('Secret', 'default');
  const wake = (verb: 'create' | 'update' | 'delete', object: object, before?: object) =>
    woken(garbageCollector, '*', cluster, { verb, object: object as never }, before as never);
  const withOwners = (ownerReferences: object[] | undefined, more: object = {}) => ({
    ...one,
    metadata: { ...one!.metadata, ownerReferences, ...more },
  });
  const CHILD = 'Secret default/child';
  const OWNER = 'ConfigMap default/owner';

  it('an object that is deleted: its dependents and its owners', () => {
    expect(wake('delete', owner)).toEqual([CHILD]);
    expect(wake('delete', one!)).toEqual([OWNER]);
    expect(wake('delete', withOwners([reference(made('Node', 'n'))]))).toEqual(['Node n']);
    expect(wake('delete', { ...owner, metadata: { ...owner.metadata, uid: undefined } })).toEqual([]);
  });

  it('an object that gets owners, and the ones that it had', () => {
    expect(wake('create', one!)).toEqual([CHILD]);
    expect(wake('create', other)).toEqual([]);
    expect(wake('update', one!, { ...one })).toEqual([]);
    expect(wake('update', withOwners([reference(other)]), one)).toEqual([CHILD, OWNER]);
    expect(wake('update', withOwners([]), one)).toEqual([OWNER]);
    expect(
      wake('update', withOwners([reference(owner)]), withOwners([reference(owner), reference(other)])),
    ).toEqual([CHILD, OWNER, 'ConfigMap default/other']);
    expect(wake('update', one!, withOwners([reference(owner)], { labels: { a: 'b' } }))).toEqual([]);
  });

  it('an object whose deletion waits, and in the foreground its dependents', () => {
    const waiting = (finalizers: string[]) => ({
      ...owner,
      metadata: { ...owner.metadata, ...DYING, finalizers },
    });
    expect(wake('update', waiting(['foregroundDeletion']), owner)).toEqual([OWNER, CHILD]);
    expect(wake('update', waiting(['orphan']), owner)).toEqual([OWNER]);
    expect(wake('update', waiting(['a/b']), owner)).toEqual([]);
    expect(wake('update', waiting(['orphan']), waiting(['orphan']))).toEqual([]);
    const same = waiting(['orphan']);
    expect(wake('update', same, same)).toEqual([OWNER]);
    expect(
      wake('update', { ...owner, metadata: { ...owner.metadata, finalizers: ['orphan'] } }, owner),
    ).toEqual([]);
  });
});
