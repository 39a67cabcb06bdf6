import { describe, expect, it } from 'vitest';
import { documents, foundBy, wordsOf, workload } from './manifests.js';

const claim = (mode: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {accessModes: [${mode}]}\n`;
const node = (name: string, spec = '{}', labels = '') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {kubernetes.io/hostname: ${name}${labels}}}\nspec: ${spec}\n`;
const autoscaler = (most: number) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: ${most}}\n`;
const rolling = (unavailable: string, surge = '1') =>
  `strategy: {rollingUpdate: {maxUnavailable: ${unavailable}, maxSurge: ${surge}}}`;
const DISK = 'volumes: [{name: a, persistentVolumeClaim: {claimName: disk}}]';
const APART =
  'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}';

describe('reliability/stuck-rollout', () => {
  const NAME = 'reliability/stuck-rollout';
  const said = (...texts: string[]) => wordsOf(NAME, documents(...texts));

  it('is said of a claim for one pod or one node that an old pod keeps', () => {
    expect(said(workload({ pod: DISK }), claim('ReadWriteOncePod'))).toEqual([
      '6: the rollout never moves: claim disk is for one pod (ReadWriteOncePod), and the old one has it until the new one is ready',
    ]);
    expect(said(workload({ pod: DISK }), claim('ReadWriteOnce'))).toEqual([
      '6: the rollout waits for ever where the new pod comes to another node: claim disk is for one node (ReadWriteOnce), and the old pod keeps it until the new one is ready',
    ]);
  });

  it.each([
    ['for many', workload({ pod: DISK }), claim('ReadWriteMany')],
    ['for one, or many', workload({ pod: DISK }), claim('ReadWriteOnce, ReadWriteMany')],
    ['for nobody', workload({ pod: DISK }), claim('')],
    [
      'given back first',
      workload({ pod: DISK, spec: 'strategy: {type: Recreate}' }),
      claim('ReadWriteOncePod'),
    ],
    ['where one may be missing', workload({ pod: DISK, spec: rolling('1') }), claim('ReadWriteOncePod')],
    ['where none is added', workload({ pod: DISK, spec: rolling('0', '0') }), claim('ReadWriteOncePod')],
    ['of no pods', workload({ pod: DISK, spec: 'replicas: 0' }), claim('ReadWriteOncePod')],
    ['that pods of a set have each', workload({ pod: DISK, kind: 'StatefulSet' }), claim('ReadWriteOncePod')],
    ['not among the files', workload({ pod: DISK }), claim('ReadWriteOncePod').replace('disk', 'other')],
    ['of one node, of two pods', workload({ pod: DISK, spec: 'replicas: 2' }), claim('ReadWriteOnce')],
    [
      'of amounts that cannot be read',
      workload({ pod: DISK, spec: rolling('[]') }),
      claim('ReadWriteOncePod'),
    ],
    [
      'of a surge that cannot be read',
      workload({ pod: DISK, spec: rolling('0', '[]') }),
      claim('ReadWriteOncePod'),
    ],
  ])('is not said of a claim %s', (_what, ...texts) => {
    expect(said(...texts)).toEqual([]);
  });

  const full = 'ports: [{containerPort: 80, hostPort: 80}]';
  it('is said where pods have all nodes for themselves', () => {
    const two = workload({ spec: `replicas: 2, ${rolling('0')}`, container: full });
    expect(said(two, node('a'), node('b'))).toEqual([
      '7: the rollout never moves: hostPort 80 allows one pod on a node, 2 pods have all of 2, and none goes before a new one is ready',
    ]);
    const apart = workload({ spec: `replicas: 2, ${rolling('0')}`, pod: APART });
    expect(foundBy(NAME, documents(apart, node('a'), node('b'))).slice(0, 1)).toEqual([
      'a.yaml:6:88-167 warning reliability/stuck-rollout: the rollout never moves: the podAntiAffinity allows one pod on a node, 2 pods have all of 2, and none goes before a new one is ready',
    ]);
    const chosen = workload({ spec: rolling('0'), container: full, pod: 'nodeSelector: {disk: ssd}' });
    expect(
      said(
        chosen,
        node('a', '{}', ', disk: ssd'),
        node('b'),
        node('c', '{unschedulable: true}', ', disk: ssd'),
      ),
    ).toHaveLength(1);
  });

  it('is not said where a node is left, where none is known, and where pods share one', () => {
    const two = workload({ spec: `replicas: 2, ${rolling('0')}`, container: full });
    expect(said(two, node('a'), node('b'), node('c'))).toEqual([]);
    expect(said(two)).toEqual([]);
    expect(said(workload({ spec: `replicas: 2, ${rolling('0')}` }), node('a'), node('b'))).toEqual([]);
    const others = workload({
      spec: `replicas: 2, ${rolling('0')}`,
      pod: APART.replace('app: web', 'app: db'),
    });
    expect(said(others, node('a'), node('b'))).toEqual([]);
  });
});

describe('reliability/quota-too-small', () => {
  const quota = (hard: string, more = '') =>
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {${hard}}${more}}\n`;
  const said = (...texts: string[]) => wordsOf('reliability/quota-too-small', documents(...texts));
  const asking = (spec: string) =>
    workload({ spec, container: 'resources: {requests: {cpu: 500m}, limits: {memory: 1Gi}}' });

  it.each([
    [
      'all pods',
      'pods: 2',
      'pods 2 is too little for the 3 pods beside the others of Deployment web',
      asking('replicas: 3'),
    ],
    [
      'their cpu',
      'cpu: 1',
      'cpu 1 is too little for the 3 pods beside the others of Deployment web',
      asking('replicas: 3'),
    ],
    [
      'memory by limits',
      'requests.memory: 2Gi',
      'requests.memory 2Gi is too little for the 3 pods beside the others of Deployment web',
      asking('replicas: 3'),
    ],
    [
      'a rollout',
      'limits.memory: 3Gi',
      'limits.memory 3Gi is too little for 1 more while a rollout goes on of Deployment web',
      asking(`replicas: 3, ${rolling('0')}`),
    ],
    [
      'the one that takes most',
      'pods: 4',
      'pods 4 is too little for the 3 pods beside the others of Deployment web',
      documents(asking('replicas: 2').replaceAll('web', 'db'), asking('replicas: 3')),
    ],
    [
      'a scale-up',
      'count/pods: 3',
      'count/pods 3 is too little for the 4 pods that the autoscaler allows of Deployment web',
      documents(asking('replicas: 1'), autoscaler(4)),
    ],
  ])('is said of one for %s', (_what, hard, message, ...texts) => {
    expect(said(quota(hard), ...texts)).toEqual([`4: ${message}`]);
  });

  it.each([
    ['as much as all ask for', quota('pods: 3, cpu: 1500m'), asking('replicas: 3')],
    ['room for the rollout', quota('pods: 4'), asking(`replicas: 3, ${rolling('0')}`)],
    ['old pods that may go', quota('pods: 3'), asking(`replicas: 3, ${rolling('1')}`)],
    ['old pods that go first', quota('pods: 3'), asking('replicas: 3, strategy: {type: Recreate}')],
    ['scopes', quota('pods: 1', ', scopes: [BestEffort]'), asking('replicas: 3')],
    [
      'a scope selector',
      quota('pods: 1', ', scopeSelector: {matchExpressions: [{scopeName: BestEffort, operator: Exists}]}'),
      asking('replicas: 3'),
    ],
    ['nothing of pods', quota('services: 0'), asking('replicas: 3')],
    ['what is not asked for', quota('limits.cpu: 1m'), asking('replicas: 3')],
    [
      'another namespace',
      quota('pods: 1').replace('name: q', 'name: q, namespace: b'),
      asking('replicas: 3'),
    ],
    ['what cannot be read', quota('pods: []'), asking('replicas: 3')],
  ])('is not said of %s', (_what, ...texts) => {
    expect(said(...texts)).toEqual([]);
  });
});

