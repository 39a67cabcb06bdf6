/** What `plan` reads. */
import {
  configMap,
  definition,
  documents,
  many,
  node,
  object,
  pod,
  service,
  times,
  withAutoscalers,
  withBudgets,
  withServices,
  workload,
} from './manifests.js';
import { type GrowthShape, one } from './shape.js';

const plan = (
  name: string,
  from: number,
  text: (size: number) => string,
  options: readonly string[] = [],
): GrowthShape => ({
  name: `plan ${name}`,
  command: ['plan', 'a.yaml', '--nodes', 'cpu=1000,memory=1000Gi,pods=100000', ...options],
  files: (size) => one(text(size)),
  from,
});

/** Beside what is there already. */
const snapshot = (
  name: string,
  from: number,
  cluster: (size: number) => string,
  manifests: (size: number) => string,
): GrowthShape => ({
  name: `plan ${name}`,
  command: ['plan', 'a.yaml', '--cluster', 'cluster.yaml'],
  files: (size) => ({ ...one(manifests(size)), 'cluster.yaml': `${cluster(size)}\n` }),
  from,
});

const nodes = (count: number, options = {}): string => times(count, (i) => node(`node-${i}`, options));

export const PLANNED: readonly GrowthShape[] = [
  plan('an ordered StatefulSet', 320, (n) =>
    workload('StatefulSet', 'db', { replicas: n, more: 'serviceName: db' }),
  ),
  plan('ordered StatefulSets', 10, (n) =>
    times(n, (i) => workload('StatefulSet', `db-${i}`, { replicas: 3, more: 'serviceName: db' })),
  ),
  plan('a parallel StatefulSet', 25, (n) =>
    workload('StatefulSet', 'db', { replicas: n, more: 'serviceName: db, podManagementPolicy: Parallel' }),
  ),
  plan('a StatefulSet with claims', 25, (n) =>
    workload('StatefulSet', 'db', {
      replicas: n,
      more: 'serviceName: db, volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]',
    }),
  ),
  plan('crash-looping pods', 250, (n) => workload('Deployment', 'web', { replicas: n }), ['--crash', '*']),
  plan('pods that get no image', 25, (n) => workload('Deployment', 'web', { replicas: n }), [
    '--fail-image',
    '*',
  ]),
  plan('Deployments', 10, (n) => times(n, (i) => workload('Deployment', `web-${i}`))),
  plan('Deployments that never get ready', 10, (n) => times(n, (i) => workload('Deployment', `web-${i}`)), [
    '--never-ready',
    '*',
  ]),
  plan('replicas', 250, (n) => workload('Deployment', 'web', { replicas: n })),
  plan('replicas that do not fit', 50, (n) =>
    workload('Deployment', 'web', { replicas: n, container: "resources: {requests: {cpu: '2000'}}" }),
  ),
  plan('DaemonSets', 10, (n) => times(n, (i) => workload('DaemonSet', `agent-${i}`))),
  plan('Jobs', 10, (n) =>
    times(n, (i) =>
      object(
        'batch/v1',
        'Job',
        `job-${i}`,
        "spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}",
      ),
    ),
  ),
  plan('completions of a Job', 25, (n) =>
    object(
      'batch/v1',
      'Job',
      'job',
      `spec: {completions: ${n}, parallelism: 10, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}`,
    ),
  ),
  plan('an Indexed Job', 25, (n) =>
    object(
      'batch/v1',
      'Job',
      'job',
      `spec: {completionMode: Indexed, completions: ${n}, parallelism: ${n}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}`,
    ),
  ),
  plan('ConfigMaps', 50, (n) => times(n, (i) => configMap(`c${i}`, '  a: b'))),
  plan('Services of pods', 10, withServices),
  plan('Services of the same pods', 10, (n) =>
    documents([
      workload('Deployment', 'web', { replicas: 3 }),
      ...many(n, (i) => service(`s${i}`, '{app: web}')),
    ]),
  ),
  plan('PodDisruptionBudgets', 60, withBudgets),
  plan('HorizontalPodAutoscalers', 10, (n) => withAutoscalers(n, 'minReplicas: 2, maxReplicas: 3')),
  plan('PersistentVolumes and claims', 10, (n) =>
    documents(
      many(n, (i) => [
        object(
          'v1',
          'PersistentVolume',
          `v${i}`,
          "spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /d}, storageClassName: ''}",
        ),
        object(
          'v1',
          'PersistentVolumeClaim',
          `c${i}`,
          "spec: {accessModes: [ReadWriteOnce], storageClassName: '', resources: {requests: {storage: 1Gi}}}",
        ),
      ]).flat(),
    ),
  ),
  plan('namespaces', 25, (n) => times(n, (i) => object('v1', 'Namespace', `n${i}`))),
  plan(
    'CronJobs',
    10,
    (n) =>
      times(n, (i) =>
        object(
          'batch/v1',
          'CronJob',
          `cron-${i}`,
          "spec: {schedule: '*/5 * * * *', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}",
        ),
      ),
    ['--for', '10m'],
  ),
  snapshot(
    'on nodes with DaemonSets',
    25,
    (n) => nodes(n),
    () => times(3, (i) => workload('DaemonSet', `agent-${i}`)),
  ),
  snapshot(
    'replicas over nodes',
    25,
    (n) => nodes(n),
    (n) => workload('Deployment', 'web', { replicas: n }),
  ),
  snapshot(
    'a rollout',
    25,
    (n) => documents([nodes(10, { pods: 1e5 }), workload('Deployment', 'web', { replicas: n })]),
    (n) => workload('Deployment', 'web', { replicas: n, container: 'args: [a]' }),
  ),
  snapshot(
    'pods that wait for ConfigMaps',
    25,
    () => nodes(10),
    (n) => times(n, (i) => pod(`web-${i}`, { spec: `volumes: [{name: v, configMap: {name: c${i}}}]` })),
  ),
  snapshot(
    'custom resources',
    25,
    () => documents([nodes(1), definition(1)]),
    (n) => times(n, (i) => object('example.com/v1', 'Widget', `w${i}`, 'spec: {size: 1}')),
  ),
  snapshot(
    'what is there already',
    50,
    (n) => documents([nodes(2), ...many(n, (i) => configMap(`c${i}`, '  a: b'))]),
    (n) => times(n, (i) => configMap(`c${i}`, '  a: c')),
  ),
];
