/** A Job: what ended it, or what it waits for. */
import type { Path } from '../../api/json.js';
import type { Pod } from '../../api/objects.js';
import { condition } from '../../api/pods.js';
import { numbered } from '../../api/text.js';
import type { Job } from '../../api/workloads.js';
import { ownedPods } from '../../cluster/owned-pods.js';
import { waitingState } from '../../simulation/describe.js';
import { downNode } from '../../simulation/stuck-pods.js';
import type { ChainLink } from './chain.js';
import { lackLinks } from './lacks.js';
import { podLinks } from './pods.js';
import { type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

/** The field that says when a Job is given up for a reason. */
const LIMITS: Readonly<Record<string, keyof Job['spec']>> = {
  BackoffLimitExceeded: 'backoffLimit',
  DeadlineExceeded: 'activeDeadlineSeconds',
  PodFailurePolicy: 'podFailurePolicy',
  MaxFailedIndexesExceeded: 'maxFailedIndexes',
  FailedIndexes: 'backoffLimitPerIndex',
};

export function jobChain(scene: ChainScene, job: Job): Told {
  const { spec, status = {} } = job;
  const is = (type: string) => {
    const found = condition(status.conditions, type);
    return found?.status === 'True' ? found : undefined;
  };
  const failed = is('Failed') ?? is('FailureTarget');
  const pods = ownedPods(scene.cluster, job);
  if (is('Complete')) return { answer: 'is complete', links: [] };
  if (failed) {
    const { reason = '', message = '' } = failed;
    const limit = LIMITS[reason];
    const at: Path = limit === undefined ? ['spec'] : ['spec', limit];
    const text = `it is given up, after ${numbered(status.failed ?? 0, 'failed pod')}${limitText(job, limit)}`;
    const link = linkOf(scene, job, 'wrong', text, { at, says: `${reason}: ${message}` });
    return {
      answer: `has failed: ${message || reason}`,
      links: [link, ...failures(scene, job, pods), ...lackLinks(scene, job)],
    };
  }
  if (spec.suspend) {
    const link = linkOf(scene, job, 'wrong', 'suspended: it has no pods until suspend is false', {
      at: ['spec', 'suspend'],
    });
    return { answer: 'makes no pods: it is suspended', links: [link] };
  }
  return { answer: runningText(job), links: [...backOff(scene, job, pods), ...stuckPods(scene, job, pods)] };
}

function limitText({ spec }: Job, limit: keyof Job['spec'] | undefined): string {
  const said = limit === undefined ? undefined : spec[limit];
  return typeof said === 'number' ? ` (${limit} ${said})` : '';
}

function runningText({ spec, status }: Job): string {
  const { succeeded = 0, active = 0 } = status ?? {};
  const done =
    spec.completions === undefined ? `${succeeded} done` : `${succeeded} of ${spec.completions} done`;
  return `is not complete: ${done}, ${numbered(active, 'pod')} at work`;
}

/** Pods that have failed, which its controller makes up for, each time later. */
function backOff(scene: ChainScene, job: Job, pods: readonly Pod[]): ChainLink[] {
  const { failed = 0 } = job.status ?? {};
  if (failed === 0) return [];
  const { backoffLimit = 6 } = job.spec;
  const text = `${numbered(failed, 'pod')} ${failed === 1 ? 'has' : 'have'} failed, ${backoffLimit} may (backoffLimit); each next one is made later than the one before, by 10 s, 20 s, 40 s … up to 10 min`;
  return [linkOf(scene, job, 'wrong', text, { at: ['spec', 'backoffLimit'] }), ...failures(scene, job, pods)];
}

/** How its pods ended that failed, those that are left. */
function failures(scene: ChainScene, job: Job, pods: readonly Pod[]): ChainLink[] {
  return podLinks(
    scene,
    pods.filter(({ status }) => status?.phase === 'Failed'),
    job,
  );
}

/** Pods that do not begin, or whose node is down. A Job's pods need not be ready. */
function stuckPods(scene: ChainScene, job: Job, pods: readonly Pod[]): ChainLink[] {
  const alive = pods.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
  const stuck = alive.filter(
    (pod) =>
      pod.metadata.deletionTimestamp !== undefined ||
      waitingState(pod) !== undefined ||
      downNode(pod, scene.cluster) !== undefined,
  );
  const waiting = alive.filter((pod) => !pod.spec.nodeName && !stuck.includes(pod));
  return [
    ...podLinks(scene, stuck, job),
    ...podLinks(scene, waiting, job).map((one): ChainLink => ({ ...one, is: 'note' })),
  ];
}