describe('reliability/spread-while-rolling', () => {
  const NAME = 'reliability/spread-while-rolling';
  const spread = (more: string) =>
    `topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, labelSelector: {matchLabels: {app: web}}${more}}]`;
  const said = (more: string, spec = 'replicas: 3', kind = 'Deployment') =>
    wordsOf(NAME, workload({ pod: spread(more), spec, kind }));

  it('is said of a hard constraint that counts all revisions', () => {
    expect(said(', whenUnsatisfiable: DoNotSchedule')).toHaveLength(1);
    expect(said('')).toHaveLength(1);
    expect(said(', matchLabelKeys: [shard]')).toHaveLength(1);
  });

  it('is not said of others', () => {
    expect(said(', matchLabelKeys: [pod-template-hash]')).toEqual([]);
    expect(said(', whenUnsatisfiable: ScheduleAnyway')).toEqual([]);
    expect(said('', 'replicas: 1')).toEqual([]);
    expect(said('', 'replicas: 3, strategy: {type: Recreate}')).toEqual([]);
    expect(said('', 'replicas: 3', 'StatefulSet')).toEqual([]);
    expect(
      wordsOf(NAME, workload({ pod: spread('').replace('app: web', 'app: db'), spec: 'replicas: 3' })),
    ).toEqual([]);
  });
});

