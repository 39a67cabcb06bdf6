/** The short forms of expectations: `available: {deployment/web: '>=2'}`, `complete: [deployment/web]`, `pending: none`. */
import { isObject, type JsonValue, type Path } from '../../api/json.js';
import type { KubeObject } from '../../api/objects.js';
import { condition, isPodReady, isPodTerminal } from '../../api/pods.js';
import type { KubernetesVersion } from '../../api/version.js';
import { Cluster } from '../../cluster/cluster.js';
import { objectNamed, resourceNamed } from '../../kubectl/resource-arg.js';
import { rolloutStatus } from '../../kubectl/rollout/status.js';
import { compares, comparisonText, readComparison } from './comparison.js';
import type { Expectation, ScenarioProblem } from './expected.js';
import type { Moment } from './state.js';
import { availablePods, livePods } from './workload-pods.js';

/** What reading a short form needs beside what is written. */
interface Reading {
  version: KubernetesVersion;
  problems: ScenarioProblem[];
}

type ShortForm = (written: JsonValue, path: Path, reading: Reading) => Expectation[];

export const SHORT_FORMS: Readonly<Record<string, ShortForm>> = {
  available: counted('available', ({ cluster, now }, workload) => availablePods(cluster, workload, now)),
  pods: counted('pods', ({ cluster }, workload) => livePods(cluster, workload)),
  complete: named('complete', (object) => (object ? incomplete(object) : 'it was not there')),
  exists: named('exists', (object) => (object ? undefined : 'it was not there')),
  absent: named('absent', (object) => (object ? 'it was there' : undefined)),
  pending: pendingPods,
};

/** A number of each of some workloads. */
function counted(form: string, count: (moment: Moment, workload: KubeObject) => number): ShortForm {
  return (written, path, reading) => {
    if (!isObject(written)) return [];
    return Object.entries(written).flatMap(([target, value]) => {
      const at = [...path, target];
      const comparison = readComparison(value as string | number);
      if (!comparison)
        reading.problems.push({
          path: at,
          message: `'${String(value)}' is no number to compare with: write 3, '>=2' or '<=5'`,
        });
      if (!comparison || !isTarget(target, at, reading)) return [];
      return {
        text: `${form}(${target}) ${comparisonText(comparison)}`,
        path: at,
        check: (moment: Moment) => {
          const workload = find(moment, target);
          if (!workload) return `${target} was not there`;
          const seen = count(moment, workload);
          return compares(comparison, seen) ? undefined : `it was ${seen}`;
        },
      };
    });
  };
}

/** Something of each of some objects. */
function named(form: string, lacks: (object: KubeObject | undefined) => string | undefined): ShortForm {
  return (written, path, reading) => {
    if (!Array.isArray(written)) return [];
    return written.flatMap((target, index) => {
      const at = [...path, index];
      if (typeof target !== 'string' || !isTarget(target, at, reading)) return [];
      return {
        text: `${form}(${target})`,
        path: at,
        check: (moment: Moment) => lacks(find(moment, target)),
      };
    });
  };
}

/** `KIND/NAME` of a kind that there is. */
function isTarget(target: string, path: Path, { version, problems }: Reading): boolean {
  const [word = '', name = ''] = parts(target);
  if (name !== '' && (resourceNamed(Cluster.of([], version), word) || word.includes('.'))) return true;
  problems.push({
    path,
    message:
      name === ''
        ? `'${target}' names no object: write KIND/NAME, deployment/web`
        : `the server doesn't have a resource type "${word}"`,
  });
  return false;
}

function parts(target: string): [string, string] {
  const slash = target.indexOf('/');
  return slash < 0 ? [target, ''] : [target.slice(0, slash), target.slice(slash + 1)];
}

function find({ cluster, namespace }: Moment, target: string): KubeObject | undefined {
  const [word, name] = parts(target);
  const found = objectNamed(cluster, word, name, namespace);
  return found && (cluster.get(found.kind, found.key) as KubeObject | undefined);
}

/** Why a workload is not complete, in kubectl's words where it has some. */
function incomplete(object: KubeObject): string | undefined {
  const { status } = object as {
    status?: { conditions?: { type: string; status: string; reason?: string }[] };
  };
  if (object.kind === 'Job') {
    return condition(status?.conditions as never, 'Complete')?.status === 'True'
      ? undefined
      : 'it was not complete';
  }
  if (object.kind === 'Pod') return isPodReady(object as never) ? undefined : 'it was not ready';
  const rollout = rolloutStatus(object);
  if ('error' in rollout) return rollout.error;
  return rollout.done ? undefined : rollout.line;
}

function pendingPods(written: JsonValue, path: Path, { problems }: Reading): Expectation[] {
  const comparison = readComparison(written as string | number);
  if (!comparison) {
    problems.push({
      path,
      message: `'${String(written)}' is no number to compare with: write none, 2 or '<=1'`,
    });
    return [];
  }
  return [
    {
      text: `pending ${comparisonText(comparison)}`,
      path,
      check: ({ cluster, namespace }) => {
        const waiting = cluster
          .list('Pod', namespace)
          .filter((pod) => !pod.spec.nodeName && !isPodTerminal(pod) && !pod.metadata.deletionTimestamp);
        if (compares(comparison, waiting.length)) return undefined;
        const [first] = waiting;
        const why = first && condition(first.status?.conditions, 'PodScheduled')?.message;
        return `it was ${waiting.length}${why ? `: pod/${first.metadata.name}: ${why}` : ''}`;
      },
    },
  ];
}
