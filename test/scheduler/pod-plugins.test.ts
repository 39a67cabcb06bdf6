import { describe, expect, it } from 'vitest';
import type { Affinity, KubeObject, Pod, TopologySpreadConstraint } from '../../src/api/objects.js';
import { decide, node, pod, reasons, scoresOf } from './build.js';

const ZONE = 'topology.kubernetes.io/zone';
const on = (name: string, one: Pod): KubeObject =>
  ({ ...one, spec: { ...one.spec, nodeName: name } }) as KubeObject;
const zoned = (name: string, zone: string) => node(name, { labels: { [ZONE]: zone } });
const web = { matchLabels: { app: 'web' } };
const labels = { app: 'web' };

describe('PodTopologySpread', () => {
  const spread = (more: Partial<TopologySpreadConstraint> = {}): Partial<Pod['spec']> => ({
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', labelSelector: web, ...more },
    ],
  });
  const world = [zoned('a', 'x'), zoned('b', 'y'), on('a', pod('one', { labels }))];

  it('sends a pod where there are fewest of its like', () => {
    const decision = decide(pod('p', { labels, ...spread() }), world);
    expect(decision.node).toBe('b');
    expect(decision.failures).toMatchObject([
      {
        node: 'a',
        plugin: 'PodTopologySpread',
        reasons: ["node(s) didn't match pod topology spread constraints"],
      },
    ]);
  });

  it('does not count pods that are going, of other namespaces, or that do not match', () => {
    const going = pod('one', { labels });
    going.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    for (const other of [
      going,
      pod('one', { labels, namespace: 'other' }),
      pod('one', { labels: { app: 'db' } }),
    ]) {
      const nodes = [zoned('a', 'x'), zoned('b', 'y'), on('a', other)];
      expect(decide(pod('p', { labels, ...spread() }), nodes).feasible).toEqual(['a', 'b']);
    }
  });

  it('leaves out nodes without the label', () => {
    const decision = decide(pod('p', { labels, ...spread() }), [node('a')]);
    expect(reasons(decision)).toBe(
      "1 node(s) didn't match pod topology spread constraints (missing required label)",
    );
  });

  it('takes the least as none while there are fewer domains than minDomains', () => {
    const both = [...world, on('b', pod('two', { labels }))];
    expect(decide(pod('p', { labels, ...spread() }), both).feasible).toEqual(['a', 'b']);
    expect(decide(pod('p', { labels, ...spread({ minDomains: 3 }) }), both).feasible).toEqual([]);
  });

  it('spreads the pods of a service by default, softly', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: labels },
    } as KubeObject;
    const scores = scoresOf(decide(pod('p', { labels }), [...world, service]), 'PodTopologySpread');
    expect(scores['b']).toBeGreaterThan(scores['a']!);
    expect(scoresOf(decide(pod('p', { labels }), world), 'PodTopologySpread')).toEqual({
      a: undefined,
      b: undefined,
    });
  });
});

