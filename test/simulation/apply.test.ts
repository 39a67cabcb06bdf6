import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import {
  applied,
  jsonPatch,
  LAST_APPLIED,
  mergePatch,
  strategicPatch,
  withLastApplied,
} from '../../src/simulation/apply.js';

type Loose = Record<string, unknown>;
const object = (fields: Loose, annotations?: Record<string, string>) =>
  ({
    apiVersion: 'v1',
    kind: 'X',
    metadata: { name: 'x', ...(annotations ? { annotations } : {}) },
    ...fields,
  }) as unknown as KubeObject;

/** What `kubectl apply` of `next` makes of `live`, which was made by applying `first`. */
function after(first: Loose | undefined, live: Loose, next: Loose): Loose {
  const remembered = first ? withLastApplied(object(first)).metadata.annotations : undefined;
  const {
    apiVersion: _v,
    kind: _k,
    metadata,
    ...rest
  } = applied(object(live, remembered), object(next)) as unknown as Loose;
  expect((metadata as { annotations: Loose }).annotations[LAST_APPLIED]).toBe(
    withLastApplied(object(next)).metadata.annotations![LAST_APPLIED],
  );
  return rest;
}
const named = (...names: string[]) => names.map((name) => ({ name }));

describe('kubectl apply', () => {
  it('remembers the manifest in an annotation, without that annotation', () => {
    const manifest = object({ spec: { a: 1 } }, { note: 'x', [LAST_APPLIED]: 'old' });
    const text = `${JSON.stringify({ apiVersion: 'v1', kind: 'X', metadata: { name: 'x', annotations: { note: 'x' } }, spec: { a: 1 } })}\n`;
    expect(withLastApplied(manifest).metadata.annotations).toEqual({ note: 'x', [LAST_APPLIED]: text });
    expect(LAST_APPLIED).toBe('kubectl.kubernetes.io/last-applied-configuration');
    expect(manifest.metadata.annotations![LAST_APPLIED]).toBe('old');
  });

  it.each<[string, Loose | undefined, Loose, Loose, Loose]>([
    ['sets what it says', {}, { spec: { a: 1, b: 1 } }, { spec: { a: 2 } }, { spec: { a: 2, b: 1 } }],
    ['adds what is new', {}, { spec: {} }, { spec: { a: { b: 1 } } }, { spec: { a: { b: 1 } } }],
    [
      'takes away what it no longer says',
      { spec: { a: 1, c: { d: 1, e: 2 } } },
      { spec: { a: 1, b: 1, c: { d: 1, e: 2 } } },
      { spec: { c: { d: 1 } } },
      { spec: { b: 1, c: { d: 1 } } },
    ],
    ['keeps what it never said', undefined, { spec: { a: 1, b: 1 } }, { spec: {} }, { spec: { a: 1, b: 1 } }],
    ['takes away what it says is null', {}, { spec: { a: 1 } }, { spec: { a: null } }, { spec: {} }],
    ['leaves the status alone', {}, { status: { a: 1 } }, { status: { a: 2 } }, { status: { a: 1 } }],
    [
      'replaces lists',
      { spec: { args: ['a', 'b'] } },
      { spec: { args: ['a', 'b', 'c'] } },
      { spec: { args: ['b'] } },
      { spec: { args: ['b'] } },
    ],
    [
      'replaces a list by a map',
      {},
      { spec: { a: [1] } },
      { spec: { a: { b: 1 } } },
      { spec: { a: { b: 1 } } },
    ],
    [
      'merges containers by name',
      { spec: { containers: [{ name: 'a', image: '1', tty: true }, { name: 'c' }] } },
      {
        spec: {
          containers: [{ name: 'a', image: '1', tty: true, stdin: true }, { name: 'b' }, { name: 'c' }],
        },
      },
      { spec: { containers: [{ name: 'd' }, { name: 'a', image: '2' }] } },
      { spec: { containers: [{ name: 'd' }, { name: 'a', image: '2', stdin: true }, { name: 'b' }] } },
    ],
    ...['initContainers', 'ephemeralContainers', 'volumes', 'imagePullSecrets', 'env'].map(
      (field): [string, Loose, Loose, Loose, Loose] => [
        `merges ${field} by name`,
        {},
        { spec: { [field]: named('a', 'b') } },
        { spec: { [field]: named('c', 'b') } },
        { spec: { [field]: named('c', 'b', 'a') } },
      ],
    ),
    ...(
      [
        ['volumeMounts', 'mountPath'],
        ['volumeDevices', 'devicePath'],
        ['hostAliases', 'ip'],
        ['topologySpreadConstraints', 'topologyKey'],
        ['conditions', 'type'],
        ['ownerReferences', 'uid'],
      ] as const
    ).map(([field, key]): [string, Loose, Loose, Loose, Loose] => [
      `merges ${field} by ${key}`,
      {},
      { spec: { [field]: [{ [key]: 'a' }] } },
      { spec: { [field]: [{ [key]: 'b' }] } },
      { spec: { [field]: [{ [key]: 'b' }, { [key]: 'a' }] } },
    ]),
    [
      'merges ports of containers by their number',
      {},
      { spec: { ports: [{ containerPort: 1, name: 'x' }] } },
      { spec: { ports: [{ containerPort: 1, name: 'y' }, { containerPort: 2 }] } },
      { spec: { ports: [{ containerPort: 1, name: 'y' }, { containerPort: 2 }] } },
    ],
    [
      'merges ports of Services by theirs',
      {},
      { spec: { ports: [{ port: 1, nodePort: 30000 }, { port: 3 }] } },
      { spec: { ports: [{ port: 1 }] } },
      { spec: { ports: [{ port: 1, nodePort: 30000 }, { port: 3 }] } },
    ],
    [
      'adds finalizers',
      {},
      { metadata2: 1, spec: { finalizers: ['a', 'b'] } },
      { spec: { finalizers: ['b', 'c'] } },
      { metadata2: 1, spec: { finalizers: ['a', 'b', 'c'] } },
    ],
    [
      'a strategy keeps nothing of another',
      {},
      { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } },
      { spec: { strategy: { type: 'Recreate' } } },
      { spec: { strategy: { type: 'Recreate' } } },
    ],
    [
      'a volume keeps nothing of another',
      {},
      { spec: { volumes: [{ name: 'a', emptyDir: {} }] } },
      { spec: { volumes: [{ name: 'a', configMap: { name: 'c' } }] } },
      { spec: { volumes: [{ name: 'a', configMap: { name: 'c' } }] } },
    ],
    [
      '… but inside of one that stays',
      {},
      { spec: { volumes: [{ name: 'a', configMap: { name: 'c', defaultMode: 420 } }] } },
      { spec: { volumes: [{ name: 'a', configMap: { name: 'd' } }] } },
      { spec: { volumes: [{ name: 'a', configMap: { name: 'd', defaultMode: 420 } }] } },
    ],
    [
      'lists of plain values under such a name',
      {},
      { spec: { env: ['a'] } },
      { spec: { env: ['b'] } },
      { spec: { env: ['b', 'a'] } },
    ],
  ])('%s', (_name, first, live, next, expected) => {
    expect(after(first, live, next)).toEqual(expected);
  });

  it('takes what was remembered in a damaged way for nothing', () => {
    for (const text of ['{', '[1]', '"x"']) {
      const live = object({ spec: { a: 1 } }, { [LAST_APPLIED]: text });
      expect(applied(live, object({ spec: { b: 2 } }))).toMatchObject({ spec: { a: 1, b: 2 } });
    }
  });
});

