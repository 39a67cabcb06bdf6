import type { Finding, Location, Severity } from '../api/finding.js';
import { type KubernetesVersion, knownVersion } from '../api/version.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { patchTest } from '../manifest/kustomize.js';
import { parseManifests } from '../manifest/parse.js';
import { patchListTest, select } from '../schema/select.js';
import { checkObject, type Surroundings } from './check-object.js';
import { Collector } from './collector.js';
import type { ServerOfFiles } from './files-server.js';
import type { Shown } from './hidden.js';
import { type LintObject, lintObject } from './object.js';
import type { LintOptions } from './options.js';
import { readFindings } from './read-findings.js';
import type { FilesRule } from './rule.js';
import { RULES } from './rules/index.js';

/** What linting came to. */
export interface LintResult {
  /** The Kubernetes that was answered for. */
  version: KubernetesVersion;
  /** By file and place. */
  findings: Finding[];
  /** How many findings there are of each severity. */
  counts: Record<Severity, number>;
  /** How many files were given, and how many objects in them were looked at. */
  files: number;
  objects: number;
  /** Places of the texts that must not be shown: values of Secrets, literals that read like credentials. */
  hidden: Location[];
}

/** What was found, secrets and all: `withoutSecrets` makes of it what can be shown. */
export interface Linted {
  version: KubernetesVersion;
  found: Finding[];
  files: number;
  objects: number;
}

const FILES_RULES = RULES.filter((rule): rule is FilesRule => rule.visit === 'Files');

/** `lint` for texts that were read already; `sources` are the texts that the documents came from. */
export function lintDocuments(
  sources: readonly Source[],
  read: ReadResult,
  serverOf: ServerOfFiles,
  options: LintOptions = {},
): Linted {
  const version = knownVersion(options.k8s);
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const collector = new Collector();
  const { checked, local, withoutObjects } = select(read.documents, version);
  const all = [...read.documents, ...parseAll(options.kustomizations)];
  const isPatch = patchTest(all);
  const isPatchList = patchListTest(all);
  const about = { objects: checked.length + local.length, withoutObjects, options, texts, isPatchList };
  for (const finding of readFindings(read.findings, about)) collector.add(finding);

  const values = [...parseAll(options.crds), ...read.documents].map(({ value }) => value);
  const around: Surroundings = {
    version,
    options,
    collector,
    server: serverOf(version, values),
    texts,
  };
  const objects: LintObject[] = [];
  for (const document of inOrder(checked)) {
    const object = lintObject(document, isPatch(document));
    if (!object) continue;
    try {
      checkObject(object, around);
    } catch (error) {
      throw defect(object, error);
    }
    objects.push(object);
  }
  const whole = objects.filter(({ patch }) => !patch);
  for (const rule of FILES_RULES) {
    rule.check(whole, {
      version,
      options,
      report: (object, problem) => collector.report(rule, object, problem),
    });
  }
  return { version, found: collector.findings(), files: sources.length, objects: objects.length };
}

/** The result with what can be shown of it: all findings, and the places around them that must not be shown. */
export function resultOf({ version, files, objects }: Linted, { findings, hidden }: Shown): LintResult {
  return { version, findings, counts: countBySeverity(findings), files, objects, hidden };
}

function parseAll(sources: readonly Source[] = []): Document[] {
  return sources.flatMap((source) => parseManifests(source).documents);
}

/** A defect of kubeplan, with the object that brings it to light. */
function defect({ document, kind, name }: LintObject, error: unknown): Error {
  const { file, start } = document.locate([]);
  const what = error instanceof Error ? error.message : String(error);
  return new Error(`${what} (while checking ${kind} ${name}, ${file}:${start.line})`, { cause: error });
}

/** By file, so that the order in which files were given makes no difference; documents of a file stay as they stand. */
function inOrder<T extends { file: string }>(documents: readonly T[]): T[] {
  return [...documents].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
