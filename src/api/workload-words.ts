/** The words for what `explain` is asked about, as they stand before the slash of `deployment/web`. */

import { pluralOfWord } from './text.js';

/** A kind as the cluster files it, and its short name. */
type Row = readonly [kind: string, short?: string];

const MAKE_PODS: readonly Row[] = [
  ['Pod', 'po'],
  ['Deployment', 'deploy'],
  ['ReplicaSet', 'rs'],
  ['ReplicationController', 'rc'],
  ['StatefulSet', 'sts'],
  ['DaemonSet', 'ds'],
  ['Job'],
  ['CronJob', 'cj'],
];

/** What leads to pods, scales them, guards them, or is mounted by them. */
const ABOUT_PODS: readonly Row[] = [
  ['Service', 'svc'],
  ['Ingress', 'ing'],
  ['HTTPRoute.gateway.networking.k8s.io'],
  ['HorizontalPodAutoscaler', 'hpa'],
  ['PersistentVolumeClaim', 'pvc'],
  ['PodDisruptionBudget', 'pdb'],
];

/** Each kind by its full name, its plural and its short name, in lower case. */
export const WORKLOAD_WORDS: ReadonlyMap<string, string> = wordsOf(MAKE_PODS);

/** The same of all that `explain` answers for. */
export const TARGET_WORDS: ReadonlyMap<string, string> = wordsOf([...MAKE_PODS, ...ABOUT_PODS]);

function wordsOf(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(([kind, short]) => {
      const name = kind.replace(/\..*/, '').toLowerCase();
      const words = [name, pluralOfWord(name), ...(short === undefined ? [] : [short])];
      return words.map((word): [string, string] => [word, kind]);
    }),
  );
}
