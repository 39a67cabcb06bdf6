import type { Finding, Location, ObjectRef, Severity } from '../api/finding.js';
import { isObject, type JsonObject, textOf, valueAt } from '../api/json.js';
import { append } from '../api/lists.js';
import type { Shard } from '../api/shard.js';
import { type KubernetesVersion, knownVersion } from '../api/version.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { isKustomization, patchTest } from '../manifest/kustomize.js';
import { parseManifests } from '../manifest/parse.js';
import { isOfKustomize } from '../schema/local-kinds.js';
import { patchListTest, select } from '../schema/select.js';
import { validateObject } from '../schema/validate.js';
import type { BaselineEntry } from './baseline.js';
import { checkObject, noteSchema, type Run } from './check-object.js';
import { Collector } from './collector.js';
import { encryptedFinding, isEncrypted, withoutEncryption } from './encrypted.js';
import { failedFinding } from './failed.js';
import type { FilesServer, ServerOfFiles } from './files-server.js';
import { oneOfEachCause } from './fold-causes.js';
import type { Shown } from './hidden.js';
import { type KnownParts, KnownWorld } from './known-world.js';
import { kustomizationFindings } from './kustomizations.js';
import { MadeElsewhere } from './made-elsewhere.js';
import type { LintMemory } from './memory.js';
import { LintObject } from './object.js';
import { Objects } from './objects.js';
import type { LintOptions } from './options.js';
import { hideObjects, readFindings } from './read-findings.js';
import type { Context, Rule } from './rule.js';
import { isChosen } from './rule-choice.js';
import { RULES } from './rules/index.js';
import type { ReadSuppressions } from './suppressions/index.js';
import type { Answering } from './trace.js';
import { type NotKnown, unknownsOf } from './unknowns.js';
import { walkFor } from './walk.js';

/** What linting came to. */
export interface LintResult {
  /** The Kubernetes that was answered for; of several the newest. */
  version: KubernetesVersion;
  /** All of them, oldest first, where there are several. */
  versions?: readonly KubernetesVersion[];
  /** By file and place. */
  findings: Finding[];
  /** Those that are not to be told, each with why. */
  ignored: Finding[];
  /** What the baseline has and nobody finds any more. */
  gone: readonly BaselineEntry[];
  /** How many findings there are of each severity. */
  counts: Record<Severity, number>;
  /** The objects that were looked at, each with its file. */
  looked: { file: string; object: ObjectRef }[];
  /** How many files were given, and how many objects in them were looked at. */
  files: number;
  objects: number;
  /** What could not be looked into; of this, silence says nothing. */
  notKnown: NotKnown[];
  /** What stands in the files and is no object to apply: the configurations of programs. Kustomizations are read. */
  leftOut: LeftOut[];
  /** What was thrown where kubeplan itself failed; a finding tells of each place (`kubeplan/failed`). */
  failures: unknown[];
  /** How many files were not to be read. */
  excluded?: number;
  /** Where only a part is told: which, and of how many files. */
  shard?: Shard & { files: number };
  /** Places of the texts that must not be shown: values of Secrets, literals that read like credentials. */
  hidden: Location[];
}

/** A document that nobody looked into, and what it says it is. */
interface LeftOut {
  kind: string;
  location: Location;
}

/** What was found, secrets and all: `withoutSecrets` makes of it what can be shown. */
export interface Linted {
  version: KubernetesVersion;
  versions?: readonly KubernetesVersion[];
  found: Finding[];
  looked: { file: string; object: ObjectRef }[];
  files: number;
  objects: number;
  notKnown: NotKnown[];
  leftOut: LeftOut[];
  failures: unknown[];
  excluded?: number;
}

/** What is said of the configurations of programs; who has none need not load what reads them. */
export type FindingsOfConfigurations = (
  documents: readonly Document[],
  version: KubernetesVersion,
) => Finding[];

/**
 * `lint` for texts that were read already; `sources` are the texts that the documents came from, `crds` what `options.crds`
 * comes to. Of `rules` those are run that
 * the options choose; `suppressed` is what the manifests say of findings that are not to be told. `memory` has what is known of
 * an earlier run.
 */
export function lintDocuments(
  sources: readonly Source[],
  read: ReadResult & { crds?: readonly Document[] },
  serverOf: ServerOfFiles,
  options: LintOptions = {},
  rules: readonly Rule[] = RULES,
  suppressed?: ReadSuppressions,
  ofConfigurations: FindingsOfConfigurations = () => [],
  memory?: LintMemory,
): Linted {
  const version = knownVersion(options.k8s);
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const all = [...read.documents, ...parseAll(options.kustomizations)];
  const { checked, local, withoutObjects } = select(read.documents, version, all);
  const collector = new Collector(options, suppressed?.suppressions);
  const about = {
    objects: checked.length + local.length,
    withoutObjects,
    options,
    texts,
    isPatchList: patchListTest(all),
  };
  collector.addAll(readFindings(read.findings, about));
  collector.addAll(ofConfigurations(local, version));
  collector.addAll(kustomizationFindings(read.documents, { all, isThere: options.isThere }));

  const values = [...(read.crds ?? []), ...inOrder(read.documents)].map(({ value }) => value);
  const server = serverOf(version, values);
  for (const finding of server.unread ?? []) collector.add(finding);
  memory?.begin(rules, server);
  const objects = objectsIn(inOrder(checked), patchTest(all), texts, memory);
  for (const { encrypted, document } of objects) if (encrypted) collector.add(encryptedFinding(document));
  const known = {
    version,
    options,
    ...answering(objects, { all, read, server, texts, options, version, memory }),
    validate: (value: JsonObject) => validateObject(version, value, server.crds),
  };
  const failures = checkAll(objects, rules, known, server, collector, memory);
  const isAsked = options.isAsked ?? (() => true);
  const asked = objects.filter(({ document }) => isAsked(document.file));
  return {
    version,
    failures,
    found: findingsOf(collector, suppressed).filter((finding) => isAbout(finding, isAsked)),
    looked: asked.map(({ document, ref }) => ({ file: document.file, object: ref })),
    files: sources.filter(({ file }) => isAsked(file)).length,
    objects: asked.length,
    notKnown: unknownsOf(options.ignoreUnknownKinds ? [] : asked, [...values, ...(server.beside ?? [])]),
    leftOut: leftOutOf(inOrder(local.filter(({ file }) => isAsked(file)))),
  };
}

