import { describe, expect, it } from 'vitest';
import { inScope, quotaProblem, usageOf, usedBy } from '../../../src/admission/plugins/quota-usage.js';
import { formatQuantity } from '../../../src/api/quantity.js';
import { NEWEST_VERSION } from '../../../src/api/version.js';
import type { ResourceQuota } from '../../../src/api/workloads.js';
import { Cluster } from '../../../src/cluster/cluster.js';
import { made } from '../../controllers/look.js';

function used(object: ReturnType<typeof made>): Record<string, string> {
  return Object.fromEntries(
    [...usageOf(object, NEWEST_VERSION)].map(([name, amount]) => [name, formatQuantity(amount)]),
  );
}

const pod = (spec: object, phase = 'Pending', name = 'p') =>
  made('Pod', name, { spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec }, status: { phase } });
const resources = (requests: object, limits: object = {}) => ({
  containers: [{ name: 'app', image: 'app:1', resources: { requests, limits } }],
});

describe('what an object uses of quotas', () => {
  it.each([
    ['a pod that asks for nothing', pod({}), { 'count/pods': '1', pods: '1' }],
    [
      'a pod of everything',
      pod(
        resources(
          {
            cpu: '1500m',
            memory: '1536Mi',
            'ephemeral-storage': '2Gi',
            'hugepages-2Mi': '4Mi',
            'nvidia.com/gpu': '2',
          },
          {
            cpu: '2',
            memory: '3Gi',
            'ephemeral-storage': '4Gi',
            'hugepages-2Mi': '4Mi',
            'nvidia.com/gpu': '2',
          },
        ),
      ),
      {
        'count/pods': '1',
        pods: '1',
        'requests.cpu': '1500m',
        cpu: '1500m',
        'requests.memory': '1536Mi',
        memory: '1536Mi',
        'requests.ephemeral-storage': '2Gi',
        'ephemeral-storage': '2Gi',
        'requests.hugepages-2Mi': '4Mi',
        'hugepages-2Mi': '4Mi',
        'requests.nvidia.com/gpu': '2',
        'limits.cpu': '2',
        'limits.memory': '3Gi',
        'limits.ephemeral-storage': '4Gi',
        'limits.hugepages-2Mi': '4Mi',
        'limits.nvidia.com/gpu': '2',
      },
    ],
    ['a pod that has succeeded', pod(resources({ cpu: '1' }), 'Succeeded'), { 'count/pods': '1' }],
    ['a pod that has failed', pod(resources({ cpu: '1' }), 'Failed'), { 'count/pods': '1' }],
    ['a Secret', made('Secret', 's'), { 'count/secrets': '1', secrets: '1' }],
    ['a ConfigMap', made('ConfigMap', 'c'), { 'count/configmaps': '1', configmaps: '1' }],
    [
      'a ReplicationController',
      made('ReplicationController', 'r'),
      { 'count/replicationcontrollers': '1', replicationcontrollers: '1' },
    ],
    ['a ResourceQuota', made('ResourceQuota', 'q'), { 'count/resourcequotas': '1', resourcequotas: '1' }],
    ['a Deployment', made('Deployment', 'd'), { 'count/deployments.apps': '1' }],
    [
      'a claim',
      made('PersistentVolumeClaim', 'c', { spec: { resources: { requests: { storage: '5Gi' } } } }),
      { 'count/persistentvolumeclaims': '1', persistentvolumeclaims: '1', 'requests.storage': '5Gi' },
    ],
    [
      'a claim of a class',
      made('PersistentVolumeClaim', 'c', {
        spec: { storageClassName: 'gold', resources: { requests: { storage: '5Gi' } } },
      }),
      {
        'count/persistentvolumeclaims': '1',
        persistentvolumeclaims: '1',
        'requests.storage': '5Gi',
        'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
        'gold.storageclass.storage.k8s.io/requests.storage': '5Gi',
      },
    ],
    [
      'a claim of a class without a size',
      made('PersistentVolumeClaim', 'c', { spec: { storageClassName: 'gold' } }),
      {
        'count/persistentvolumeclaims': '1',
        persistentvolumeclaims: '1',
        'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
      },
    ],
    [
      'a Service',
      made('Service', 's', { spec: { ports: [{ port: 80 }] } }),
      { 'count/services': '1', services: '1' },
    ],
    [
      'a NodePort Service',
      made('Service', 's', { spec: { type: 'NodePort', ports: [{ port: 80 }, { port: 81 }] } }),
      { 'count/services': '1', services: '1', 'services.nodeports': '2' },
    ],
    [
      'a LoadBalancer',
      made('Service', 's', { spec: { type: 'LoadBalancer' } }),
      { 'count/services': '1', services: '1', 'services.loadbalancers': '1', 'services.nodeports': '0' },
    ],
  ])('%s', (_name, object, usage) => {
    expect(used(object)).toEqual(usage);
  });
});

