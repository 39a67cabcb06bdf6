/** How many pods are planned for: counted before any is made, so that an input of a few lines cannot ask for all of time. */
import { parseCron } from '../api/cron.js';
import { controllerRef, objectText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { CronJob, Job } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';

/** Thrown for what would make more pods than are planned for. */
export class TooManyPods extends Error {
  constructor(
    /** The one that goes beyond what is left. */
    readonly object: KubeObject,
    readonly pods: number,
    readonly most: number,
  ) {
    super(`more than ${most} pods would be made`);
  }
}

export interface PodLimit {
  most: number;
  /** So many by what runs again and again; as many as `most` unless told. */
  mostRuns?: number;
  /** Virtual time (ms) in which CronJobs run, from `now` on. */
  routine?: number;
  /** Ms since 1970. */
  now: number;
}

/** Throws `TooManyPods` where the workloads of a world ask for more pods than `most` beyond those that are there. */
export function limitPods(cluster: Cluster, { most, mostRuns = most, routine = 0, now }: PodLimit): void {
  let left = most + cluster.count('Pod');
  let leftRuns = mostRuns;
  for (const kind of Object.keys(ASKED)) {
    for (const object of cluster.list(kind) as KubeObject[]) {
      if (controllerRef(object)) continue;
      const isRoutine = kind === 'CronJob';
      const limit = isRoutine ? mostRuns : most;
      const pods = ASKED[kind]!(object, cluster, { most: limit, routine, now });
      left -= pods;
      if (isRoutine) leftRuns -= pods;
      if (left < 0 || leftRuns < 0) throw new TooManyPods(object, pods, limit);
    }
  }
}

/** So many pods the workloads of a world ask for, but for what runs again and again. */
export function podsAsked(cluster: Cluster): number {
  const limit = { most: 0, routine: 0, now: 0 };
  let pods = 0;
  for (const kind of Object.keys(ASKED)) {
    for (const object of cluster.list(kind) as KubeObject[]) {
      if (!controllerRef(object)) pods += ASKED[kind]!(object, cluster, limit);
    }
  }
  return pods;
}

type Limit = Required<Omit<PodLimit, 'mostRuns'>>;
type Asked = (object: KubeObject, cluster: Cluster, limit: Limit) => number;

const replicas: Asked = (object) => (object as { spec?: { replicas?: number } }).spec?.replicas ?? 1;

const ASKED: Readonly<Record<string, Asked>> = {
  Deployment: replicas,
  ReplicaSet: replicas,
  ReplicationController: replicas,
  StatefulSet: replicas,
  DaemonSet: (_object, cluster) => cluster.count('Node'),
  Job: (object) => podsOfJob((object as Job).spec),
  CronJob: (object, _cluster, limit) => podsOfCronJob(object as CronJob, limit),
  HorizontalPodAutoscaler: (object) => (object as { spec?: { minReplicas?: number } }).spec?.minReplicas ?? 1,
};

/** Over all of its time: one pod follows another. */
function podsOfJob({ parallelism = 1, completions = parallelism, suspend }: Job['spec']): number {
  return suspend ? 0 : Math.max(completions, 0);
}

function podsOfCronJob({ spec }: CronJob, { most, routine, now }: Limit): number {
  if (routine === 0 || spec.suspend) return 0;
  const parsed = parseCron(spec.schedule, spec.timeZone);
  if ('error' in parsed) return 0;
  const each = Math.max(podsOfJob(spec.jobTemplate.spec), 1);
  let pods = 0;
  for (
    let at = parsed.schedule.next(now);
    at !== undefined && at <= now + routine;
    at = parsed.schedule.next(at)
  ) {
    pods += each;
    if (pods > most) break;
  }
  return pods;
}

/** `deployment/web asks for 2147483647`. */
export function askedText({ object, pods, most }: TooManyPods): string {
  const count = object.kind === 'CronJob' && pods > most ? `more than ${most}` : `${pods}`;
  return `${objectText(object)} asks for ${count}`;
}
