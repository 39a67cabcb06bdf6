import { type FeatureGates, readFeatureGates } from '../api/gates.js';
import { NODE_PORTS, type PortRange, portRangeText } from '../api/port-range.js';
import { closest } from '../api/suggest.js';
import {
  KUBERNETES_VERSIONS,
  NEWEST_VERSION,
  parsePatch,
  parseVersion,
  unknownVersion,
} from '../api/version.js';
import { NodeSpecError, parsePools } from '../cluster/node-spec.js';
import { MAX_PODS } from '../simulation/most-pods.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import type { AskedVersion, WithRelease } from './release.js';

/** One output that was asked for: `--format json=out.json` is json into out.json, `--format text` text on stdout. */
export interface Output<Format extends string = string> {
  format: Format;
  /** The file to write; standard output where absent. */
  file?: string;
}

/** The format that every command has, and writes unless told. */
const TEXT = 'text';

const append = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

function readVersion(text: string): AskedVersion {
  const version = parseVersion(text);
  if (version) return { version, patch: parsePatch(text), text: text.trim() };
  throw new InvalidArgumentError(`${unknownVersion(text)}.`);
}

const NEWEST: AskedVersion = { version: NEWEST_VERSION, text: NEWEST_VERSION };

/** `--k8s VERSION` → `options.k8s: KubernetesVersion`, the newest unless told, once it is settled (release.ts). */
export function k8sOption(): Option {
  return new Option('--k8s <version>', 'the Kubernetes to answer for, 1.28 to 1.37, or a patch of it: 1.35.2')
    .choices(KUBERNETES_VERSIONS)
    .argParser(readVersion)
    .default(NEWEST, NEWEST_VERSION);
}

/** The same of a command that has to know whether it was given → `options.k8s: KubernetesVersion | undefined`. */
export function k8sIfGivenOption(): Option {
  return new Option(
    '--k8s <version>',
    `the Kubernetes to answer for, 1.28 to 1.37 (${NEWEST_VERSION} unless told)`,
  )
    .choices(KUBERNETES_VERSIONS)
    .argParser(readVersion);
}

/** `--k8s` of a command that answers for several → `options.k8s: KubernetesVersion[]`, oldest first: `1.33,1.37`, `1.34..1.37`. */
export function k8sVersionsOption(): Option {
  return new Option(
    '--k8s <version>',
    'the Kubernetes to answer for, 1.28 to 1.37; several as 1.33,1.37 or 1.34..1.37',
  )
    .choices(KUBERNETES_VERSIONS)
    .argParser((text) => text.split(',').flatMap((part) => versionRange(part)))
    .default([NEWEST], NEWEST_VERSION);
}

/** `1.34`, or `1.34..1.37`. Throws an InvalidArgumentError. */
export function versionRange(text: string): readonly AskedVersion[] {
  const [from = '', to, ...more] = text.split('..');
  if (more.length > 0) throw new InvalidArgumentError('Write a range such as 1.34..1.37.');
  const first = readVersion(from);
  if (to === undefined) return [first];
  const last = readVersion(to);
  const [begin, end] = [first, last].map(({ version }) => KUBERNETES_VERSIONS.indexOf(version)) as [
    number,
    number,
  ];
  if (begin > end) throw new InvalidArgumentError('Write the older one first.');
  return KUBERNETES_VERSIONS.slice(begin, end + 1).map(
    (version) => [first, last].find((one) => one.version === version) ?? { version, text: version },
  );
}

/** `--feature-gates A=true,B=false`, several times → what a cluster has set, once it is settled (release.ts). */
export function featureGatesOption(): Option {
  return new Option(
    '--feature-gates <gates>',
    'the feature gates that the cluster has set: A=true,B=false; may be given several times',
  ).argParser((text, before: FeatureGates | undefined) => ({ ...before, ...readGates(text) }));
}

function readGates(text: string): FeatureGates {
  const gates = readFeatureGates(text);
  if (gates) return gates;
  throw new InvalidArgumentError('Write gates such as A=true,B=false.');
}

/** `--k8s` and `--feature-gates` as they have to be given again: nothing for the newest as it is. */
export function versionWords({ released = [] }: WithRelease): readonly string[] {
  return released;
}

/** `--namespace` as it has to be given again. */
export function namespaceWords({ namespace }: { namespace: string }): string[] {
  return namespace === 'default' ? [] : ['-n', namespace];
}

/** `--max-pods NUMBER` → `options.maxPods: number | undefined`. */
export function maxPodsOption(): Option {
  return new Option(
    '--max-pods <number>',
    `plan for no more new pods than that (${MAX_PODS} unless told)`,
  ).argParser(readCount);
}

/** `--max-pods` as it has to be given again. */
export function maxPodsWords({ maxPods }: { maxPods?: number }): string[] {
  return maxPods === undefined ? [] : ['--max-pods', String(maxPods)];
}

