/** Where manifests come from, as kubectl takes it: `-f`, `-R`, `-k`; and how kustomizations and charts are rendered. */
import { statSync } from 'node:fs';
import type { InputOptions } from '../manifest/files.js';
import { isGlob } from '../manifest/glob.js';
import { isKustomizationFolder } from '../manifest/render.js';
import { Option } from './command-line.js';
import type { WithConfig } from './configured.js';
import { UsageError } from './exit.js';
import type { Io } from './io.js';
import { repeatedOption } from './options.js';

export interface RenderingOptions extends WithConfig {
  render?: boolean;
  helmValues?: string[];
  release?: string;
  helmNamespace?: string;
  allowNetwork?: boolean;
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
    if (!isKustomizationFolder(folder)) throw new UsageError(`-k: there is no kustomization in ${folder}`);
  }
  const named = recursive ? filename : filename.map(ownFiles);
  return [...args, ...named, ...kustomize];
}

/** The pattern of a folder's own files, as kubectl reads them; any other path as it is. */
function ownFiles(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  // In a name that looks like a pattern itself no pattern can be told apart.
  if (!isFolder || isGlob(path)) return path;
  return `${path.replace(/\/+$/, '')}/{*,.*}.{yaml,yml,json}`;
}

/** How the paths are read. `kustomizations`: those that are rendered, if not all. */
export function inputOptions(options: RenderingOptions, kustomizations?: readonly string[]): InputOptions {
  const { config, render, helmValues, release, helmNamespace, allowNetwork } = options;
  return {
    excludes: config?.excludes,
    ...(render !== false && {
      render: { helmValues, release, namespace: helmNamespace, network: allowNetwork, kustomizations },
    }),
  };
}

/** What has to be known of how paths were read: of what could not be rendered always, of the rest where asked. */
export function tellNotes(notes: readonly string[], verbose: boolean, { stderr }: Io): void {
  for (const note of notes) {
    if (verbose || !note.includes(' was rendered by ')) stderr.write(`kubeplan: ${note}\n`);
  }
}
