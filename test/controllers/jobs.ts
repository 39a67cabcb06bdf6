/** Jobs and their pods, as the tests of their controller need them. */
import type { Job } from '../../src/api/workloads.js';
import { job as controller } from '../../src/controllers/job.js';
import { at, conditionText, type Given, lookAt, made, owned, stored } from './look.js';

export const TRACKED = ['batch.kubernetes.io/job-tracking'];
const LABELS = {
  'batch.kubernetes.io/controller-uid': 'Job-j',
  'batch.kubernetes.io/job-name': 'j',
  'controller-uid': 'Job-j',
  'job-name': 'j',
};
const CONTAINERS = [{ name: 'app', image: 'app:1' }];

export function job(spec: object = {}, { status, metadata = {} }: Given = {}) {
  const { restartPolicy = 'Never', ...rest } = spec as { restartPolicy?: string };
  const template = { spec: { restartPolicy, containers: CONTAINERS } };
  return made('Job', 'j', { metadata, spec: { template, ...rest }, ...(status ? { status } : {}) });
}

/** A pod of the Job that is tracked. */
export function pod(
  name: string,
  status: object = { phase: 'Running' },
  { metadata = {}, spec = {} }: { metadata?: object; spec?: object } = {},
) {
  return owned(job(), 'Pod', name, {
    metadata: { labels: LABELS, finalizers: TRACKED, ...metadata },
    spec: { restartPolicy: 'Never', nodeName: 'n', containers: CONTAINERS, ...spec },
    status,
  });
}

/** A pod of a completion index. */
export function indexed(name: string, index: number, status?: object, annotations: object = {}) {
  const of = { 'batch.kubernetes.io/job-completion-index': String(index) };
  return pod(name, status, {
    metadata: { annotations: { ...of, ...annotations }, labels: { ...LABELS, ...of } },
  });
}

/** Status of a pod that has ended so many seconds after NOW. */
export function ended(
  phase: 'Succeeded' | 'Failed',
  seconds = 0,
  exitCode = phase === 'Failed' ? 1 : 0,
): object {
  const terminated = { exitCode, startedAt: at(-9), finishedAt: at(seconds) };
  const of = { name: 'app', image: 'app:1', imageID: '', lastState: {}, ready: false, restartCount: 0 };
  return { phase, containerStatuses: [{ ...of, state: { terminated } }] };
}

export const LEAVING = { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 };

export interface Synced {
  /** What it did and said, but for the pods that it no longer tracks. */
  did: string[];
  /** The pods that it no longer tracks. */
  untracked: string[];
  status: Record<string, unknown>;
  conditions: string[];
  memory: unknown;
  world: ReturnType<typeof stored>;
}

export function sync(objects: ReturnType<typeof made>[], seconds = 0, memory?: unknown): Synced {
  return syncOf(stored(objects), seconds, memory);
}

export function syncOf(before: ReturnType<typeof stored>, seconds = 0, memory?: unknown): Synced {
  const { lines, cluster, memory: kept } = lookAt(controller, before, 'default/j', seconds, memory);
  const released = /^update Pod\/(\S+): metadata\.finalizers .* → –$/;
  const { conditions = [], ...status } = (cluster.get('Job', 'default/j') as Job | undefined)?.status ?? {};
  return {
    did: lines.filter((line) => !released.test(line) && !line.startsWith('update Job/j: ')),
    untracked: lines.flatMap((line) => released.exec(line)?.[1] ?? []),
    status: { ...status },
    conditions: conditions.map(conditionText),
    memory: kept,
    world: cluster,
  };
}

export const creates = (...names: string[]) => [
  ...names.map((name) => `create Pod/${name}`),
  ...names.map((name) => `Normal SuccessfulCreate Job/j: Created pod: ${name}`),
];
