import { closest } from '../api/suggest.js';
import type { KubernetesVersion } from '../api/version.js';
import { DRAIN_FLAGS, type DrainAnswer, drainAnswer } from '../explain/drain-answer.js';
import { drainTable, drainText } from '../report/drain-text.js';
import { jsonText } from '../report/inert.js';
import { planWorld } from '../simulation/plan-world.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import {
  addOptions,
  featureGatesOption,
  formatOption,
  k8sOption,
  type Output,
  repeatedOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { gatesOf, type WithRelease } from './release.js';
import { SNAPSHOT } from './shortcuts.js';
import { knownFiles, type RenderingOptions } from './source-options.js';
import { lacksLine, readWorld, withinLimit } from './world.js';

const FORMATS = ['text', 'json'] as const;

interface Options extends WithRelease, Pick<RenderingOptions, 'known'> {
  k8s: KubernetesVersion;
  format: Output<(typeof FORMATS)[number]>[];
  cluster?: string[];
  namespace: string;
  all?: boolean;
  force?: boolean;
}

export function declare(command: Command): void {
  command.argument('[nodes...]', 'the nodes, drained one after the other');
  addOptions(command, [
    repeatedOption(
      '--cluster <file>',
      'the cluster, as kubeplan snapshot or kubectl get -A -o yaml writes it',
    ),
    new Option('--all', 'every node, each by itself: which can go'),
    new Option('--force', 'also pods that nobody makes anew'),
    new Option('-n, --namespace <name>', 'the namespace that need not be said').default('default'),
    k8sOption(),
    featureGatesOption(),
    formatOption(FORMATS),
  ]);
}

function flagsOf({ force }: Options): string[] {
  return [...DRAIN_FLAGS, ...(force ? ['--force'] : [])];
}

export async function run(nodes: string[], options: Options, io: Io): Promise<ExitStatus> {
  if (!options.cluster) throw new UsageError('no cluster is given: --cluster FILE', SNAPSHOT);
  if (nodes.length === 0 && !options.all) {
    throw new UsageError(
      'nothing to drain: name a node, or give --all',
      'kubeplan drain NODE --cluster FILE',
    );
  }
  if (nodes.length > 0 && options.all) throw new UsageError('--all drains every node: name none beside it');
  const world = readWorld([], {
    version: options.k8s,
    gates: gatesOf(options),
    namespace: options.namespace,
    cluster: options.cluster,
    input: { memory: knownFiles(options) },
  });
  const plan = withinLimit(world, () => planWorld(world));
  const { before } = plan;
  const known = before.list('Node').map(({ metadata }) => metadata.name ?? '');
  const unknown = nodes.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = closest(unknown, known);
    throw new UsageError(`there is no node ${unknown}${near ? `, did you mean ${near}?` : ''}`);
  }
  const question = { flags: flagsOf(options), withLifts: !options.all };
  const answers = (options.all ? known.map((name) => [name]) : [nodes]).map((names) =>
    drainAnswer(before, names, question),
  );
  for (const { format, file } of options.format) {
    const out = file === undefined ? io.stdout : undefined;
    const view = { namespace: options.namespace, style: io.stdout.style, width: io.stdout.width };
    const content =
      format === 'json'
        ? drainJson(answers)
        : options.all
          ? drainTable(answers, view)
          : answers.map((answer) => drainText(answer, view)).join('\n');
    if (out) out.write(content);
    else writeOutputFile(file!, content);
  }
  io.stderr.write(lacksLine(world, plan));
  return answers.every(({ verdict }) => verdict === 'yes') ? EXIT.OK : EXIT.FOUND;
}

function drainJson(answers: readonly DrainAnswer[]): string {
  return jsonText({
    format: 'kubeplan.drain/1',
    nodes: answers.map(({ nodes, verdict, pods, lifts, duration, action }) => ({
      nodes,
      verdict,
      durationSeconds: duration / 1000,
      pods,
      lifts,
      command: action.command,
      printed: action.printed,
    })),
  });
}