describe('patches', () => {
  it.each<[unknown, unknown, unknown]>([
    [{ a: 1, b: 2 }, { a: 3 }, { a: 3, b: 2 }],
    [{ a: 1, b: 2 }, { a: null }, { b: 2 }],
    [{ a: { b: 1, c: 2 } }, { a: { b: null, d: 3 } }, { a: { c: 2, d: 3 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 1 }, { a: { b: 1 } }, { a: { b: 1 } }],
    [{ a: 1 }, 'x', 'x'],
    ['x', { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ])('merge: %j and %j', (target, patch, expected) => {
    const text = JSON.stringify(target);
    expect(mergePatch(target, patch)).toEqual(expected);
    expect(JSON.stringify(target)).toBe(text);
  });

  it('strategic: lists by their keys', () => {
    const live = object({
      spec: {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ],
        args: [1],
      },
    });
    expect(
      strategicPatch(live, { spec: { containers: [{ name: 'b', image: '2' }], args: [2] } }),
    ).toMatchObject({
      metadata: { name: 'x' },
      spec: {
        containers: [
          { name: 'b', image: '2' },
          { name: 'a', image: '1' },
        ],
        args: [2],
      },
    });
  });

  const target = { a: { b: [1, 2, 3], 'c/d': 1, 'e~f': 1 }, list: [{ x: 1 }] };
  it.each<[string, object, unknown]>([
    ['add a field', { op: 'add', path: '/g', value: 1 }, { ...target, g: 1 }],
    [
      'add to a list',
      { op: 'add', path: '/a/b/1', value: 9 },
      { ...target, a: { ...target.a, b: [1, 9, 2, 3] } },
    ],
    [
      'add to its end',
      { op: 'add', path: '/a/b/-', value: 9 },
      { ...target, a: { ...target.a, b: [1, 2, 3, 9] } },
    ],
    [
      'replace an item',
      { op: 'replace', path: '/a/b/1', value: 9 },
      { ...target, a: { ...target.a, b: [1, 9, 3] } },
    ],
    ['remove an item', { op: 'remove', path: '/a/b/1' }, { ...target, a: { ...target.a, b: [1, 3] } }],
    ['remove a field', { op: 'remove', path: '/a' }, { list: target.list }],
    [
      'replace inside of an item',
      { op: 'replace', path: '/list/0/x', value: 2 },
      { ...target, list: [{ x: 2 }] },
    ],
    [
      'a path with a slash',
      { op: 'replace', path: '/a/c~1d', value: 2 },
      { ...target, a: { ...target.a, 'c/d': 2 } },
    ],
    [
      'a path with a tilde',
      { op: 'replace', path: '/a/e~0f', value: 2 },
      { ...target, a: { ...target.a, 'e~f': 2 } },
    ],
    ['the whole', { op: 'replace', path: '', value: 2 }, 2],
  ])('JSON: %s', (_name, operation, expected) => {
    const text = JSON.stringify(target);
    expect(jsonPatch(target, [operation])).toEqual(expected);
    expect(JSON.stringify(target)).toBe(text);
  });

  it('JSON: one operation after the other, and what is none', () => {
    expect(
      jsonPatch({}, [
        { op: 'add', path: '/a', value: {} },
        { op: 'add', path: '/a/b', value: 1 },
      ]),
    ).toEqual({ a: { b: 1 } });
    const wrong = (operations: unknown) => () => jsonPatch({ a: 1 }, operations);
    expect(wrong({})).toThrow('a JSON patch is a list of operations');
    expect(wrong([{ op: 'add' }])).toThrow('an operation needs a path');
    expect(wrong(['x'])).toThrow('an operation needs a path');
    expect(wrong([{ op: 'add', path: '/a/b', value: 1 }])).toThrow('the path ends before b');
  });
});
