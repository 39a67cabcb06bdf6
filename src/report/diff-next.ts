/** What a diff says last: the commands that follow from it. */
import { refText } from '../api/object-key.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { listed } from '../api/text.js';
import { NEWEST_VERSION } from '../api/version.js';
import { type Diff, isRemembered, type ObjectDiff } from '../diff/diff.js';

/** What the commands need to mean the same. */
export interface NextOptions {
  /** The namespace that need not be said. */
  namespace?: string;
  /** What the new manifests were named on the command line, for the last line. */
  next?: string;
  /** The same as words of a command line; a folder that is rendered with -k before it. */
  nextWords?: readonly string[];
  /** The options that the commands of the last line need to mean the same: `-n shop`, `--k8s 1.30`. */
  namespaceWords?: readonly string[];
  versionWords?: readonly string[];
  /** The options that say in which cluster: `--cluster dump.yaml`. */
  stageWords?: readonly string[];
}

/** More objects than this are not named on one command line. */
const MOST_REMOVED = 8;

/** Kinds that hold nothing which deleting them would lose for good. */
const RECREATED = new Set([
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'Service',
  'ConfigMap',
  'Secret',
  'RoleBinding',
  'ClusterRoleBinding',
]);

/** The commands that remove what is gone, one for each namespace; none where there is too much for a line. */
export function removals({ objects }: Diff): string[] {
  const groups = new Map<string, string[]>();
  for (const { verdict, object } of objects) {
    if (verdict !== 'removed' || object.name === '') continue;
    const { kind, name, namespace } = object;
    const where = commandLine(...inNamespaceWords(namespace));
    groups.set(where, [...(groups.get(where) ?? []), refText({ kind, name })]);
  }
  return [...groups]
    .filter(([, names]) => names.length <= MOST_REMOVED)
    .map(
      ([where, names]) =>
        `kubectl delete ${commandLine(...names)}${where && ` ${where}`}   removes what is gone.`,
    );
}

/** The commands that recreate objects: on one line where there are two of them, else as a block to paste. */
function recreating(objects: readonly ObjectDiff[], apply: string): string[] {
  const removes = objects.map(
    ({ object, recreate }) => `kubectl delete ${removeWords(object, recreate?.remove)}`,
  );
  const after = objects.flatMap(({ recreate }) => recreate?.after ?? []);
  const names = objects.map(({ object: { kind, name } }) => refText({ kind, name }));
  const commands = [...removes, apply, ...after];
  if (commands.length === 2) return [`${commands.join(' && ')}   recreates ${listed(names)}.`];
  const orphans = objects.flatMap(({ recreate }, at) => (recreate ? [names[at] as string] : []));
  const how =
    orphans.length === 0 ? '' : `; the old pods of ${listed(orphans)} run until the new ones are ready`;
  return [
    `To recreate ${listed(names)}${how}:`,
    '',
    ...commands.map((command, at) => (at < commands.length - 1 ? `${command} &&` : command)),
  ];
}

function removeWords(
  { kind, name, namespace }: ObjectDiff['object'],
  words: readonly string[] | undefined,
): string {
  if (words) return commandLine(...words);
  const orphan = kind === 'StatefulSet' ? ['--cascade=orphan'] : [];
  return commandLine(...orphan, refText({ kind, name }), ...inNamespaceWords(namespace));
}

/** The command that goes on from here, if any. */
export function nextStep(
  { counts, objects }: Diff,
  {
    next,
    nextWords = next === undefined ? [] : [next],
    namespace: usual,
    namespaceWords = [],
    versionWords = [],
    stageWords = [],
  }: NextOptions,
): string[] {
  if (next === undefined) return [];
  const words = (more: readonly string[]) => commandLine(next, ...more);
  const isRendered = nextWords[0] === '-k';
  const refused = objects.filter(({ verdict }) => verdict === 'refused');
  if (refused.some(({ recreation }) => recreation === undefined)) {
    return [
      `kubeplan lint ${commandLine(...nextWords, ...versionWords)}   says where the refusals come from.`,
    ];
  }
  // kubectl knows no revisions.
  const isFile = !next.startsWith('git:');
  if (isFile && refused.length > 0 && refused.every(isForgetful)) {
    const apply = `kubectl apply --server-side ${isRendered ? '-k' : '-f'} ${words(namespaceWords)}`;
    return [`${apply}   does without the annotation that is too long.`];
  }
  const again = refused.filter(({ object }) => RECREATED.has(object.kind));
  if (again.length > 0 && isFile) {
    const where = again.some(({ object }) => object.namespace === usual) ? namespaceWords : [];
    return recreating(again, `kubectl apply ${isRendered ? '-k' : '-f'} ${words(where)}`);
  }
  if (counts.changed + counts.added === 0) return [];
  return [
    `kubeplan plan ${words([...stageWords, ...namespaceWords, ...lastVersion(versionWords)])}   says how it goes, step by step.`,
  ];
}

/** The words of one version: of several the last, to which the cluster is upgraded. */
function lastVersion(words: readonly string[]): readonly string[] {
  const at = words.indexOf('--k8s');
  const last = words[at + 1]?.split(/\.\.|,/).at(-1);
  if (at === -1 || last === undefined) return words;
  const own = last === NEWEST_VERSION ? [] : ['--k8s', last];
  return [...words.slice(0, at), ...own, ...words.slice(at + 2)];
}

/** Refused for nothing but the annotation that kubectl apply adds on its own side. */
function isForgetful({ refusals }: ObjectDiff): boolean {
  return refusals.length > 0 && refusals.every(isRemembered);
}