/** Those who answer what rules ask: about the objects, and the world that they come to. */
function answering(
  objects: readonly LintObject[],
  from: {
    all: readonly Document[];
    read: ReadResult;
    server: FilesServer;
    texts: ReadonlyMap<string, string>;
    options: LintOptions;
    version: KubernetesVersion;
    memory: LintMemory | undefined;
  },
): Answering {
  const { all, read, server, texts, options, version, memory } = from;
  const indexed = (some: readonly LintObject[]): Objects => new Objects(some, version, server.crds);
  const whole = objects.filter(({ patch }) => !patch);
  const files = memory ? memory.objects(whole, version, server.crds) : indexed(whole);
  const parts: KnownParts = {
    files,
    patches: indexed(objects.filter(({ patch }) => patch)),
    held: indexed(objectsIn(server.held ?? [], () => false, texts, memory)),
    elsewhere: new MadeElsewhere(files, all),
    isCut: hideObjects(read.findings, texts),
    options,
  };
  return { objects: files, world: memory ? memory.world(parts) : new KnownWorld(parts) };
}

/** Whether a finding stands in a file that is asked about, or comes of one. */
function isAbout({ location, related = [] }: Finding, isAsked: (file: string) => boolean): boolean {
  return isAsked(location.file) || related.some((one) => isAsked(one.location.file));
}

/** What was found; with what is wrong with suppressions, which shows when all findings were looked at. */
function findingsOf(collector: Collector, suppressed: ReadSuppressions | undefined): Finding[] {
  const found = collector.findings();
  for (const finding of suppressed?.findings() ?? []) collector.add(finding);
  return suppressed ? collector.findings() : found;
}

function leftOutOf(documents: readonly Document[]): LeftOut[] {
  return documents
    .filter(({ file, value }) => !isObject(value) || !(isKustomization(file, value) || isOfKustomize(value)))
    .map((document) => ({
      kind: textOf(valueAt(document.value, ['kind'])),
      location: document.locate([]),
    }));
}

/** Documents that are not even mappings are no objects. */
function objectsIn(
  documents: readonly Document[],
  isPatch: (document: Document) => boolean,
  texts: ReadonlyMap<string, string>,
  memory?: LintMemory,
): LintObject[] {
  return documents.flatMap((document) => {
    const { file, value } = document;
    if (!isObject(value)) return [];
    const encrypted = isEncrypted(value);
    const options = { patch: isPatch(document), fileText: texts.get(file) ?? '', encrypted };
    const make = () => new LintObject(document, encrypted ? withoutEncryption(value) : value, options);
    return [memory?.objectOf(document, options, make) ?? make()];
  });
}

/** Puts all objects to the rules and to the server; what was thrown on the way is told of, and comes back. */
function checkAll(
  objects: readonly LintObject[],
  rules: readonly Rule[],
  known: Omit<Context, 'report'>,
  server: FilesServer,
  collector: Collector,
  memory?: LintMemory,
): unknown[] {
  const { version, options } = known;
  const chosen = rules.filter((rule) => isChosen(rule, options));
  const failures: unknown[] = [];
  const failed = (object: LintObject, cause: unknown, rule?: string): void => {
    failures.push(cause);
    collector.add(failedFinding(object, cause, rule));
  };
  const contextOf = (rule: Rule): Context => ({
    ...known,
    report: (problem) => collector.report(rule, problem),
  });
  const walk = walkFor(chosen, contextOf, failed);
  const run: Run = { version, options, collector, server, walk, objects: known.objects };
  for (const [at, object] of objects.entries()) {
    options.progress?.(at, objects.length);
    if (options.looksAt?.(object.document.file) === false) {
      noteSchema(object, run);
      continue;
    }
    const look = (): unknown[] => {
      const before = failures.length;
      check(object, run, failed);
      return failures.splice(before);
    };
    append(failures, memory ? memory.tell(object, known, collector, look) : look());
  }
  walk.files();
  return failures;
}

function check(object: LintObject, run: Run, failed: (object: LintObject, cause: unknown) => void): void {
  try {
    checkObject(object, run);
  } catch (error) {
    failed(object, error);
  }
}

/** The result with what can be shown of it: all findings, and the places around them that must not be shown; `gone` is what a baseline has beside. */
export function resultOf(
  { found: _, ...linted }: Linted,
  { findings, hidden }: Shown,
  gone: readonly BaselineEntry[] = [],
): LintResult {
  // What is not to be told is no part of what is.
  const told = oneOfEachCause(findings.filter(({ ignored }) => !ignored));
  const ignored = findings.filter((finding) => finding.ignored);
  return { ...linted, findings: told, ignored, gone, counts: countBySeverity(told), hidden };
}

export function parseAll(sources: readonly Source[] = []): Document[] {
  return sources.flatMap((source) => parseManifests(source).documents);
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
