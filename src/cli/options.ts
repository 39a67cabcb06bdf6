import { NODE_PORTS, type PortRange, portRangeText } from '../api/port-range.js';
import { closest } from '../api/suggest.js';
import {
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
  NEWEST_VERSION,
  parseVersion,
  unknownVersion,
} from '../api/version.js';
import { NodeSpecError, parsePools } from '../cluster/node-spec.js';
import { MAX_PODS } from '../simulation/most-pods.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';

/** One output that was asked for: `--format json=out.json` is json into out.json, `--format text` text on stdout. */
export interface Output<Format extends string = string> {
  format: Format;
  /** The file to write; standard output where absent. */
  file?: string;
}

/** The format that every command has, and writes unless told. */
const TEXT = 'text';

const append = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

function readVersion(text: string): KubernetesVersion {
  const version = parseVersion(text);
  if (version) return version;
  throw new InvalidArgumentError(`${unknownVersion(text)}.`);
}

/** `--k8s VERSION` → `options.k8s: KubernetesVersion`, the newest unless told. `v1.31.2` means 1.31. */
export function k8sOption(): Option {
  return new Option('--k8s <version>', 'the Kubernetes to answer for, 1.28 to 1.37')
    .choices(KUBERNETES_VERSIONS)
    .argParser(readVersion)
    .default(NEWEST_VERSION);
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
    .argParser(readVersions)
    .default([NEWEST_VERSION], NEWEST_VERSION);
}

function readVersions(text: string): KubernetesVersion[] {
  const asked = new Set(text.split(',').flatMap((part) => versionRange(part)));
  return KUBERNETES_VERSIONS.filter((version) => asked.has(version));
}

function versionRange(text: string): readonly KubernetesVersion[] {
  const [from, to, ...more] = text.split('..');
  if (more.length > 0) throw new InvalidArgumentError('Write a range such as 1.34..1.37.');
  const [first, last] = [readVersion(from ?? ''), readVersion(to ?? from ?? '')].map((one) =>
    KUBERNETES_VERSIONS.indexOf(one),
  ) as [number, number];
  if (first > last) throw new InvalidArgumentError('Write the older one first.');
  return KUBERNETES_VERSIONS.slice(first, last + 1);
}

/** The option as it has to be given again: nothing for the newest. */
export function versionWords({ k8s }: { k8s: KubernetesVersion }): string[] {
  return k8s === NEWEST_VERSION ? [] : ['--k8s', k8s];
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
