import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/api/json.js';
import { hiddenIn } from '../../src/api/secrets.js';

describe('what must not be shown', () => {
  const hidden = (object: JsonValue): string[] => hiddenIn(object).map(({ path }) => path.join(' '));
  const pod = (list: JsonValue): JsonValue => ({
    kind: 'Pod',
    spec: { containers: [{ name: 'a', env: list }] },
  });
  const at = (index: number, rest = 'value'): string => `spec containers 0 env ${index} ${rest}`;

  it('of a Secret is all but its type and metadata', () => {
    expect(
      hidden({
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'Opaque',
        immutable: true,
        metadata: {
          ...{ name: 'a', generateName: 'a-', namespace: 'b', labels: { c: 'd' }, uid: 'e' },
          ...{ ownerReferences: [{ name: 'f' }], finalizers: ['g'], generation: 1, resourceVersion: '2' },
          ...{ creationTimestamp: 'h', deletionTimestamp: 'i', deletionGracePeriodSeconds: 3 },
          ...{ selfLink: 'j', managedFields: [{ manager: 'k' }], typo: { l: 'm', n: [1, null] } },
          annotations: { o: 'p', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
        },
        data: { password: 'x', list: ['y', { z: true }], nothing: null, empty: '' },
        stringData: 'text',
        datta: 5,
      }),
    ).toEqual([
      'metadata typo l',
      'metadata typo n 0',
      'metadata annotations kubectl.kubernetes.io/last-applied-configuration',
      'data password',
      'data list 0',
      'data list 1 z',
      'data empty',
      'stringData',
      'datta',
    ]);
  });

  it.each<[string, JsonValue, string[]]>([
    ['a Secret with nothing in it', { kind: 'Secret' }, []],
    ['a Secret with odd metadata', { kind: 'Secret', metadata: ['x'], data: null }, ['metadata 0']],
    ['a misspelt Secret', { kind: 'Secert', data: { a: 'x' } }, ['data a']],
    ['what refers to a Secret', { from: [{ kind: 'Secret', name: 'a', valuesKey: 'b' }] }, []],
    [
      'a Secret in another object',
      { kind: 'A', spec: { manifest: { kind: 'Secret', metadata: { name: 'a' }, data: { b: 'x' } } } },
      ['spec manifest data b'],
    ],
    ['a Secret with odd annotations', { kind: 'Secret', metadata: { annotations: ['x'] } }, []],
    ['a ConfigMap', { kind: 'ConfigMap', data: { password: 'x', user: 'y' } }, ['data password']],
    ['what names Secrets', { imagePullSecrets: ['a'], secrets: [{ name: 'b' }], secretName: 'c' }, []],
    ['a switch', { automountServiceAccountToken: true }, []],
    ['a label', { metadata: { labels: { token: 'x' } } }, []],
    ['prose of a definition', { kind: 'CustomResourceDefinition', description: 'token: a b' }, []],
    ['prose of another kind', { kind: 'A', description: 'token: a b' }, ['description']],
    ['a list', [{ kind: 'Secret', data: { a: 'b' } }], ['0 data a']],
    ['text', 'Secret', []],
    ['nothing', null, []],
    ['a variable', pod([{ name: 'DB_PASSWORD', value: 'x' }]), [at(0)]],
    [
      'the second of two',
      pod([
        { name: 'USER', value: 'x' },
        { name: 'TOKEN', value: 5 },
      ]),
      [at(1)],
    ],
    ['a boolean', pod([{ name: 'TOKEN', value: false }]), [at(0)]],
    ['an empty value', pod([{ name: 'TOKEN', value: '' }]), []],
    ['no value', pod([{ name: 'TOKEN' }, { name: 'TOKEN', value: null }]), []],
    ['a mapping for a value', pod([{ name: 'TOKEN', value: { a: 'b' } }]), [at(0, 'value a')]],
    ['a misspelt value', pod([{ name: 'TOKEN', valu: 'x' }]), [at(0, 'valu')]],
    ['a source for a value', pod([{ name: 'TOKEN', value: { secretKeyRef: { name: 'a' } } }]), []],
    ['a reference', pod([{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a' } } }]), []],
    ['a name that is none', pod([{ name: 5, value: 'x' }, 'TOKEN', null]), []],
    ['a list of another name', { args: [{ name: 'TOKEN', value: 'x', port: 1 }] }, ['args 0 value']],
    ['a mapping called env', { env: { name: 'TOKEN', value: 'x' } }, ['env value']],
    [
      'an env in an env',
      { env: [{ name: 'A', env: [{ name: 'TOKEN', value: 'x' }] }] },
      ['env 0 env 0 value'],
    ],
    ['an env beside others', { a: [[{ env: [{ name: 'TOKEN', value: 'x' }] }]] }, ['a 0 0 env 0 value']],
  ])('%s', (_what, object, paths) => {
    expect(hidden(object)).toEqual(paths);
  });

  it.each([1, 40, 99, 100, 101, 150])('an env %d steps down', (depth) => {
    let object: JsonValue = [{ name: 'TOKEN', value: 'x' }];
    for (let step = 0; step < depth; step += 1) object = step === 0 ? { env: object } : { a: object };
    expect(hidden(object).some((path) => path.endsWith('value'))).toBe(true);
  });
});
