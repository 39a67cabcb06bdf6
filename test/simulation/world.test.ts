import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { parseManifests } from '../../src/manifest/parse.js';
import {
  buildWorld,
  DEFAULT_NODES,
  locator,
  type World,
  type WorldInput,
} from '../../src/simulation/world.js';

const read = (...texts: string[]) => {
  const found = texts.map((text, i) => parseManifests({ file: `${'cab'[i]}.yaml`, text }));
  return {
    documents: found.flatMap(({ documents }) => documents),
    findings: found.flatMap(({ findings }) => findings),
  };
};
const built = (texts: string | string[], input: WorldInput = {}) =>
  buildWorld(read(...[texts].flat()), input);
const snapshot = (text: string): WorldInput => ({ snapshot: read(text).documents });
const yaml = (kind: string, name: string, more = '', apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}\n---\n`;
const all = ({ before }: World) =>
  before
    .kinds()
    .flatMap((kind) => (before.list(kind) as unknown as KubeObject[]).map((one) => `${kind} ${keyOf(one)}`));
const ASSUMED = [
  'ConfigMap default/kube-root-ca.crt',
  'Namespace default',
  'Node node-1',
  'Node node-2',
  'Node node-3',
  'ServiceAccount default/default',
  'StorageClass standard',
];

describe('the world that manifests come to', () => {
  it('has what every cluster has', () => {
    const world = built('');
    expect(all(world)).toEqual(ASSUMED);
    expect([DEFAULT_NODES, world.nodesAssumed, world.namespace]).toEqual([
      '3x cpu=4,memory=16Gi',
      true,
      'default',
    ]);
    expect(world.before.get('Namespace', 'default')).toMatchObject({
      metadata: {
        labels: { 'kubernetes.io/metadata.name': 'default' },
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    expect(world.before.get('StorageClass', 'standard')).toMatchObject({
      apiVersion: 'storage.k8s.io/v1',
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'csi.example.com',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    expect(world.before.get('ServiceAccount', 'default/default')).toMatchObject({
      apiVersion: 'v1',
      metadata: { uid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('has the namespaces that are spoken of, unless it lists them', () => {
    const namespaces = (text: string, input?: WorldInput) =>
      built(text, input).before.list('Namespace').map(keyOf);
    const inShop = yaml('ConfigMap', 'c').replace('{name: c}', '{name: c, namespace: shop}');
    expect(namespaces(inShop)).toEqual(['default', 'shop']);
    expect(namespaces('', snapshot(inShop))).toEqual(['default', 'shop']);
    expect(namespaces('', { namespace: 'mine' })).toEqual(['default', 'mine']);
    expect(namespaces(yaml('Namespace', 'shop') + inShop)).toEqual(['default']);
    expect(namespaces(inShop, snapshot(yaml('Namespace', 'old')))).toEqual(['default', 'old']);
    const accounts = (input: WorldInput) => built('', input).before.list('ServiceAccount').map(keyOf);
    expect(accounts(snapshot(yaml('Namespace', 'old'))).sort()).toEqual(['default/default', 'old/default']);
    const inSystem = inShop.replace('shop', 'kube-system');
    expect(namespaces(inSystem, snapshot(yaml('Namespace', 'old')))).toContain('kube-system');
    const own = yaml('ServiceAccount', 'default', 'automountServiceAccountToken: false');
    expect(built('', snapshot(own)).before.get('ServiceAccount', 'default/default')).toMatchObject({
      automountServiceAccountToken: false,
    });
  });

  it('has a default class, unless it lists or brings any', () => {
    const own = yaml('StorageClass', 'mine', 'provisioner: x', 'storage.k8s.io/v1');
    const classes = (text: string, input?: WorldInput) =>
      built(text, input).before.list('StorageClass').map(keyOf);
    expect([classes(''), classes('', snapshot(own)), classes(own)]).toEqual([['standard'], ['mine'], []]);
  });

  it('has the nodes that are given, beside those of the snapshot', () => {
    const nodes = (input: WorldInput) => {
      const world = built('', input);
      return [world.nodesAssumed, ...world.before.list('Node').map(keyOf)];
    };
    const known = snapshot(yaml('Node', 'node-1', 'spec: {unschedulable: true}'));
    expect(nodes({ nodes: '1x cpu=1' })).toEqual([false, 'node-1']);
    expect(nodes(known)).toEqual([false, 'node-1']);
    expect(nodes({ ...known, nodes: '2x cpu=1' })).toEqual([false, 'node-1', 'node-2']);
    expect(built('', { ...known, nodes: '2x cpu=1' }).before.get('Node', 'node-1')!.spec).toEqual({
      unschedulable: true,
    });
    expect(built('', snapshot(yaml('Node', 'one'))).before.get('Node', 'one')!.spec).toEqual({});
    expect(() => built('', { nodes: 'x' })).toThrow("'x' has no value");
  });

  it('has a snapshot’s objects with their defaults, status and uid', () => {
    const pod = yaml(
      'Pod',
      'p',
      'spec: {containers: [{name: app, image: app}], nodeName: one}\nstatus: {phase: Running}',
    ).replace('{name: p}', '{name: p, uid: u1, resourceVersion: "77", generation: 4}');
    const world = built(
      '',
      snapshot(pod + yaml('ConfigMap', 'c') + yaml('Gadget', 'g', '', 'example.com/v1')),
    );
    const found = world.before.get('Pod', 'default/p')!;
    expect([
      found.metadata.uid,
      found.metadata.generation,
      found.metadata.resourceVersion,
      found.status,
    ]).toEqual(['u1', 4, '77', { phase: 'Running' }]);
    expect([found.spec.restartPolicy, found.spec.nodeName]).toEqual(['Always', 'one']);
    expect(world.before.get('ConfigMap', 'default/c')!.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.before.get('Gadget.example.com', 'default/g')).toBeDefined();
    expect(world.before.version).toBe('1.37');
    expect(built('', { version: '1.34' }).before.version).toBe('1.34');
  });
});

describe('manifests', () => {
  it('are applied as kubectl does, in the order of files and documents', () => {
    const world = built([
      yaml('Deployment', 'd2') + yaml('Deployment', 'd1') + yaml('Namespace', 'x'),
      yaml('Pod', 'p') + yaml('Secret', 'w'),
    ]);
    expect(
      world.manifests.map(
        ({ given, location }) => `${location.file[0]} ${given.kind} ${given.metadata.name}`,
      ),
    ).toEqual(['c Deployment d2', 'c Deployment d1', 'c Namespace x', 'a Pod p', 'a Secret w']);
  });

  it('are placed in the namespace that is asked for, where they name none', () => {
    const text =
      yaml('ConfigMap', 'c') +
      yaml('ConfigMap', 'd').replace('{name: d}', '{name: d, namespace: shop}') +
      yaml('Node', 'one');
    expect(built(text, { namespace: 'mine' }).manifests.map(({ given }) => keyOf(given))).toEqual([
      'mine/c',
      'shop/d',
      'one',
    ]);
  });

  const deployment = (image: string, replicas = '') =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  ${replicas}\n  selector: {matchLabels: {a: b}}\n  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: ${image}}]}}\n---\n`;
  it('are stored one after the other, on top of what there is', () => {
    const live = deployment('app:1', 'replicas: 5').replace(
      'metadata: {',
      'metadata: {resourceVersion: "7", ',
    );
    const world = built(deployment('app:2'), snapshot(live));
    expect(world.before.get('Deployment', 'default/web')!.spec.template.spec.containers[0]!.image).toBe(
      'app:1',
    );
    const stored = world.cluster.get('Deployment', 'default/web')!;
    expect([stored.spec.replicas, stored.spec.template.spec.containers[0]!.image]).toEqual([5, 'app:2']);
    expect(world.manifests[0]!.object).toBe(stored);
    expect(world.manifests[0]!.given).not.toHaveProperty('spec.replicas');
    expect(stored.metadata.annotations).toHaveProperty(['kubectl.kubernetes.io/last-applied-configuration']);
    const fresh = built(deployment('app:2')).cluster.get('Deployment', 'default/web')!;
    expect([
      fresh.spec.replicas,
      fresh.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']?.includes('app:2'),
    ]).toEqual([1, true]);
    expect(world.refused).toEqual([]);
  });

  it('give up what they no longer say, where what is there is a manifest too', () => {
    const { cluster } = built(deployment('app:2'), snapshot(deployment('app:1', 'replicas: 5')));
    expect(cluster.get('Deployment', 'default/web')!.spec.replicas).toBe(1);
  });

  it('that are refused are told, and stay as they are written', () => {
    const world = built(
      deployment('app:1', 'replicas: -1') + deployment('app:1', 'wrong: 1').replace('name: web', 'name: odd'),
    );
    expect(world.refused.map(({ kind, name, message }) => [kind, name, message])).toEqual([
      [
        'Deployment',
        'web',
        'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
      [
        'Deployment',
        'odd',
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.wrong"',
      ],
    ]);
    expect(world.manifests.map(({ object, given }) => object === given)).toEqual([true, true]);
    expect(world.cluster.count('Deployment')).toBe(0);
  });

  it('of no object are left out, and told', () => {
    const text = `kind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Pod\nmetadata: {generateName: p-}\n---\napiVersion: v1\nkind: Pod\nmetadata: [a]\n---\nfoo: bar\n`;
    const { manifests, findings, refused } = built(text);
    expect(manifests.map(({ given }) => given.metadata.generateName)).toEqual([undefined, 'p-']);
    expect(refused.map(({ message }) => message.replace(/^(.{90}).*/, '$1…'))).toEqual([
      'Pod "" is invalid: [metadata.name: Required value: name or generateName is required, spec.…',
      'from p-: cannot use generate name with apply',
    ]);
    expect(
      findings.map(({ rule, severity, message, location }) => [rule, severity, message, location.start.line]),
    ).toEqual([
      ['plan/no-object', 'error', 'apiVersion is not set: left out', 1],
      ['plan/no-object', 'error', 'kind is not set: left out', 4],
      ['plan/no-object', 'error', 'metadata is no mapping: left out', 14],
      ['plan/no-object', 'error', 'apiVersion is not set: left out', 18],
    ]);
  });

  it('tell where their fields stand', () => {
    const world = built(deployment('app:2'));
    const at = locator(world, world.cluster.get('Deployment', 'default/web')!)!;
    expect([at(['spec', 'selector']).start.line, at(['kind']).start.line]).toEqual([6, 2]);
    expect(locator(world, world.before.get('Node', 'node-1')!)).toBeUndefined();
  });
});
