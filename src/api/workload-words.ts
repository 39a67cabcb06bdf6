/** The words for what makes pods, as they stand before the slash of `deployment/web`. */

/** Each kind by its full name, its plural and its short name, in lower case. */
export const WORKLOAD_WORDS: ReadonlyMap<string, string> = new Map(
  [
    ['Pod', 'po'],
    ['Deployment', 'deploy'],
    ['ReplicaSet', 'rs'],
    ['ReplicationController', 'rc'],
    ['StatefulSet', 'sts'],
    ['DaemonSet', 'ds'],
    ['Job'],
    ['CronJob', 'cj'],
  ].flatMap(([kind = '', short]) => {
    const name = kind.toLowerCase();
    const words = [name, `${name}s`, ...(short === undefined ? [] : [short])];
    return words.map((word): [string, string] => [word, kind]);
  }),
);
