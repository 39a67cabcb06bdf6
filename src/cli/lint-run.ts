/** One run of `kubeplan lint` over the paths of its command line. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadKinds } from '../admission/groups/index.js';
import type { Finding } from '../api/finding.js';
import { isObject, type JsonValue, textOf } from '../api/json.js';
import { append } from '../api/lists.js';
import { groupOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import type { AgainstBaseline } from '../lint/baseline.js';
import { CONFIGURATION_GROUPS } from '../lint/configuration-groups.js';
import { type Beside, needsWorld, plainServer, type ServerOfFiles } from '../lint/files-server.js';
import type { Shown } from '../lint/hidden.js';
import {
  type FindingsOfConfigurations,
  type Linted,
  lintDocuments,
  parseAll,
  resultOf,
} from '../lint/lint-documents.js';
import type { LintOptions } from '../lint/options.js';
import type { Rule } from '../lint/rule.js';
import { asksForMore, type RuleChoice, turnedOn } from '../lint/rule-choice.js';
import { RULES } from '../lint/rules/index.js';
import { rulesFor } from '../lint/rules/of-kinds.js';
import { mentionsSuppressions } from '../lint/suppressions/mentioned.js';
import type { Source } from '../manifest/document.js';
import { type InputResult, kustomizationsBeside, readInputs } from '../manifest/files.js';
import { renderedFrom } from '../manifest/made-files.js';
import { podTemplatePath } from '../schema/resources.js';
import type { BaselineOptions } from './baseline.js';
import { UsageError } from './exit.js';
import type { Checked, LintCommandOptions } from './lint-options.js';
import { together, worldsOf } from './lint-worlds.js';
import { isMistake, readOptionFiles, specialNotes } from './option-files.js';
import { counting } from './progress.js';
import { gatesOf } from './release.js';
import type { RunMemory } from './run-memory.js';
import { inputOptions, knownFiles, type SourceOptions } from './source-options.js';

/** What comes of workloads. */
const POD: JsonValue = { apiVersion: 'v1', kind: 'Pod' };

/** The options for one Kubernetes, with what the files hold that they name. */
type RunOptions = LintCommandOptions & { given: Given };

/** The same for one Kubernetes of those. */
type VersionOptions = Omit<RunOptions, 'k8s'> & {
  k8s: KubernetesVersion;
  /** What is done, for who waits for it. */
  doing: string;
};

interface Given {
  crds?: Source[];
  policies?: Source[];
  cluster?: Source[];
  /** What is in their folders and not read. */
  notes: string[];
}

/** Reads the paths, lints what is in them, and holds it against what is not to be told again. */
export async function lintPaths(
  paths: string[],
  asOnCommandLine: LintCommandOptions,
  choice: RuleChoice,
): Promise<Checked> {
  const options: RunOptions = { ...asOnCommandLine, given: givenFiles(asOnCommandLine) };
  const worldPaths = worldsOf(paths, options);
  const worlds = await Promise.all(worldPaths.map((world) => readWorld(world, options)));
  const parts = options.part && (await import('./lint-shard.js'));
  const looksAt = parts?.lookTest(
    options.part!,
    options,
    worlds.map((world) => world.read),
  );
  const found: Found[] = [];
  for (const [at, { read }] of worlds.entries()) {
    found.push(
      await lintVersions({ ...read, purpose: `now ${at}`, ...(looksAt && { looksAt }) }, options, choice),
    );
  }
  const { linted, shown } =
    found.length === 1 ? found[0]! : (await import('../lint/of-worlds.js')).ofWorlds(found);
  const read = together(worlds.map((world) => world.read));
  const { sources, excluded } = read;
  const askedSources = together(worlds.map(({ asked }) => asked)).sources;
  const isMade = shown.findings.some(({ location }) => renderedFrom(location.file) !== undefined);
  const origins = isMade ? (await import('./lint-origins.js')).readOrigins(shown.findings, read) : undefined;
  const heard = origins?.suppressed(shown.findings) ?? shown.findings;
  const held = await heldAgainst(heard, askedSources, options);
  const findings =
    options.since === undefined
      ? held.findings
      : await sinceFindings(held.findings, { ...read, worlds: worldPaths }, options, choice);
  const at = origins?.placed(findings) ?? { findings, sources: [], hidden: [] };
  const hidden = [...shown.hidden, ...at.hidden];
  const whole = { ...linted, excluded: excluded.length };
  const told = { findings: at.findings, hidden };
  const { crds = [], policies = [], cluster = [], notes } = options.given;
  const of = { sources: askedSources, inputs: [...sources, ...at.sources, ...crds, ...policies, ...cluster] };
  const part = parts?.partOf(options.part!, !looksAt, whole, told, held.gone, of);
  return {
    sources,
    beside: at.sources,
    result: part?.result ?? resultOf(whole, told, held.gone),
    notes: [...read.notes, ...notes],
    excluded,
    ...(part && { part: part.part }),
  };
}

