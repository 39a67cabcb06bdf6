import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import { append } from '../api/lists.js';
import { quote } from '../api/shell.js';
import { runProgram } from '../manifest/programs.js';
import { writeYamlFile } from '../manifest/write-yaml.js';
import { NEWER_RESOURCES, SNAPSHOT_RESOURCES } from '../simulation/snapshot-kinds.js';
import { snapshotObject } from '../simulation/snapshot-object.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { addOptions } from './options.js';
import { writeOutputFile } from './output-file.js';

const PROGRAM = 'kubectl';
const NOT_SERVED = /the server doesn't have a resource type/;
/** A cluster's pods can be many. */
const MOST_BYTES = 1024 * 1024 * 1024;

interface Options {
  run?: boolean;
  output?: string;
  context?: string;
  kubeconfig?: string;
  namespace?: string;
}

export function declare(command: Command): void {
  addOptions(command, [
    new Option(
      '--run',
      'ask the cluster, through the kubectl on this machine, instead of printing the command',
    ),
    new Option('-o, --output <file>', 'with --run: where to write it, instead of standard output'),
    new Option('--context <name>', 'the context of kubectl'),
    new Option('--kubeconfig <file>', "kubectl's own configuration"),
    new Option('-n, --namespace <name>', 'only what is in one namespace, and what has none'),
  ]);
}

export async function run(_args: string[], options: Options, io: Io): Promise<ExitStatus> {
  if (!options.run) {
    if (options.output !== undefined) throw new UsageError('--output only works with --run');
    io.stdout.write(`${commandLine(options)} > cluster.yaml\n`);
    io.stderr.write(
      'kubeplan: Secrets would be written with their values; kubeplan snapshot --run -o cluster.yaml leaves them out\n',
    );
    return EXIT.OK;
  }
  const { objects, unserved } = readCluster(options);
  const text = writeYamlFile({ apiVersion: 'v1', kind: 'List', items: objects });
  if (options.output === undefined) io.stdout.write(text);
  else writeOutputFile(options.output, text);
  const left = unserved.length > 0 ? `; not served there: ${unserved.join(', ')}` : '';
  io.stderr.write(`kubeplan: ${objects.length} objects, Secrets without their values${left}\n`);
  return EXIT.OK;
}

function commandLine(options: Options): string {
  return [PROGRAM, ...words(SNAPSHOT_RESOURCES.join(','), 'yaml', options)].map(quote).join(' ');
}

function words(resources: string, format: string, { context, kubeconfig, namespace }: Options): string[] {
  return [
    'get',
    resources,
    ...(namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace]),
    ...(context === undefined ? [] : ['--context', context]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    '-o',
    format,
  ];
}

/** One question a resource: a server that does not have one of them would answer none of them. */
function readCluster(options: Options): { objects: JsonObject[]; unserved: string[] } {
  const objects: JsonObject[] = [];
  const unserved: string[] = [];
  for (const resource of [...SNAPSHOT_RESOURCES, ...NEWER_RESOURCES]) {
    const { status, stdout, complaint } = runProgram(PROGRAM, words(resource, 'json', options), {
      mostBytes: MOST_BYTES,
    });
    if (status === 0) append(objects, itemsOf(stdout.toString('utf8')).map(snapshotObject));
    else if (NOT_SERVED.test(complaint)) unserved.push(resource);
    else
      throw new UsageError(
        `kubectl get ${resource}: ${complaint}`,
        'The snapshot is not written: it would not be whole.',
      );
  }
  return { objects, unserved };
}

function itemsOf(text: string): JsonObject[] {
  let list: JsonValue;
  try {
    list = JSON.parse(text) as JsonValue;
  } catch {
    throw new UsageError('kubectl answers with something else than JSON');
  }
  const items = isObject(list) ? list['items'] : undefined;
  return Array.isArray(items) ? items.filter(isObject) : [];
}
