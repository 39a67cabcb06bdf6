import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { namespace } from '../../src/controllers/namespace.js';
import { at, look, lookAt, made, stored, woken } from './look.js';

const IN = { namespace: 'shop' };
const SHOP = made('Namespace', 'shop');
const DYING = { deletionTimestamp: at(0), deletionGracePeriodSeconds: 0 };
const emptied = made('Namespace', 'shop', {
  metadata: DYING,
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Terminating' },
});

function pod(name: string, metadata: object = {}, spec: object = {}) {
  const containers = [{ name: 'app', image: 'app:1' }];
  return made('Pod', name, {
    metadata: { ...IN, ...metadata },
    spec: { containers, nodeName: 'n', ...spec },
    status: { phase: 'Running' },
  });
}

/** The namespace is deleted once its objects are stored. */
function deleted(...objects: ReturnType<typeof made>[]) {
  const isPod = ({ kind }: KubeObject) => kind === 'Pod';
  const pods = objects.filter(isPod).map((object) => ({ verb: 'create' as const, object }));
  const cluster = stored([SHOP, ...objects.filter((object) => !isPod(object))]);
  return cluster.with([...pods, { verb: 'update', object: emptied }]);
}

const left = (text: string, seconds = 5) =>
  `update Namespace/shop: NamespaceContentRemaining=True SomeResourcesRemain "Some resources are remaining: ${text}" since +${seconds}s`;
const REMOVED = (seconds = 5) => [
  `update Namespace/shop: NamespaceContentRemaining=False ContentRemoved "All content successfully removed" since +${seconds}s`,
  'delete Namespace/shop',
];

describe('emptying a namespace', () => {
  const asked = (name: string, seconds = 35) =>
    `update Pod/${name}: metadata.deletionTimestamp – → +${seconds}s; metadata.deletionGracePeriodSeconds – → 30`;
  it.each([
    ['not deleted: stays', stored([SHOP]), 100, []],
    ['deleted: 5 s for the servers to hear of it', deleted(), 4, ['again at +5s']],
    ['nothing in it: gone', deleted(), 5, REMOVED()],
    [
      'pods first: everything else waits for them',
      deleted(made('ConfigMap', 'c', { metadata: IN }), pod('a'), pod('b')),
      5,
      [asked('a'), asked('b'), left('pods. has 2 resource instances'), 'again at +21s'],
    ],
    [
      'pods that leave already are not asked again',
      deleted(pod('a', { deletionTimestamp: at(40), deletionGracePeriodSeconds: 40 }), pod('b')),
      10,
      [asked('b', 40), left('pods. has 2 resource instances', 10), 'again at +31s'],
    ],
    [
      'pods that nobody runs go at once, then all else',
      deleted(
        pod('a', {}, { nodeName: undefined }),
        made('ConfigMap', 'c', { metadata: IN }),
        made('Secret', 's', { metadata: IN }),
      ),
      5,
      ['delete Pod/a', 'delete ConfigMap/c', 'delete Secret/s', ...REMOVED()],
    ],
    [
      'what finalizers keep is looked at again in 8 s',
      deleted(
        made('ConfigMap', 'c', { metadata: { ...IN, finalizers: ['a/b'] } }),
        made('ConfigMap', 'd', { metadata: { ...IN, finalizers: ['a/b'] } }),
        made('Secret', 's', { metadata: { ...IN, ...DYING, finalizers: ['a/b'] } }),
      ),
      5,
      [
        'update ConfigMap/c: metadata.deletionTimestamp – → +5s; metadata.deletionGracePeriodSeconds – → 0',
        'update ConfigMap/d: metadata.deletionTimestamp – → +5s; metadata.deletionGracePeriodSeconds – → 0',
        left('configmaps. has 2 resource instances, secrets. has 1 resource instances'),
        'again at +13s',
      ],
    ],
  ])('%s', (_name, cluster, seconds, lines) => {
    expect(look(namespace, cluster, 'shop', seconds)).toEqual(lines);
  });

  it('keeps finalizers of others in its spec', () => {
    const kept = { ...emptied, spec: { finalizers: ['kubernetes', 'a/b'] } };
    const cluster = stored([SHOP]).with([{ verb: 'update', object: kept }]);
    expect(look(namespace, cluster, 'shop', 5)).toEqual([
      REMOVED()[0],
      'update Namespace/shop: spec.finalizers ["kubernetes","a/b"] → ["a/b"]',
    ]);
  });

  it('says what remains until nothing does', () => {
    const { cluster } = lookAt(namespace, deleted(pod('a')), 'shop', 5);
    const gone = cluster.with([{ verb: 'delete', object: cluster.get('Pod', 'shop/a')! }]);
    expect(look(namespace, gone, 'shop', 21)).toEqual(REMOVED(21));
    expect(woken(namespace, 'Namespace', gone, { verb: 'update', object: emptied })).toEqual(['shop']);
    expect(look(namespace, stored([]), 'shop', 21)).toEqual([]);
  });
});