describe('reliability/slow-start', () => {
  const said = (liveness: string, readiness: string, more = '') =>
    wordsOf(
      'reliability/slow-start',
      workload({ container: `livenessProbe: {${liveness}}, readinessProbe: {${readiness}}${more}` }),
    );

  it('is said of a container that is killed before it is asked whether it is ready', () => {
    expect(said('tcpSocket: {port: 1}', 'initialDelaySeconds: 21')).toEqual([
      '7: container web is killed 21 s after its start, and asked whether it is ready after 21 s',
    ]);
    expect(
      said(
        'initialDelaySeconds: 5, periodSeconds: 2, failureThreshold: 2, timeoutSeconds: 3',
        'initialDelaySeconds: 10',
      ),
    ).toHaveLength(1);
  });

  it('is not said where it can be ready before, or a startupProbe waits', () => {
    expect(said('tcpSocket: {port: 1}', 'initialDelaySeconds: 20')).toEqual([]);
    expect(said('tcpSocket: {port: 1}', 'tcpSocket: {port: 1}')).toEqual([]);
    expect(
      said('tcpSocket: {port: 1}', 'initialDelaySeconds: 60', ', startupProbe: {tcpSocket: {port: 1}}'),
    ).toEqual([]);
  });
});

describe('jobs/overtaken', () => {
  const cron = (spec: string, job = 'activeDeadlineSeconds: 3600') => `apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {${spec}, jobTemplate: {spec: {${job}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}
`;
  const said = (spec: string, job?: string) => wordsOf('jobs/overtaken', cron(spec, job));

  it.each([
    ['', 'they run beside each other'],
    [', concurrencyPolicy: Forbid', 'that is left out'],
    [', concurrencyPolicy: Replace', 'that ends it'],
    [', concurrencyPolicy: Other', 'they run beside each other'],
  ])('is said of one that fires before its Job is over%s', (policy, then) => {
    expect(said(`schedule: '*/5 * * * *'${policy}`)).toEqual([
      `4: a Job may last 3600 s, the next is due after 300 s: ${then}`,
    ]);
  });

  it.each([
    ["schedule: '0 * * * *'", undefined],
    ["schedule: '*/5 * * * *'", 'activeDeadlineSeconds: 300'],
    ["schedule: '*/5 * * * *'", 'backoffLimit: 1'],
    ['schedule: nonsense', undefined],
    ["schedule: '0 0 30 2 *'", undefined],
    ["schedule: '0 * * * *', startingDeadlineSeconds: 10", undefined],
  ])('is not said of %s with %s', (spec, job) => {
    expect(said(spec, job)).toEqual([]);
  });

  it('is said of a start that is given less time than the controller takes to look', () => {
    expect(said("schedule: '0 * * * *', startingDeadlineSeconds: 9")).toEqual([
      '4: a start that is 9 s late is left out, and the controller looks every 10 s: it may never fire',
    ]);
  });
});
