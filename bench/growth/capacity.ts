/** What `capacity` and `explain` read. */
import { documents, times, workload } from './manifests.js';
import { type GrowthShape, one } from './shape.js';

const NODES = 'cpu=1000,memory=1000Gi,pods=100000';

const asking = { container: 'resources: {requests: {cpu: 10m}}' };
export const COUNTED: readonly GrowthShape[] = [
  {
    name: 'capacity --max',
    command: (n) => ['capacity', 'a.yaml', '--nodes', NODES, '--max', `${n}`],
    files: () => one(workload('Deployment', 'web', asking)),
    from: 100,
  },
  {
    name: 'capacity over nodes',
    command: (n) => ['capacity', 'a.yaml', '--nodes', `${n}x cpu=1,memory=1Gi`],
    files: () => one(workload('Deployment', 'web', { container: 'resources: {requests: {cpu: 100m}}' })),
    from: 25,
  },
  {
    name: 'capacity of a mix',
    command: (n) => ['capacity', 'a.yaml', '--nodes', NODES, '--max', `${n}`, '--mix', 'web=2,db=1'],
    files: () =>
      one(documents([workload('Deployment', 'web', asking), workload('StatefulSet', 'db', asking)])),
    from: 100,
  },
  {
    name: 'capacity of templates',
    command: ['capacity', 'a.yaml', '--nodes', 'cpu=4,memory=4Gi'],
    files: (n) => one(times(n, (i) => workload('Deployment', `web-${i}`, { replicas: 0, ...asking }))),
    from: 10,
  },
  {
    name: 'capacity with claims',
    command: (n) => ['capacity', 'a.yaml', '--nodes', NODES, '--max', `${n}`],
    files: () =>
      one(
        workload('StatefulSet', 'db', {
          replicas: 1,
          more: 'volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]',
        }),
      ),
    from: 50,
  },
  {
    name: 'explain a Deployment that does not fit',
    command: (n) => ['explain', 'deployment/web', 'a.yaml', '--nodes', `${n}x cpu=1,memory=1Gi`],
    files: () => one(workload('Deployment', 'web', { container: "resources: {requests: {cpu: '2'}}" })),
    from: 25,
  },
  {
    name: 'explain Deployments that do not fit',
    command: ['explain', '--all-pending', 'a.yaml', '--nodes', '3x cpu=1,memory=1Gi'],
    files: (n) =>
      one(
        times(n, (i) =>
          workload('Deployment', `web-${i}`, { container: "resources: {requests: {cpu: '2'}}" }),
        ),
      ),
    // Of more than ten nothing is tried: before, all are.
    from: 80,
  },
  {
    name: 'explain replicas that do not fit',
    command: ['explain', 'deployment/web', 'a.yaml', '--nodes', '3x cpu=1,memory=1Gi'],
    files: (n) =>
      one(workload('Deployment', 'web', { replicas: n, container: "resources: {requests: {cpu: '2'}}" })),
    from: 25,
  },
];
