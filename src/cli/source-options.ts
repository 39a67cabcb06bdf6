/** Where manifests come from, as kubectl takes it: `-f`, `-R`, `-k`; and how kustomizations and charts are rendered. */

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withoutTrailing } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import type { InputMemory, InputOptions } from '../manifest/files.js';
import { isGlob } from '../manifest/glob.js';
import { CHART_FILE, KUSTOMIZATION_FILES } from '../manifest/kustomize.js';
import { Option } from './command-line.js';
import type { WithConfig } from './configured.js';
import { UsageError } from './exit.js';
import type { Io } from './io.js';
import { repeatedOption } from './options.js';
import { counting, type WithProgress } from './progress.js';
import type { RunMemory } from './run-memory.js';

export interface RenderingOptions extends WithConfig, WithProgress {
  /** What is known of earlier runs of a command that goes on. */
  memory?: RunMemory;
  /** What files came to that had to be read before the command began. */
  known?: InputMemory;
  render?: boolean;
  helmValues?: string[];
  release?: string;
  helmNamespace?: string;
  allowNetwork?: boolean;
  /** The Kubernetes that charts are rendered for; of several the newest. */
  k8s?: KubernetesVersion | readonly KubernetesVersion[];
}

export interface SourceOptions extends RenderingOptions {
  filename?: string[];
  recursive?: boolean;
  kustomize?: string[];
}

/** Options of commands that take any number of paths. */
export function sourceOptions(): Option[] {
  return [
    repeatedOption('-f, --filename <path>', 'a path as kubectl takes it: of a folder its own files'),
    new Option('-R, --recursive', 'with -f: the folders below it too'),
    repeatedOption('-k, --kustomize <folder>', 'a kustomization to render'),
    ...renderingOptions(),
  ];
}

/** How folders are rendered that are kustomizations or charts themselves. */
export function renderingOptions(): Option[] {
  return [
    new Option('--no-render', 'read the files of kustomizations and charts as they stand'),
    repeatedOption('--helm-values <file>', 'a file with values for charts'),
    new Option('--release <name>', "the name of a chart's release (its folder's unless told)"),
    new Option('--helm-namespace <name>', "the namespace of a chart's release"),
    new Option('--allow-network', 'kustomize may fetch what is not among the files'),
  ];
}

/** All paths of a command line. Throws a UsageError for a `-k` that is no kustomization. */
export function pathsOf(
  args: readonly string[],
  { filename = [], recursive = false, kustomize = [] }: SourceOptions,
): string[] {
  for (const folder of kustomize) {
    if (!KUSTOMIZATION_FILES.some((name) => existsSync(join(folder, name))))
      throw new UsageError(`-k: there is no kustomization in ${folder}`);
  }
  const named = recursive ? filename : filename.map(ownFiles);
  return [...args, ...named, ...kustomize];
}

/** The pattern of a folder's own files, as kubectl reads them; any other path as it is. */
export function ownFiles(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  // In a name that looks like a pattern itself no pattern can be told apart.
  if (!isFolder || isGlob(path)) return path;
  return `${withoutTrailing(path, '/')}/{*,.*}.{yaml,yml,json}`;
}

/** What is known of files already: of earlier runs of a command that goes on, or from before this one began. */
export function knownFiles({
  memory,
  known,
}: Pick<RenderingOptions, 'memory' | 'known'>): InputMemory | undefined {
  return memory?.files ?? known;
}

/**
 * How paths are read. `kustomizations`: those that are rendered, if not all. What makes manifests of something else is loaded only
 * where a path asks for it.
 */
export async function inputOptions(
  paths: readonly string[],
  options: RenderingOptions,
  kustomizations?: readonly string[],
): Promise<InputOptions> {
  const { config, render, helmValues, release, helmNamespace, allowNetwork, k8s, progress } = options;
  const as = {
    excludes: config?.excludes,
    memory: knownFiles(options),
    progress: counting(progress, 'reading files'),
  };
  if (!paths.some(mayBeMade)) return as;
  const { manifestMaker } = await import('../manifest/make.js');
  const how = {
    helmValues,
    release,
    namespace: helmNamespace,
    network: allowNetwork,
    kustomizations,
    k8s: newestOf(k8s),
    begins: progress && ((folder: string) => progress(`rendering ${folder}`)),
  };
  return { ...as, maker: manifestMaker(render === false ? undefined : how) };
}

function newestOf(k8s: RenderingOptions['k8s']): KubernetesVersion | undefined {
  return typeof k8s === 'string' ? k8s : k8s?.at(-1);
}

/** Whether a path may lead to something that manifests are made of. */
function mayBeMade(path: string): boolean {
  if (path === '-' || path.startsWith('git:')) return true;
  return [...KUSTOMIZATION_FILES, CHART_FILE].some((name) => existsSync(join(path, name)));
}

/** The words after `kubeplan lint` and `kubectl apply -f` that name a path: a folder that is rendered is asked for by -k. */
export function wordsOf(path: string, { render }: Pick<RenderingOptions, 'render'>): string[] {
  const isRendered = render !== false && KUSTOMIZATION_FILES.some((name) => existsSync(join(path, name)));
  return isRendered ? ['-k', path] : [path];
}

/** What has to be known of how paths were read: of what could not be rendered always, of the rest where asked. */
export function tellNotes(notes: readonly string[], verbose: boolean, { stderr }: Io): void {
  for (const note of notes) {
    if (verbose || !note.includes(' was rendered by ')) stderr.write(`kubeplan: ${note}\n`);
  }
}
