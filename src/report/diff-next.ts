/** What a diff says last: the commands that follow from it. */
import { refText } from '../api/object-key.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import type { Diff } from '../diff/diff.js';

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
  const [first] = refused;
  if (first && refused.length === 1 && RECREATED.has(first.object.kind)) {
    const { kind, name, namespace } = first.object;
    const orphan = kind === 'StatefulSet' ? ['--cascade=orphan'] : [];
    const target = refText({ kind, name });
    const remove = commandLine('kubectl', 'delete', ...orphan, target, ...inNamespaceWords(namespace));
    return [
      `${remove} && kubectl apply ${isRendered ? '-k' : '-f'} ${words(namespace === usual ? namespaceWords : [])}   recreates ${target}.`,
    ];
  }
  if (counts.changed + counts.added === 0) return [];
  return [
    `kubeplan plan ${words([...stageWords, ...namespaceWords, ...versionWords])}   says how it goes, step by step.`,
  ];
}
