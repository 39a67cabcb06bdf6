/** The Kubernetes that a command answers for: the version and the features that its command line comes to. */
import { type FeatureGates, gateProblem, gatesSet, isDeciding } from '../api/gates.js';
import { listed } from '../api/text.js';
import { KUBERNETES_VERSIONS, type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import type { CommandLine } from './command-line.js';
import { UsageError } from './exit.js';

/** One version that `--k8s` asks for. */
export interface AskedVersion {
  version: KubernetesVersion;
  /** The newest unless told. */
  patch?: number | undefined;
  /** As it is written. */
  text: string;
}

/** What a dump of a cluster says of its version. */
export interface DumpVersion extends AskedVersion {
  /** `the nodes of cluster.yaml run v1.34.5`. */
  said: string;
  /** It is one that is known; if not, the nearest stands for it. */
  isKnown: boolean;
}

/** What a command is told beside `options.k8s`. */
export interface WithRelease {
  /** What each version that is answered for has set otherwise than by default. */
  gates?: ReadonlyMap<KubernetesVersion, FeatureGates>;
  /** The words that ask for the same again. */
  released?: readonly string[];
}

/** What a version has set otherwise than by default. */
export function gatesOf({ k8s, gates }: { k8s: KubernetesVersion } & WithRelease): FeatureGates | undefined {
  return gates?.get(k8s);
}

/** What is known of the command line with its versions and features settled, and what has to be known of them. */
export interface Settled {
  line: CommandLine;
  notes: string[];
}

/**
 * The command line with `options.k8s` as minors, and what they have set as `options.gates`. Where no version is asked for it is that
 * of the dump, if that says one. Throws a UsageError for features that
 * a version does not have.
 */
export function settled(line: CommandLine, dump?: DumpVersion): Settled {
  const {
    k8s,
    featureGates = {},
    ...options
  } = line.options as {
    k8s?: AskedVersion | AskedVersion[];
    featureGates?: FeatureGates;
  };
  if (k8s === undefined) return { line, notes: [] };
  const isSaid = line.given.includes('k8s');
  const asked = dump && !isSaid ? [dump] : [k8s].flat();
  for (const [name, value] of Object.entries(featureGates)) rejectGate(name, value, asked);
  const gates = new Map(asked.map((one) => [one.version, gatesAsked(one, featureGates)]));
  const versions = KUBERNETES_VERSIONS.filter((version) => gates.has(version));
  const released = [...versionWords(asked), ...gateWords(featureGates)];
  const settledOptions = { ...options, k8s: Array.isArray(k8s) ? versions : versions[0], gates, released };
  const notes = [...(dump ? dumpNotes(dump, asked, isSaid) : []), ...idleNotes(featureGates)];
  return { line: { ...line, options: settledOptions }, notes };
}

/** What is answered for because of a dump, or in spite of it. */
function dumpNotes(dump: DumpVersion, asked: readonly AskedVersion[], isSaid: boolean): string[] {
  const { said, version, isKnown } = dump;
  if (isSaid) {
    const contradicts = !isKnown || asked.every((one) => one.version !== version);
    return contradicts ? [`--k8s says ${textOf(asked)}, but ${said}`] : [];
  }
  if (!isKnown) return [`${said}, which is not known: Kubernetes ${version} is answered for, the nearest`];
  return version === NEWEST_VERSION ? [] : [`Kubernetes ${version} is answered for: ${said}`];
}

function textOf(asked: readonly AskedVersion[]): string {
  return listed(asked.map(({ text }) => text));
}

function rank({ version }: AskedVersion): number {
  return KUBERNETES_VERSIONS.indexOf(version);
}

/** `--k8s` as it has to be given again: nothing for the newest. */
function versionWords(asked: readonly AskedVersion[]): string[] {
  const [first, last] = [asked[0], asked.at(-1)];
  const isRange = first && last && asked.length > 2 && rank(last) - rank(first) === asked.length - 1;
  const text = isRange ? `${first.text}..${last.text}` : asked.map((one) => one.text).join(',');
  return text === NEWEST_VERSION ? [] : ['--k8s', text];
}

function gateWords(gates: FeatureGates): string[] {
  const text = Object.entries(gates)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  return text === '' ? [] : ['--feature-gates', text];
}

/** Throws a UsageError for a feature that none of the versions lets be set so. */
function rejectGate(name: string, value: boolean, asked: readonly AskedVersion[]): void {
  const problems = asked.map(({ version }) => gateProblem(name, value, version));
  const [first] = problems;
  if (first !== undefined && !problems.includes(undefined)) throw new UsageError(`--feature-gates: ${first}`);
}

/** Of several versions those that have a feature get it. */
function gatesAsked({ version, patch }: AskedVersion, set: FeatureGates): FeatureGates {
  const taken = Object.entries(set).filter(([name, value]) => !gateProblem(name, value, version));
  return gatesSet(version, patch, Object.fromEntries(taken));
}

/** What is set and nobody here asks for. */
function idleNotes(set: FeatureGates): string[] {
  const idle = Object.keys(set).filter((name) => !isDeciding(name));
  return idle.length === 0 ? [] : [`nothing that is told here depends on ${listed(idle)}`];
}
