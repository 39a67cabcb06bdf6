import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';

const web = (image: string, pod: string, spec = 'replicas: 1') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: "${image}"${pod.startsWith('volumes') ? ', volumeMounts: [{name: d, mountPath: /d}]' : ''}}]
      ${pod}
`;
const claim = (mode: string) =>
  `---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [${mode}], resources: {requests: {storage: 1Gi}}}\n`;
const VOLUME = 'volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]';
const APART =
  'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}';

/** What is said of the rollout of an image. */
function rollout(pod: string, { more = '', spec = 'replicas: 1' } = {}): string {
  const [old, now] = ['i:1', 'i:2'].map((image) => web(image, pod, spec) + more);
  const { objects } = diff([{ file: 'old', text: old! }], [{ file: 'new', text: now! }]);
  const said = objects.find(({ object }) => object.kind === 'Deployment')?.consequences[0];
  return (said?.text ?? '').replace(/replicaset web-\w+/, 'replicaset X');
}

describe('a rollout without nodes', () => {
  it('never completes where one pod alone may hold a claim', () => {
    expect(rollout(VOLUME, { more: claim('ReadWriteOncePod') })).toBe(
      'rolls out: replicaset X, and never completes, stays at 1 of 1 ready: Pending: node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
    );
  });

  it('completes only on the same node where one node alone may hold it', () => {
    expect(rollout(VOLUME, { more: claim('ReadWriteOnce') })).toMatch(
      /^rolls out: replicaset X, 1 pod; completes only where its new pods come to the nodes of the old ones, else never: .*Multi-Attach/,
    );
  });

  it('is as any other where all may', () => {
    expect(rollout(VOLUME, { more: claim('ReadWriteMany') })).toBe(
      'rolls out: replicaset X, 1 pod in 1 wave, never below 1 ready',
    );
    expect(rollout('')).toBe('rolls out: replicaset X, 1 pod in 1 wave, never below 1 ready');
  });

  it('is not known where the claim is not', () => {
    expect(rollout(VOLUME)).toBe(
      'rolls out: replicaset X, 1 pod; whether it completes is not known here: persistentvolumeclaim/data may be ReadWriteOnce, and is not among the manifests',
    );
  });

  it('goes through where old pods stop first', () => {
    expect(rollout(VOLUME, { more: claim('ReadWriteOncePod'), spec: 'strategy: {type: Recreate}' })).toBe(
      'rolls out: replicaset X, its pod stops before 1 new one starts: 0 ready in between',
    );
  });

  it.each([
    ['hard anti-affinity', APART, "didn't match pod anti-affinity rules"],
    ['a port of the node', 'hostNetwork: true', undefined],
  ])('needs a node to spare: %s', (_what, pod, reason) => {
    const spec = 'replicas: 3\n  strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}';
    const said = rollout(pod, { spec });
    if (reason === undefined) expect(said).toMatch(/never below 3 ready/);
    else {
      expect(said).toContain(
        'completes only where a node is free for a new pod beside the old ones, else never: Pending: node(s)',
      );
      expect(said).toContain(reason);
    }
  });

  it('needs a node to spare for ports in the network of its node, which the pods alone say', () => {
    const spec = 'replicas: 3\n  strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}';
    const old = web('i:1', 'hostNetwork: true', spec).replace('"i:1"', '"i:1", ports: [{containerPort: 80}]');
    const now = old.replace('i:1', 'i:2');
    const { objects } = diff([{ file: 'old', text: old }], [{ file: 'new', text: now }]);
    expect(objects[0]?.consequences[0]?.text).toMatch(
      /completes only where a node is free for a new pod beside the old ones, else never: .* free ports/,
    );
  });

  it('of a DaemonSet gets over no node where new pods come beside old ones and want the same port', () => {
    const agent = (image: string, port: string, limits: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  updateStrategy: {rollingUpdate: {${limits}}}
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: "${image}", ports: [{containerPort: 80${port}}]}]}
`;
    const said = (port: string, limits: string) => {
      const [old, now] = ['i:1', 'i:2'].map((image) => agent(image, port, limits));
      const { objects } = diff([{ file: 'old', text: old! }], [{ file: 'new', text: now! }]);
      return objects[0]?.consequences[0]?.text.replace(/agent-\w+/, 'X');
    };
    const surge = 'maxSurge: 1, maxUnavailable: 0';
    expect(said(', hostPort: 80', surge)).toMatch(
      /^rolls out: revision X, and completes on no node: Pending: node\(s\) didn't have free ports/,
    );
    const beside = 'rolls out: revision X, one node at a time, the old pod stays until the new one is ready';
    expect(said('', surge)).toBe(beside);
    expect(said(', hostPort: 80', 'maxUnavailable: 1')).toBe(
      'rolls out: revision X, one node at a time, the old pod goes before the new one starts',
    );
  });

  it('never completes where a quota has no room for one more', () => {
    const quota =
      '---\napiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few}\nspec: {hard: {pods: "3"}}\n';
    const spec = 'replicas: 3\n  strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}';
    expect(rollout('', { more: quota, spec })).toMatch(
      /and never completes, stays at 3 of 3 ready: pods "web-\S+" is forbidden: exceeded quota: few/,
    );
    expect(rollout('', { more: quota, spec: 'replicas: 2' })).toMatch(/never below 2 ready$/);
  });

  it('fits nodes that its pods select, with what they ask for', () => {
    const pod = `${APART}
      nodeSelector: {disk: ssd}
      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: In, values: [a, b]}]}]}}}
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]`.replace(
      `${APART}\n`,
      '\n',
    );
    expect(rollout(pod, { spec: 'replicas: 3' })).toMatch(/3 pods in \d waves, never below 3 ready$/);
  });

  it('fits nodes that have what its pods ask for, and accounts and classes that are not given', () => {
    const pod = `${APART}
      serviceAccountName: ci
      priorityClassName: high
      runtimeClassName: gvisor
      initContainers: [{name: i, image: i, resources: {limits: {example.com/gpu: 2}}}]`;
    expect(rollout(pod, { spec: 'replicas: 2' })).toMatch(
      /completes only where a node is free for a new pod beside the old ones, else never: Pending: node\(s\) didn't match pod anti-affinity rules$/,
    );
  });

  it('says so of more pods than are tried', () => {
    expect(rollout(APART, { spec: 'replicas: 90' })).toContain('180 pods are more than are tried');
  });
});