describe('the scopes of a quota', () => {
  const scoped = (spec: object) => made('ResourceQuota', 'q', { spec }) as unknown as ResourceQuota;
  const priority = (operator: string, values?: string[]) =>
    scoped({ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator, values }] } });
  const attributes = (operator: string, values?: string[]) =>
    scoped({
      scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator, values }] },
    });
  const claim = (spec: object, status = {}) => made('PersistentVolumeClaim', 'c', { spec, status });
  const claims = [
    claim({}),
    claim({ volumeAttributesClassName: 'fast' }),
    claim({ volumeAttributesClassName: '' }, { currentVolumeAttributesClassName: 'slow' }),
    claim(
      {},
      {
        currentVolumeAttributesClassName: 'slow',
        modifyVolumeStatus: { targetVolumeAttributesClassName: 'fast' },
      },
    ),
  ];
  const near = (term: object) =>
    pod({
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', ...term }] },
      },
    });
  const urgent = pod({ priorityClassName: 'urgent' });
  const plain = pod({});
  const ending = pod({ activeDeadlineSeconds: 0 });
  const sized = pod(resources({ cpu: '1' }));
  it.each([
    ['none', scoped({}), [plain, ending, sized, urgent, made('Secret', 's')], [true, true, true, true, true]],
    [
      'Terminating',
      scoped({ scopes: ['Terminating'] }),
      [plain, ending, made('Secret', 's')],
      [false, true, false],
    ],
    ['NotTerminating', scoped({ scopes: ['NotTerminating'] }), [plain, ending], [true, false]],
    ['BestEffort', scoped({ scopes: ['BestEffort'] }), [plain, sized], [true, false]],
    ['NotBestEffort', scoped({ scopes: ['NotBestEffort'] }), [plain, sized], [false, true]],
    [
      'two at once',
      scoped({ scopes: ['NotBestEffort', 'Terminating'] }),
      [plain, sized, ending],
      [false, false, false],
    ],
    ['PriorityClass Exists', priority('Exists'), [plain, urgent], [false, true]],
    ['PriorityClass DoesNotExist', priority('DoesNotExist'), [plain, urgent], [true, false]],
    ['PriorityClass In', priority('In', ['urgent']), [plain, urgent], [false, true]],
    ['PriorityClass NotIn', priority('NotIn', ['urgent']), [plain, urgent], [true, false]],
    ['PriorityClass as a scope', scoped({ scopes: ['PriorityClass'] }), [plain, urgent], [false, true]],
    [
      'CrossNamespacePodAffinity',
      scoped({ scopes: ['CrossNamespacePodAffinity'] }),
      [plain, near({}), near({ namespaces: ['other'] }), near({ namespaceSelector: {} })],
      [false, false, true, true],
    ],
    ['VolumeAttributesClass Exists', attributes('Exists'), claims, [false, true, true, true]],
    ['VolumeAttributesClass DoesNotExist', attributes('DoesNotExist'), claims, [true, false, false, false]],
    ['VolumeAttributesClass In', attributes('In', ['fast']), claims, [false, true, false, true]],
    ['VolumeAttributesClass NotIn', attributes('NotIn', ['fast']), claims, [true, false, true, true]],
    ['VolumeAttributesClass, of a pod', attributes('DoesNotExist'), [plain], [false]],
    ['PriorityClass, of a claim', priority('DoesNotExist'), claims, [false, false, false, false]],
    ['a scope that is not known', scoped({ scopes: ['Other'] }), [plain], [false]],
  ])('%s', (_name, quota, objects, inside) => {
    expect(objects.map((object) => inScope(quota, object))).toEqual(inside);
  });
});