describe('InterPodAffinity', () => {
  const near = (topologyKey = ZONE): Affinity => ({
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: web }] },
  });
  const away = (topologyKey = ZONE): Affinity => ({
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: web }],
    },
  });
  const nodes = [zoned('a', 'x'), zoned('b', 'x'), zoned('c', 'y')];
  const world = [...nodes, on('a', pod('one', { labels }))];

  it('keeps near', () => {
    expect(decide(pod('p', { affinity: near() }), world).feasible).toEqual(['a', 'b']);
    expect(reasons(decide(pod('p', { affinity: near() }), nodes))).toBe(
      "3 node(s) didn't match pod affinity rules",
    );
  });

  it('lets the first of a group start anywhere', () => {
    expect(decide(pod('p', { labels, affinity: near() }), nodes).feasible).toEqual(['a', 'c', 'b']);
  });

  it('keeps away, in both directions', () => {
    expect(decide(pod('p', { affinity: away() }), world).feasible).toEqual(['c']);
    const shy = [...nodes, on('a', pod('shy', { affinity: away('kubernetes.io/hostname') }))];
    const decision = decide(pod('p', { labels }), shy);
    expect(decision.feasible).toEqual(['c', 'b']);
    expect(decision.failures?.[0]?.reasons).toEqual([
      "node(s) didn't satisfy existing pods anti-affinity rules",
    ]);
  });

  it('looks into the namespaces that a selector picks', () => {
    const namespace = (name: string, team: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { team } },
    });
    const elsewhere = [...nodes, namespace('shop', 'a'), on('a', pod('one', { labels, namespace: 'shop' }))];
    const term = { topologyKey: ZONE, labelSelector: web, namespaceSelector: { matchLabels: { team: 'a' } } };
    const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    expect(decide(pod('p', { affinity }), elsewhere).feasible).toEqual(['a', 'b']);
    expect(decide(pod('p', { affinity: near() }), elsewhere).feasible).toEqual([]);
  });

  it('weighs preferences from 0 to 100', () => {
    const affinity = {
      podAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 7, podAffinityTerm: { topologyKey: ZONE, labelSelector: web } },
        ],
      },
    };
    expect(scoresOf(decide(pod('p', { affinity }), world), 'InterPodAffinity')).toEqual({
      a: 200,
      b: 200,
      c: 0,
    });
  });
});

describe('volumes', () => {
  const claimed: Partial<Pod['spec']> = {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  };
  const claim = (spec: object = {}, more: object = {}) =>
    ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'default', ...more },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
    }) as KubeObject;
  const bound = { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } };
  const volume = (name: string, zone: string, size: string, more: object = {}) =>
    ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, labels: {} },
      spec: {
        capacity: { storage: size },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'local',
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] }],
          },
        },
        ...more,
      },
      status: { phase: 'Available' },
    }) as unknown as KubeObject;
  const local = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'local' },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  } as KubeObject;
  const nodes = [zoned('a', 'x'), zoned('b', 'y')];

  it('says what is wrong with claims', () => {
    const message = (...objects: KubeObject[]) => decide(pod('p', claimed), [...nodes, ...objects]).message;
    expect(message()).toBe('0/2 nodes are available: persistentvolumeclaim "data" not found. not found');
    expect(message(claim())).toBe(
      '0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    );
    expect(message(claim({ volumeName: 'gone' }, bound))).toContain('persistentvolume "gone" not found');
  });

  it('keeps to where a bound volume is', () => {
    const world = [...nodes, claim({ volumeName: 'v' }, bound), volume('v', 'y', '1Gi')];
    expect(decide(pod('p', claimed), world).feasible).toEqual(['b']);
  });

  it('chooses the smallest volume that will do', () => {
    const world = [
      ...nodes,
      local,
      claim({ storageClassName: 'local' }),
      volume('large', 'x', '9Gi'),
      volume('small', 'x', '2Gi'),
      volume('tiny', 'y', '500Mi'),
    ];
    expect(decide(pod('p', claimed), world)).toMatchObject({
      node: 'a',
      volumes: [{ claim: 'default/data', volume: 'small' }],
    });
  });

  it('lets one pod alone use a ReadWriteOncePod claim', () => {
    const single = claim({ accessModes: ['ReadWriteOncePod'], volumeName: 'v' }, bound);
    const world = [...nodes, single, volume('v', 'y', '1Gi'), on('b', pod('first', claimed))];
    expect(reasons(decide(pod('p', claimed), world))).toContain(
      'ReadWriteOncePod access mode already in-use by another pod',
    );
  });

  it('counts what a node can attach', () => {
    const csiNode = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSINode',
      metadata: { name: 'a' },
      spec: { drivers: [{ name: 'csi.example.com', nodeID: 'a', allocatable: { count: 0 } }] },
    } as KubeObject;
    const attached = volume('v', 'x', '1Gi', { csi: { driver: 'csi.example.com', volumeHandle: 'v' } });
    const world = [zoned('a', 'x'), csiNode, claim({ volumeName: 'v' }, bound), attached];
    expect(reasons(decide(pod('p', claimed), world))).toBe('1 node(s) exceed max volume count');
  });
});