/** A whole number from 1 on. */
export function readCount(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 on.');
}

/** `--crd FILE`, several times → `options.crd: string[] | undefined`: files or folders with CustomResourceDefinitions. */
export function crdOption(): Option {
  return repeatedOption(
    '--crd <file>',
    'a file or folder with CustomResourceDefinitions, beside those among the manifests; may be given several times',
  );
}

/** `--node-port-range FROM-TO` → `options.nodePortRange: PortRange | undefined`. */
export function nodePortRangeOption(): Option {
  return new Option(
    '--node-port-range <range>',
    `the ports of nodes for Services, as the API server was told (${portRangeText(NODE_PORTS)} unless told)`,
  ).argParser(readPortRange);
}

/** `--node-port-range` as it has to be given again. */
export function nodePortRangeWords({ nodePortRange }: { nodePortRange?: PortRange }): string[] {
  return nodePortRange ? ['--node-port-range', portRangeText(nodePortRange)] : [];
}

function readPortRange(text: string): PortRange {
  const [from = Number.NaN, to = Number.NaN] = (/^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [])
    .slice(1)
    .map(Number);
  if (from >= 1 && from <= to && to <= 65_535) return { from, to };
  throw new InvalidArgumentError('Write two ports such as 30000-32767.');
}

/** `--watch` → `options.watch`: the command runs again whenever what it reads changes (watch.ts). */
export function watchOption(): Option {
  return new Option('-w, --watch', 'go on, and look again whenever a file that was read changes');
}

/** What `--shard` asks for: what it leaves out the environment says (shard.ts). */
export interface AskedShard {
  index?: number;
  count?: number;
}

/** `--shard I/N` → `options.shard: AskedShard | undefined`. */
export function shardOption(unit: string): Option {
  return new Option(
    '--shard <i/n>',
    `only the ${unit} that fall to part I of N; /N takes I from JOB_COMPLETION_INDEX or CI_NODE_INDEX, auto both from GitLab's`,
  ).argParser(readShard);
}

function readShard(text: string): AskedShard {
  if (text === 'auto') return {};
  const [, index = '', all = ''] = /^(\d{0,9})\/(\d{1,9})$/.exec(text) ?? [];
  const count = Number(all);
  if (count < 1) throw new InvalidArgumentError('Write which of how many: 2/4.');
  if (index === '') return { count };
  if (Number(index) >= 1 && Number(index) <= count) return { index: Number(index), count };
  throw new InvalidArgumentError(
    count === 1 ? 'Of 1 part there is 1/1 alone.' : `The parts are 1/${count} to ${count}/${count}.`,
  );
}

/** `--quiet` → `options.quiet`: nothing is said when all is well. */
export function quietOption(): Option {
  return new Option('-q, --quiet', 'say nothing when all is well');
}

/**
 * `--format NAME[=FILE]`, several times → `options.format: Output[]`; the first of `formats` unless told.
 * Only one of them can go to standard output.
 */
export function formatOption(formats: readonly string[]): Option {
  const read = (text: string, before: readonly Output[] | undefined): readonly Output[] => {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const file = equals < 0 ? undefined : text.slice(equals + 1);
    const format = formats.find((known) => known === name);
    if (!format) {
      const near = closest(name, formats);
      throw new InvalidArgumentError(
        near ? `Did you mean ${near}?` : `The formats are ${formats.join(', ')}.`,
      );
    }
    if (file === '') throw new InvalidArgumentError(`A file's name is missing after ${name}=.`);
    const outputs = before?.filter((output) => output !== standard) ?? [];
    if (file === undefined && outputs.some((output) => output.file === undefined)) {
      throw new InvalidArgumentError(
        `Only one format can go to standard output: write ${name}=FILE for the other.`,
      );
    }
    return [...outputs, file === undefined ? { format } : { format, file }];
  };
  const standard: Output = { format: TEXT };
  return new Option(
    '-o, --format <name[=file]>',
    `${formats.join(', ')}; into a file with name=file; may be given several times`,
  )
    .choices(formats)
    .argParser(read)
    .default([standard], TEXT);
}

/** An option that may be given several times, each time with one value → `string[] | undefined`. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(append);
}

/** `--pool SPEC`, several times → `options.pool: string[] | undefined`: nodes that could be added. */
export function poolOption(): Option {
  return new Option(
    '--pool <spec>',
    'nodes that could be added, such as "name=big,cpu=16,memory=64Gi,zone=a|b,max=10"; may be given several times',
  ).argParser((text, before: string[] | undefined) => {
    try {
      parsePools([...(before ?? []), text]);
    } catch (error) {
      if (error instanceof NodeSpecError) throw new InvalidArgumentError(`${error.message}.`);
      throw error;
    }
    return append(text, before);
  });
}

/** Every option of a command, declared in the order in which help shows them. */
export function addOptions(command: Command, options: readonly Option[]): void {
  for (const option of options) command.addOption(option);
}