describe('room in a quota', () => {
  const quota = (hard: object, more: object = {}) =>
    made('ResourceQuota', 'few', { spec: { hard, ...more } }) as unknown as ResourceQuota;
  const one = pod(resources({ cpu: '300m', memory: '100Mi' }, { cpu: '1', memory: '1Gi' }), 'Running', 'one');
  const world = Cluster.of([
    one,
    pod({}, 'Running', 'two'),
    made('Secret', 's'),
    { ...made('Secret', 'x', { metadata: { namespace: 'other' } }) },
  ]);

  it('is what the limits leave of what is used, each limit named', () => {
    const hard = { secrets: '5', 'requests.cpu': '1', pods: '2', 'limits.memory': '2Gi', configmaps: '1' };
    expect(usedBy(world, quota(hard))).toEqual({
      configmaps: '0',
      'limits.memory': '1Gi',
      pods: '2',
      'requests.cpu': '300m',
      secrets: '1',
    });
    expect(usedBy(world, quota(hard, { scopes: ['NotBestEffort'] }))).toMatchObject({
      pods: '1',
      secrets: '0',
    });
    expect(usedBy(world, quota({}))).toEqual({});
  });

  const next = pod(resources({ cpu: '700m', memory: '1Gi' }, { cpu: '1', memory: '1Gi' }), 'Pending', 'next');
  it.each([
    ['up to the limit', { 'requests.cpu': '1' }, next, undefined],
    [
      'over one limit of two',
      { 'requests.cpu': '999m', pods: '3' },
      next,
      'exceeded quota: few, requested: requests.cpu=700m, used: requests.cpu=300m, limited: requests.cpu=999m',
    ],
    [
      'over two limits, sorted',
      { pods: '2', 'limits.cpu': '1' },
      next,
      'exceeded quota: few, requested: limits.cpu=1,pods=1, used: limits.cpu=1,pods=2, limited: limits.cpu=1,pods=2',
    ],
    ['limits of other things', { secrets: '0' }, next, undefined],
    [
      'nothing stated, though it is limited',
      { 'limits.memory': '1Gi', 'limits.cpu': '1', memory: '1', 'requests.nvidia.com/gpu': '1' },
      pod({
        containers: [
          { name: 'b', image: 'x' },
          { name: 'a', image: 'x' },
        ],
        initContainers: [{ name: 'i', image: 'x', resources: { limits: { cpu: '1' } } }],
      }),
      'failed quota: few: must specify limits.cpu for: a,b; limits.memory for: a,b,i; memory for: a,b,i',
    ],
    [
      'stated by the whole pod',
      { cpu: '1', 'limits.cpu': '1' },
      pod({ resources: { requests: { cpu: '1m' } } }),
      'failed quota: few: must specify limits.cpu for: app',
    ],
  ])('%s', (_name, hard, object, problem) => {
    expect(quotaProblem(world, quota(hard), object)?.text).toBe(problem);
  });

  it('does not matter to what is out of scope', () => {
    expect(quotaProblem(world, quota({ pods: '0' }, { scopes: ['BestEffort'] }), next)).toBeUndefined();
  });
});
