/** `--then COMMAND`: what is done once the manifests are applied; the files that the commands name are read before anything happens. */

import { resolve } from 'node:path';
import { HIDDEN, withoutCredentials } from '../api/hidden.js';
import type { JsonObject } from '../api/json.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Manifested } from '../kubectl/command/verb.js';
import { CommandError } from '../kubectl/command/words.js';
import { inOrder } from '../kubectl/order.js';
import { contentPaths } from '../kubectl/verbs/data-sources.js';
import { readInputs } from '../manifest/files.js';
import { planCommands } from '../simulation/commands/index.js';
import type { PlanCommand } from '../simulation/commands/plan-verb.js';
import type { CommandInput } from '../simulation/commands/run-command.js';
import { manifestsOf } from '../simulation/manifests.js';
import { readContents } from './command-contents.js';
import type { Option } from './command-line.js';
import { UsageError } from './exit.js';
import { withPlace } from './option-files.js';
import { repeatedOption } from './options.js';
import { inputOptions, ownFiles, type RenderingOptions } from './source-options.js';

/** `--then COMMAND`, several times → `options.then: string[] | undefined`. */
export function thenOption(): Option {
  return repeatedOption(
    '--then <command>',
    'what is done after that, as kubectl takes it: "drain node-1 --ignore-daemonsets", "scale deploy/web --replicas=5"; also fail node/X, recover node/X, crash deploy/web, add node cpu=4, remove node/X, wait 5m; may be given several times',
  );
}

/** All `--then` of a command line. */
interface Then {
  commands: PlanCommand[];
  /** The words that say it again; of a line that holds what must not be shown, what a plan tells of it. */
  words: string[];
}

/** The commands of all `--then`. Throws a UsageError with the place of what is not understood. */
export function readThen(lines: readonly string[] = []): Then {
  const read = lines.map((line) => ({ line, commands: readLine('--then', line, () => planCommands(line)) }));
  return {
    commands: read.flatMap(({ commands }) => commands),
    words: read.flatMap(({ line, commands }) => {
      const told = commands.map(({ text }) => text);
      return ['--then', told.some((text) => text.includes(HIDDEN)) ? told.join('; ') : line];
    }),
  };
}

/** What `read` makes of a line; a mistake in it as a UsageError that shows where. */
function readLine<T>(option: string, line: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const hint = [frame(line, error.column), ...(error.hint === undefined ? [] : [error.hint])];
    throw new UsageError(`${option}: ${error.message}`, hint.join('\n'));
  }
}

/** The line that a character stands in, and a mark below it. */
function frame(text: string, column: number): string {
  const before = text.slice(0, column - 1);
  const start = before.lastIndexOf('\n') + 1;
  const [line = ''] = text.slice(start).split('\n');
  const at = column - start;
  const shown = withoutCredentials(line);
  // What is hidden moves what stands behind it.
  const mark = shown.startsWith(line.slice(0, at - 1)) ? `${' '.repeat(Math.max(0, at - 1))}^ ` : '';
  return `  ${shown}\n  ${mark}character ${at}`;
}

interface CommandFileOptions extends RenderingOptions {
  k8s: KubernetesVersion;
  namespace: string;
  /** Where the paths begin; the folder one stands in unless told. */
  folder?: string;
}

/** The files and folders that a command names. */
export function filesOfCommand(command: PlanCommand): string[] {
  return [...manifestsOfCommand(command), ...contentPaths(command.flags)];
}

function manifestsOfCommand({ flags }: PlanCommand): string[] {
  return ['filename', 'kustomize'].flatMap((name) => flags.all(name));
}

/** Reads the files that commands name. Throws a UsageError for one that is not there or cannot be read. */
export async function readCommandFiles(
  commands: readonly PlanCommand[],
  options: CommandFileOptions,
): Promise<CommandInput> {
  const placeOf = (path: string) => (options.folder === undefined ? path : resolve(options.folder, path));
  const files = new Map<string, Manifested[]>();
  for (const path of commands.flatMap(manifestsOfCommand)) {
    files.set(path, await readObjects(placeOf(path), options));
  }
  const contents = new Map(
    commands
      .flatMap(({ flags }) => contentPaths(flags))
      .map((path) => [path, readContents(path, placeOf(path))]),
  );
  return {
    namespace: options.namespace,
    manifests: (path) => files.get(path) ?? [],
    contents: (path) => contents.get(path),
  };
}

async function readObjects(path: string, options: CommandFileOptions): Promise<Manifested[]> {
  const own = ownFiles(path);
  const read = readInputs([own], await inputOptions([own], options));
  const wrong = read.findings.find(({ severity }) => severity === 'error');
  if (wrong) throw new UsageError(`--then: -f ${path}: ${withPlace(wrong)}`);
  const { manifests } = manifestsOf(read.documents, { version: options.k8s, namespace: options.namespace });
  return inOrder(manifests, 'kubectl').map(({ document, location }) => ({
    object: asObject(document.value as JsonObject),
    source: location.file,
  }));
}
