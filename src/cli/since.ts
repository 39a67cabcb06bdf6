/** `--since REVISION`: what is told of objects that differ from it, and of others what was not so before. */

import { jsonEqual } from '../api/equality.js';
import type { Finding, ObjectRef } from '../api/finding.js';
import { isObject, type JsonObject, textOf, valueAt } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import { againstBaseline, baselineOf } from '../lint/baseline.js';
import type { Document } from '../manifest/document.js';
import { type InputResult, readInputs } from '../manifest/files.js';
import { readRevision } from '../manifest/git.js';
import { gitPath, gitPathText } from '../manifest/git-path.js';
import { renderedFor } from '../manifest/made-files.js';
import { INPUT_RULES } from '../manifest/rules.js';
import { UsageError } from './exit.js';
import { isMistake } from './option-files.js';
import { inputOptions, type SourceOptions } from './source-options.js';

/**
 * What groups of paths held in a revision, each by itself; what was not there yet is left out. What is rendered now (`rendered`: of
 * kustomizations those that `-k` names, unless told) is rendered as it was then. Throws a UsageError where git cannot say.
 */
export async function readSince(
  revision: string,
  worlds: readonly (readonly string[])[],
  options: SourceOptions & { within?: readonly string[] },
  rendered: readonly string[] = options.kustomize ?? [],
): Promise<InputResult[]> {
  const known = readRevision({ revision, path: '' }, ['.yaml', '.yml', '.json']);
  if (typeof known === 'string' && !known.startsWith('there is no manifest')) {
    throw new UsageError(`--since: ${known}`);
  }
  const { within = [] } = options;
  const made = [...worlds.flat(), ...within].find((path) => path === '-' || gitPath(path) !== undefined);
  if (made !== undefined) throw new UsageError(`--since compares files, and ${made} is none`);
  const then = (path: string): string => gitPathText({ revision, path });
  const read = async (world: readonly string[]): Promise<InputResult> => {
    const paths = [...world, ...within].map(then);
    const old = readInputs(paths, await inputOptions(paths, options, rendered.map(then)));
    const failed = old.findings.filter(({ rule }) => rule === INPUT_RULES.notRendered.name);
    return {
      ...old,
      findings: old.findings.filter((finding) => !isMistake(finding)),
      notes: failed.map(({ message }) => `--since: ${message}; all that is rendered now counts as changed`),
    };
  };
  return Promise.all(worlds.map(read));
}

/**
 * Marks the findings that have nothing to do with the change: on objects that are the same in the revision, and found there too.
 * `found` finds what there was to find in the revision; it is asked only if need be.
 */
export async function sinceRevision(
  findings: readonly Finding[],
  now: readonly Document[],
  old: InputResult,
  found: () => Promise<readonly Finding[]>,
): Promise<Finding[]> {
  const isSame = sameTest(now, old.documents);
  const candidates = findings.filter((finding) => !finding.ignored && isSame(finding));
  if (candidates.length === 0) return [...findings];
  const nameOf = (file: string) => gitPath(file)?.path ?? file;
  const before = baselineOf(await found(), nameOf);
  const marked = againstBaseline(candidates, before, nameOf, () => false).findings;
  const known = new Set(candidates.filter((_, at) => marked[at]?.ignored));
  return findings.map((finding) =>
    known.has(finding) ? { ...finding, ignored: { by: 'revision' } } : finding,
  );
}

/** Whether what a finding is about stands in the revision as it stands now; what several folders are rendered to, in each of them. */
function sameTest(now: readonly Document[], old: readonly Document[]): (finding: Finding) => boolean {
  const values = new Map<string, JsonObject[]>();
  for (const { file, value } of old) if (isObject(value)) pushTo(values, keyOf(refOf(value), file), value);
  const changed = new Set<string>();
  const changedFiles = new Set<string>();
  for (const { file, value } of now) {
    if (isObject(value)) {
      const key = keyOf(refOf(value), file);
      if (values.get(key)?.some((one) => jsonEqual(one, value))) continue;
      changed.add(key);
    }
    changedFiles.add(file);
  }
  return ({ object, location }) =>
    object ? !changed.has(keyOf(object, location.file)) : !changedFiles.has(location.file);
}

function refOf(value: JsonObject): ObjectRef {
  const text = (...path: string[]) => textOf(valueAt(value, path));
  const namespace = text('metadata', 'namespace');
  const name = text('metadata', 'name') || text('metadata', 'generateName');
  return { apiVersion: text('apiVersion'), kind: text('kind'), name, ...(namespace !== '' && { namespace }) };
}

function keyOf({ apiVersion, kind, namespace = '', name }: ObjectRef, file: string): string {
  return JSON.stringify([apiVersion, kind, namespace, name, renderedFor(file)]);
}
