import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import {
  containerFailure,
  missingPullSecrets,
  notFoundBy,
  volumeFailures,
} from '../../src/kubelet/configuration.js';
import { made } from '../controllers/look.js';

const map = made('ConfigMap', 'settings', { data: { level: 'info' }, binaryData: { logo: 'AA==' } });
const secret = made('Secret', 'db', { type: 'Opaque', data: { password: 'AA==' } });
const token = made('Secret', 'token', { type: 'kubernetes.io/service-account-token', data: { a: 'AA==' } });
const withoutValues = made('Secret', 'hidden', { type: 'Opaque' });
const HELD = Cluster.of([map, secret, token, withoutValues]);

const world = (outside: readonly string[] = []) => ({
  cluster: HELD,
  isOutside: (kind: string, namespace: string | undefined, name: string) =>
    outside.includes(`${kind} ${namespace}/${name}`),
});
const pod = (container: object, spec: object = {}) =>
  made('Pod', 'p', {
    metadata: { uid: 'u-1' },
    spec: { containers: [{ name: 'app', image: 'app:1', ...container }], ...spec },
  }) as KubeObject as Pod;
const from = (kind: 'configMap' | 'secret', name: string, key: string, more: object = {}) => ({
  valueFrom: { [`${kind}KeyRef`]: { name, key, ...more } },
});
const env = (...all: object[]) => ({ env: all.map((one, i) => ({ name: `V${i}`, ...one })) });
const resource = (containerName: string) => ({
  valueFrom: { resourceFieldRef: { containerName, resource: 'limits.cpu' } },
});

describe('why a container cannot be created', () => {
  it.each<[string, object, string | undefined]>([
    ['nothing is asked for', {}, undefined],
    [
      'what is there',
      env(from('configMap', 'settings', 'level'), from('secret', 'db', 'password')),
      undefined,
    ],
    ['a ConfigMap', env(from('configMap', 'nope', 'k')), 'configmap "nope" not found'],
    ['a Secret', env(from('secret', 'gone', 'k')), 'secret "gone" not found'],
    [
      'a key of a ConfigMap',
      env(from('configMap', 'settings', 'k')),
      "couldn't find key k in ConfigMap default/settings",
    ],
    [
      'a key that is no text',
      env(from('configMap', 'settings', 'logo')),
      "couldn't find key logo in ConfigMap default/settings",
    ],
    ['a key of a Secret', env(from('secret', 'db', 'k')), "couldn't find key k in Secret default/db"],
    ['a key that a controller fills in', env(from('secret', 'token', 'ca.crt')), undefined],
    ['a key of a Secret whose values a dump left out', env(from('secret', 'hidden', 'k')), undefined],
    ['an optional one', env(from('configMap', 'nope', 'k', { optional: true })), undefined],
    ['an optional key', env(from('secret', 'db', 'k', { optional: true })), undefined],
    ['all of a ConfigMap', { envFrom: [{ configMapRef: { name: 'nope' } }] }, 'configmap "nope" not found'],
    ['all of a Secret', { envFrom: [{ secretRef: { name: 'gone' } }] }, 'secret "gone" not found'],
    [
      'the first in the order in which the kubelet reads them',
      {
        ...env(from('configMap', 'a', 'k')),
        envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'b' } }],
      },
      'secret "b" not found',
    ],
    [
      'by the order of the variables',
      env(from('secret', 'db', 'password'), from('secret', 'first', 'k'), from('configMap', 'second', 'k')),
      'secret "first" not found',
    ],
    ['another container', env(resource('other')), 'container other not found'],
    ['itself', env(resource('app')), undefined],
    ['what every namespace has', env(from('configMap', 'kube-root-ca.crt', 'ca.crt')), undefined],
    [
      'root that must not be',
      { securityContext: { runAsUser: 0, runAsNonRoot: true } },
      'container\'s runAsUser breaks non-root policy (pod: "p_default(u-1)", container: app)',
    ],
    ['who an image runs as', { securityContext: { runAsNonRoot: true } }, undefined],
    ['root', { securityContext: { runAsUser: 0 } }, undefined],
  ])('%s', (_what, container, expected) => {
    expect(containerFailure(world(), pod(container), pod(container).spec.containers[0]!)).toBe(expected);
  });

  it('is nothing of what is taken to be outside', () => {
    const one = pod(env(from('configMap', 'nope', 'k')));
    expect(containerFailure(world(['ConfigMap default/nope']), one, one.spec.containers[0]!)).toBe(undefined);
  });

  it('asks the security of the pod where the container says nothing', () => {
    const one = pod({}, { securityContext: { runAsUser: 0, runAsNonRoot: true } });
    expect(containerFailure(world(), one, one.spec.containers[0]!)).toMatch(/^container's runAsUser breaks/);
    const two = pod(
      { securityContext: { runAsUser: 5 } },
      { securityContext: { runAsUser: 0, runAsNonRoot: true } },
    );
    expect(containerFailure(world(), two, two.spec.containers[0]!)).toBe(undefined);
  });

  it.each<[string, string, object, string | undefined]>([
    ['variables that are not there', '$(B)/$(A)/$(A)', {}, 'missing value for A, B'],
    ['one that is empty', '$(A)', { env: [{ name: 'A', value: '' }] }, 'missing value for A'],
    ['one that has a value', '$(A)', { env: [{ name: 'A', value: 'x' }] }, undefined],
    [
      'one whose value nobody knows',
      '$(A)',
      { env: [{ name: 'A', valueFrom: { fieldRef: {} } }] },
      undefined,
    ],
    ['no variable', 'a/$$(A)', {}, undefined],
    ['one of a Service', '$(WEB_SERVICE_HOST)', {}, undefined],
    [
      'one of a ConfigMap',
      '$(P_level)',
      { envFrom: [{ prefix: 'P_', configMapRef: { name: 'settings' } }] },
      undefined,
    ],
    [
      'one that it does not have',
      '$(level)',
      { envFrom: [{ prefix: 'P_', configMapRef: { name: 'settings' } }] },
      'missing value for level',
    ],
    [
      'one of a Secret that keeps its own',
      '$(A)',
      { envFrom: [{ secretRef: { name: 'hidden' } }] },
      undefined,
    ],
    [
      'one of an optional ConfigMap that is not there',
      '$(A)',
      { envFrom: [{ configMapRef: { name: 'nope', optional: true } }] },
      'missing value for A',
    ],
  ])('a path of a volume, made of %s', (_what, subPathExpr, container, expected) => {
    const mounts = [
      { name: 'v', mountPath: '/v', subPathExpr },
      { name: 'w', mountPath: '/w' },
    ];
    const one = pod({ ...container, volumeMounts: mounts });
    expect(containerFailure(world(), one, one.spec.containers[0]!)).toBe(expected);
  });
});