/** Files of a kustomization are read as they stand, where they can be mended, unless it is asked for by -k. */
async function readWorld(
  paths: string[],
  options: LintCommandOptions,
): Promise<{ asked: InputResult; read: ReadWithin }> {
  const asked = readInputs(paths, await inputOptions(paths, options, options.kustomize ?? []));
  return { asked, read: options.within ? withAround(asked, options.within, options) : asked };
}

/** Reads what options name. Throws UsageError with the place of what cannot be read. */
function givenFiles({ crd, policy, cluster, memory, known }: LintCommandOptions): Given {
  const notes: string[] = [];
  const files = (option: string, paths: string[] | undefined): Source[] | undefined => {
    if (!paths) return undefined;
    const read = readOptionFiles(option, paths, { memory: knownFiles({ memory, known }) });
    append(notes, specialNotes(read));
    return read.sources;
  };
  return {
    crds: files('--crd', crd),
    policies: files('--policy', policy),
    cluster: files('--cluster', cluster),
    notes,
  };
}

/** What was read and is asked about, with the manifests around it, which are read for what it refers to. */
interface ReadWithin extends InputResult {
  isAsked?: (file: string) => boolean;
  looksAt?: (file: string) => boolean;
}

/** What is linted, and what for: what is known of it from runs before is kept by that. */
interface ReadFor extends ReadWithin {
  purpose: string;
}

/** Reads what `--within` names. Throws a UsageError for a path that leads nowhere. */
function withAround(
  asked: InputResult,
  within: readonly string[],
  { config, memory }: SourceOptions,
): ReadWithin {
  const files = new Set(
    [...asked.sources, ...asked.findings.map(({ location }) => location)].map(({ file }) => file),
  );
  const known = new Set([...files].map((file) => resolve(file)));
  const around = readInputs(within, {
    excludes: (file) => known.has(resolve(file)) || config?.excludes(file) === true,
    memory: memory?.files,
  });
  const mistake = around.findings.find(isMistake);
  if (mistake) throw new UsageError(`--within: ${mistake.message}`);
  return {
    ...asked,
    sources: [...asked.sources, ...around.sources],
    documents: [...asked.documents, ...around.documents],
    findings: [...asked.findings, ...around.findings],
    isAsked: (file) => files.has(file),
  };
}

interface Found {
  linted: Linted;
  shown: Shown;
}

/** What is found for each Kubernetes that was asked for, together. */
async function lintVersions(read: ReadFor, options: RunOptions, choice: RuleChoice): Promise<Found> {
  const found: Found[] = [];
  for (const k8s of options.k8s) {
    const doing = `linting objects${options.k8s.length > 1 ? ` for Kubernetes ${k8s}` : ''}`;
    found.push(await lintRead(read, { ...options, k8s, doing }, choice));
  }
  const [only, ...more] = found;
  if (only && more.length === 0) return only;
  return (await import('../lint/of-versions.js')).ofVersions(found);
}

/** The findings with those marked that were there in the revision; `notes` gets what has to be known of how that was read. */
async function sinceFindings(
  findings: readonly Finding[],
  { worlds, documents, notes }: Pick<InputResult, 'documents' | 'notes'> & { worlds: string[][] },
  options: RunOptions,
  choice: RuleChoice,
): Promise<Finding[]> {
  const { readSince, sinceRevision } = await import('./since.js');
  const olds = await readSince(options.since ?? '', worlds, options);
  append(notes, together(olds).notes);
  return sinceRevision(findings, documents, together(olds), async () => {
    const found: Finding[] = [];
    for (const [at, old] of olds.entries()) {
      const { shown } = await lintVersions({ ...old, purpose: `before ${at}` }, options, choice);
      append(found, shown.findings);
    }
    return found;
  });
}

async function lintRead(read: ReadFor, options: VersionOptions, choice: RuleChoice): Promise<Found> {
  const lintOptions = lintOptionsOf(read, options, choice);
  const { policies, cluster } = lintOptions;
  const { memory } = options;
  const parseCrds = () => parseAll(lintOptions.crds);
  const crds = memory?.once('crds', lintOptions.crds ?? [], parseCrds) ?? parseCrds();
  const values = [...crds, ...read.documents].map(({ value }) => value);
  // Most runs can do without a world, and start sooner.
  const isWorldly =
    (lintOptions.crds ?? policies ?? cluster ?? options.nodePortRange) !== undefined || needsWorld(values);
  const serverOf = isWorldly
    ? await inWorld(lintOptions, values, memory)
    : plainServer(await loadKinds(values), lintOptions.featureGates);
  const { sources } = read;
  const suppressed = sources.some(mentionsSuppressions)
    ? (await import('../lint/suppressions/index.js')).readSuppressions(sources, read.documents, lintOptions)
    : undefined;
  const rules = await rulesOf(lintOptions, values);
  const linted = lintDocuments(
    sources,
    { ...read, crds },
    serverOf,
    lintOptions,
    rules,
    suppressed,
    await ofConfigurations(values),
    memory?.lint(`${read.purpose} ${options.k8s}`),
  );
  // Where nothing is told, nothing has to be hidden.
  const shown =
    linted.found.length === 0
      ? { findings: [], hidden: [] }
      : (await import('../lint/hidden.js')).withoutSecrets(linted.found, sources, read);
  return { linted, shown };
}

