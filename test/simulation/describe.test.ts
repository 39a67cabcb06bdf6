import { expect, it, describe as suite } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { describe, waitingReason } from '../../src/simulation/describe.js';
import { at, made, ready, since } from '../controllers/look.js';

type Fields = { metadata?: object; spec?: object; status?: object };

function told(
  kind: string,
  before: Fields | undefined,
  after: Fields,
  verb: 'create' | 'update' | 'delete' = 'update',
): string | undefined {
  const was = before && (made(kind, 'x', before) as KubeObject);
  const found = describe({ verb, object: made(kind, 'x', after) }, was);
  return found && `${found.verb}: ${found.message}`;
}

const template = (image: string, more: object = {}, labels: object = { a: 'b' }) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image }], ...more },
});
const revision = { metadata: { annotations: { 'deployment.kubernetes.io/revision': '3' } } };
const condition = (type: string, status: string, reason = '', message = '') => ({
  status: { conditions: [{ type, status, ...(reason ? { reason } : {}), ...(message ? { message } : {}) }] },
});

suite('what a change is told as', () => {
  it.each<[string, string, Fields | undefined, Fields, string | undefined]>([
    [
      'a ReplicaSet with its revision and size',
      'ReplicaSet',
      undefined,
      { ...revision, spec: { replicas: 2 } },
      'create: created, revision 3, 0 → 2',
    ],
    ['of no size', 'ReplicaSet', undefined, { spec: { replicas: 0 } }, 'create: created, 0 → 0'],
    ['of unknown size', 'ReplicaSet', undefined, { spec: {} }, 'create: created'],
    ['another kind', 'Deployment', undefined, { ...revision, spec: { replicas: 2 } }, 'create: created'],
    ['nothing', 'Deployment', { spec: { replicas: 1 } }, { spec: { replicas: 1 } }, undefined],
    [
      'labels',
      'Node',
      { metadata: { labels: { a: 'b' } } },
      { metadata: { labels: { a: 'c' } } },
      'label: labelled',
    ],
    ['annotations are bookkeeping', 'Node', {}, { metadata: { annotations: { a: 'c' } } }, undefined],
    [
      'an image where there was none',
      'StatefulSet',
      { spec: { template: { spec: { containers: [{ name: 'a' }] } } } },
      { spec: { template: { spec: { containers: [{ name: 'a', image: 'app:2' }] } } } },
      'update: – → app:2',
    ],
    ['a size', 'Deployment', { spec: { replicas: 1 } }, { spec: { replicas: 3 } }, 'scale: 1 → 3'],
    ['a size that was not written', 'Deployment', { spec: {} }, { spec: { replicas: 3 } }, 'scale: 0 → 3'],
    ['no size any more', 'Deployment', { spec: { replicas: 3 } }, { spec: {} }, 'update: configured'],
    [
      'an image',
      'Deployment',
      { spec: { template: template('app:1') } },
      { spec: { template: template('app:2') } },
      'update: app:1 → app:2',
    ],
    [
      'an image and a size',
      'Deployment',
      { spec: { replicas: 1, template: template('app:1') } },
      { spec: { replicas: 2, template: template('app:2') } },
      'update: 1 → 2, app:1 → app:2',
    ],
    [
      'a container more',
      'Deployment',
      { spec: { template: template('app:1') } },
      {
        spec: {
          template: template('app:1', {
            containers: [
              { name: 'app', image: 'app:1' },
              { name: 'b', image: 'b:1' },
            ],
          }),
        },
      },
      'update: template changed',
    ],
    [
      'the template otherwise',
      'Deployment',
      { spec: { template: template('app:1') } },
      { spec: { template: template('app:1', { hostNetwork: true }) } },
      'update: template changed',
    ],
    [
      'an image and more',
      'Deployment',
      { spec: { template: template('app:1') } },
      { spec: { template: template('app:2', { hostNetwork: true }) } },
      'update: app:1 → app:2',
    ],
    [
      'something else',
      'Deployment',
      { spec: { paused: false } },
      { spec: { paused: true } },
      'update: configured',
    ],
    [
      'a phase',
      'PersistentVolumeClaim',
      { status: { phase: 'Pending' } },
      { status: { phase: 'Lost' } },
      'update: Pending → Lost',
    ],
    ['a first phase', 'PersistentVolume', {}, { status: { phase: 'Available' } }, 'update: – → Available'],
    [
      'a binding',
      'PersistentVolumeClaim',
      { status: { phase: 'Pending' } },
      { status: { phase: 'Bound' } },
      'bind: Pending → Bound',
    ],
    ['no phase any more', 'PersistentVolume', { status: { phase: 'Available' } }, { status: {} }, undefined],
    [
      'a rollout that is complete',
      'Deployment',
      condition('Progressing', 'True', 'ReplicaSetUpdated'),
      condition('Progressing', 'True', 'NewReplicaSetAvailable'),
      'complete: complete',
    ],
    [
      '… was already',
      'Deployment',
      condition('Progressing', 'True', 'NewReplicaSetAvailable'),
      condition('Progressing', 'True', 'NewReplicaSetAvailable'),
      undefined,
    ],
    [
      'a rollout that gets on',
      'Deployment',
      {},
      condition('Progressing', 'True', 'ReplicaSetUpdated'),
      undefined,
    ],
    [
      'a rollout that does not',
      'Deployment',
      condition('Progressing', 'True', 'ReplicaSetUpdated'),
      condition('Progressing', 'False', 'ProgressDeadlineExceeded', 'timed out'),
      'fail: ProgressDeadlineExceeded: timed out',
    ],
    [
      'for another reason',
      'Deployment',
      condition('Progressing', 'False', 'A', 'a'),
      condition('Progressing', 'False', 'B', 'b'),
      'fail: B: b',
    ],
    [
      'a failure of pods',
      'ReplicaSet',
      {},
      condition('ReplicaFailure', 'True', 'FailedCreate', 'quota'),
      'fail: FailedCreate: quota',
    ],
    [
      'no failure',
      'ReplicaSet',
      {},
      condition('ReplicaFailure', 'False', 'FailedCreate', 'quota'),
      undefined,
    ],
    ['a Job that is complete', 'Job', {}, condition('Complete', 'True'), 'complete: complete'],
    ['… is not', 'Job', {}, condition('Complete', 'False'), undefined],
    [
      'a Job that has failed',
      'Job',
      {},
      condition('Failed', 'True', 'BackoffLimitExceeded', 'too often'),
      'fail: BackoffLimitExceeded: too often',
    ],
    ['… has not', 'Job', {}, condition('Failed', 'False', 'x', 'y'), undefined],
    ['a failure without words', 'Job', {}, condition('Failed', 'True'), 'fail: : '],
    [
      'another condition, then a phase',
      'Namespace',
      {},
      { status: { phase: 'Terminating', conditions: [since('Other', 'True')] } },
      'update: – → Terminating',
    ],
    [
      'the beginning of a deletion',
      'Deployment',
      { spec: { replicas: 1 } },
      { metadata: { deletionTimestamp: at(0) }, spec: { replicas: 2 } },
      'delete: terminating',
    ],
    [
      'a change meanwhile',
      'Deployment',
      { metadata: { deletionTimestamp: at(0) }, spec: { replicas: 1 } },
      { metadata: { deletionTimestamp: at(0) }, spec: { replicas: 2 } },
      'scale: 1 → 2',
    ],
  ])('%s', (_name, kind, before, after, expected) => {
    expect(told(kind, before, after)).toBe(expected);
  });

  it('the end of a deletion, or a deletion at once', () => {
    expect(told('Pod', { metadata: { deletionTimestamp: at(0) } }, {}, 'delete')).toBe('delete: gone');
    expect(told('Pod', {}, {}, 'delete')).toBe('delete: deleted');
    expect(told('Pod', undefined, {}, 'delete')).toBe('delete: deleted');
  });

  const waiting = (reason: string, list = 'containerStatuses') => ({
    status: {
      phase: 'Pending',
      [list]: [
        { name: 'a', state: {} },
        { name: 'b', state: { waiting: { reason } } },
      ],
    },
  });
  const on = (node: string) => ({ spec: { containers: [], nodeName: node } });
  const off = { spec: { containers: [] } };
  const scheduled = (message: string | undefined, reason?: string) => ({
    ...off,
    status: {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          ...(message ? { message } : {}),
          ...(reason ? { reason } : {}),
        },
      ],
    },
  });
  it.each<[string, Fields, Fields, string | undefined]>([
    ['its node', off, on('n'), 'bind: → n'],
    ['the same node', on('n'), on('n'), undefined],
    [
      'that it has succeeded',
      { ...on('n'), status: ready() },
      { ...on('n'), status: { phase: 'Succeeded' } },
      'succeed: succeeded',
    ],
    [
      'only once',
      { ...on('n'), status: { phase: 'Succeeded' } },
      { ...on('n'), status: { phase: 'Succeeded' } },
      undefined,
    ],
    [
      'that it has failed',
      { ...on('n'), status: {} },
      { ...on('n'), status: { phase: 'Failed', reason: 'Evicted', message: 'no room' } },
      'fail: no room',
    ],
    [
      '… by its reason',
      { ...on('n'), status: {} },
      { ...on('n'), status: { phase: 'Failed', reason: 'Evicted' } },
      'fail: Evicted',
    ],
    [
      '… in no words',
      { ...on('n'), status: {} },
      { ...on('n'), status: { phase: 'Failed' } },
      'fail: failed',
    ],
    [
      '… only once',
      { ...on('n'), status: { phase: 'Failed' } },
      { ...on('n'), status: { phase: 'Failed', message: 'x' } },
      undefined,
    ],
    [
      'what a container waits for',
      { ...on('n'), ...waiting('ContainerCreating') },
      { ...on('n'), ...waiting('ImagePullBackOff') },
      'fail: ImagePullBackOff',
    ],
    [
      '… an init container',
      on('n'),
      { ...on('n'), ...waiting('CrashLoopBackOff', 'initContainerStatuses') },
      'fail: CrashLoopBackOff',
    ],
    [
      '… still',
      { ...on('n'), ...waiting('ImagePullBackOff') },
      { ...on('n'), ...waiting('ImagePullBackOff') },
      undefined,
    ],
    ['what is about to start', on('n'), { ...on('n'), ...waiting('ContainerCreating') }, undefined],
    ['… after others', on('n'), { ...on('n'), ...waiting('PodInitializing') }, undefined],
    ['that it is ready', on('n'), { ...on('n'), status: ready() }, 'ready: ready'],
    [
      'that it is not any more',
      { ...on('n'), status: ready() },
      { ...on('n'), status: { phase: 'Running' } },
      'unready: not ready',
    ],
    [
      'that it runs',
      { ...on('n'), status: { phase: 'Pending' } },
      { ...on('n'), status: { phase: 'Running' } },
      undefined,
    ],
    ['that no node takes it', off, scheduled('0/1 nodes', 'Unschedulable'), 'pending: 0/1 nodes'],
    ['… for another reason', scheduled('0/1 nodes'), scheduled('0/2 nodes'), 'pending: 0/2 nodes'],
    ['… for the same', scheduled('0/1 nodes', 'A'), scheduled('0/1 nodes', 'B'), undefined],
    [
      '… that has no words',
      scheduled('0/1 nodes'),
      scheduled(undefined, 'SchedulingGated'),
      'pending: SchedulingGated',
    ],
    ['… that is none', scheduled('0/1 nodes'), scheduled(undefined), 'pending: Pending'],
    [
      'that one takes it',
      scheduled('0/1 nodes'),
      { ...off, status: { phase: 'Pending', conditions: [since('PodScheduled', 'True')] } },
      undefined,
    ],
  ])('of a pod: %s', (_name, before, after, expected) => {
    expect(told('Pod', before, after)).toBe(expected);
  });

  it('the first container that really waits', () => {
    const of = (fields: Fields) => waitingReason(made('Pod', 'p', { ...fields }) as unknown as Pod);
    expect([of(waiting('ErrImagePull')), of(waiting('ContainerCreating')), of({})]).toEqual([
      'ErrImagePull',
      undefined,
      undefined,
    ]);
  });
});