describe('why a volume cannot be set up', () => {
  const mounted = { volumeMounts: [{ name: 'v', mountPath: '/v' }] };
  const failures = (volume: object, container: object = mounted) =>
    volumeFailures(world(), pod(container, { volumes: [{ name: 'v', ...volume }] })).map(
      ({ volume: name, message }) => `${name}: ${message}`,
    );
  const items = (...keys: string[]) => keys.map((key) => ({ key, path: key }));

  it.each<[string, object, string[]]>([
    ['a ConfigMap', { configMap: { name: 'nope' } }, ['v: configmap "nope" not found']],
    ['a Secret', { secret: { secretName: 'gone' } }, ['v: secret "gone" not found']],
    ['an optional one', { secret: { secretName: 'gone', optional: true } }, []],
    [
      'a key of a ConfigMap',
      { configMap: { name: 'settings', items: items('level', 'logo', 'k', 'l') } },
      ['v: configmap references non-existent config key: k'],
    ],
    [
      'a key of a Secret',
      { secret: { secretName: 'db', items: items('k') } },
      ['v: references non-existent secret key: k'],
    ],
    [
      'several sources',
      {
        projected: {
          sources: [
            { configMap: { name: 'nope' } },
            { secret: { name: 'db' } },
            { secret: { name: 'gone' } },
            { configMap: { name: 'nope', items: items('k') } },
          ],
        },
      },
      ['v: [configmap "nope" not found, secret "gone" not found]'],
    ],
    [
      'one source of several',
      { projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'gone' } }] } },
      ['v: secret "gone" not found'],
    ],
    [
      'a container that it tells of',
      { downwardAPI: { items: [{ path: 'c', ...resource('other').valueFrom }] } },
      ['v: container other not found'],
    ],
    ['what drivers say is theirs', { azureFile: { secretName: 'gone' } }, []],
  ])('%s', (_what, volume, expected) => {
    expect(failures(volume)).toEqual(expected);
  });

  it('is not asked of one that no container mounts', () => {
    expect(failures({ configMap: { name: 'nope' } }, {})).toEqual([]);
    const inits = { initContainers: [{ name: 'i', ...mounted }] };
    const one = pod({}, { ...inits, volumes: [{ name: 'v', configMap: { name: 'nope' } }] });
    expect(volumeFailures(world(), one)).toHaveLength(1);
  });
});

it('names the Secrets that images are pulled without', () => {
  const one = pod({}, { imagePullSecrets: [{ name: 'a' }, { name: 'db' }, { name: '' }, { name: 'b' }] });
  expect(missingPullSecrets(world(['Secret default/b']), one)).toEqual(['a']);
});

it('knows of a message which object is meant', () => {
  const one = pod(env(from('configMap', 'settings', 'level'), from('secret', 'gone', 'k')));
  expect(notFoundBy(one, 'app', 'secret "gone" not found')?.name).toBe('gone');
  expect(notFoundBy(one, 'app', 'secret "other" not found')).toBe(undefined);
  expect(notFoundBy(one, 'other', 'secret "gone" not found')).toBe(undefined);
});