function lintOptionsOf(read: ReadWithin, options: VersionOptions, choice: RuleChoice): LintOptions {
  const { crds, policies, cluster } = options.given;
  return {
    ...choice,
    k8s: options.k8s,
    featureGates: gatesOf(options),
    crds,
    policies,
    cluster,
    podSecurity: options.podSecurity,
    nodePorts: options.nodePortRange,
    isAsked: read.isAsked,
    looksAt: read.looksAt,
    kustomizations: kustomizationsBeside(read),
    isThere: options.isThere ?? existsSync,
    closedWorld: options.closedWorld,
    namespaces: options.config?.namespaces,
    requireReason: options.config?.requireReason,
    openWorld: options.openWorld,
    strictKinds: options.strictKinds,
    ignoreUnknownKinds: options.ignoreUnknownKinds,
    skipNonKubernetes: options.skipNonKubernetes,
    progress: counting(options.progress, options.doing),
  };
}

async function heldAgainst(
  findings: Finding[],
  sources: readonly Source[],
  options: BaselineOptions,
): Promise<AgainstBaseline> {
  if (options.baseline === undefined && !options.writeBaseline) return { findings, gone: [] };
  return (await import('./baseline.js')).heldAgainstBaseline(findings, sources, options);
}

/** The rules that can be among those chosen and have anything to look at: what only some runs need is not loaded for all. */
async function rulesOf(options: LintOptions, values: readonly JsonValue[]): Promise<readonly Rule[]> {
  if (await goesBeyondDefault(options)) return (await import('../lint/rules/all.js')).ALL_RULES;
  return [...RULES, ...(await rulesFor(values, options))];
}

async function goesBeyondDefault(options: LintOptions): Promise<boolean> {
  if (asksForMore(options)) return true;
  const single = turnedOn(options);
  if (single.length === 0) return false;
  const { entryOfRule } = await import('../lint/rules/catalogue.js');
  return single.some((name) => entryOfRule(name)?.set !== 'default');
}

/** What reads the configurations of programs is loaded where there are any. */
async function ofConfigurations(values: readonly JsonValue[]): Promise<FindingsOfConfigurations | undefined> {
  const isOne = (value: JsonValue): boolean =>
    isObject(value) && CONFIGURATION_GROUPS.has(groupOf(textOf(value['apiVersion'])));
  if (!values.some(isOne)) return undefined;
  return (await import('../lint/configurations.js')).configurationFindings;
}

async function inWorld(
  options: LintOptions,
  values: readonly JsonValue[],
  memory?: RunMemory,
): Promise<ServerOfFiles> {
  const [{ worldServer }, besideOf] = await Promise.all([
    import('../lint/world-server.js'),
    besideFor(options, values, memory),
  ]);
  return (version, all) => worldServer(version, all, besideOf(version));
}

/** What files come to. Which kinds there are in a snapshot and among policies shows too late to load the rules of no others. */
async function besideFor(
  options: LintOptions,
  values: readonly JsonValue[],
  memory?: RunMemory,
): Promise<(version: KubernetesVersion) => Beside> {
  const { policies, cluster, nodePorts, featureGates: gates } = options;
  if (policies ?? cluster) {
    const [{ besideOf }, { ALL_KINDS }] = await Promise.all([
      import('../lint/beside.js'),
      import('../admission/groups/all.js'),
    ]);
    const of = [
      ...(policies ?? []),
      null,
      ...(cluster ?? []),
      nodePorts?.from,
      nodePorts?.to,
      JSON.stringify(gates),
    ];
    return (version) => {
      const read = () => besideOf(options, version, ALL_KINDS);
      return memory?.once(`beside ${version}`, of, read) ?? read();
    };
  }
  const kinds = await loadKinds([...values, ...(values.some(makesPods) ? [POD] : [])]);
  return () => ({ kinds, ...(nodePorts && { nodePorts }), ...(gates && { gates }) });
}

function makesPods(value: JsonValue): boolean {
  return isObject(value) && podTemplatePath(textOf(value['kind'])) !== undefined;
}
