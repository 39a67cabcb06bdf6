import { largest } from '../api/lists.js';
import { closest } from '../api/suggest.js';
import type { InputMemory } from '../manifest/files.js';
import { printable } from '../report/inert.js';
import type { CommandEntry } from './command-entry.js';
import { type CommandLine, createCommand, helpText, readCommandLine } from './command-line.js';
import { COMMANDS } from './commands.js';
import { configured, unheardNotes } from './configured.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import { type Io, processIo } from './io.js';
import { isWatched, withProgress } from './progress.js';
import { type Settled, settled } from './release.js';
import { kubeplanVersion } from './version.js';

const ABOUT =
  'Reads Kubernetes manifests and says, with no cluster, what is wrong with them and what they would do.';

function overview(): string {
  const width = largest(COMMANDS.map(({ name }) => name.length));
  return [
    ABOUT,
    '',
    'Usage: kubeplan <command> [options] [paths…]',
    '',
    'Commands:',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'kubeplan <command> --help tells about one of them; kubeplan --version its version.',
    'Exit status: 0 nothing wrong, 1 something found, 2 bad usage, 3 kubeplan failed.',
    '',
  ].join('\n');
}

function find(name: string): CommandEntry {
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry) return entry;
  const what = name.startsWith('-') ? 'option' : 'command';
  const near = closest(
    name,
    what === 'command' ? COMMANDS.map((command) => command.name) : ['--help', '--version'],
  );
  throw new UsageError(
    `unknown ${what} ${name}${near ? `, did you mean ${near}?` : ''}`,
    'kubeplan --help lists the commands.',
  );
}

async function runCommand(entry: CommandEntry, argv: readonly string[], io: Io): Promise<ExitStatus> {
  const module = await entry.load();
  const create = () => {
    const command = createCommand(entry.name, entry.summary);
    module.declare(command);
    return command;
  };
  const command = create();
  const read = readCommandLine(command, argv);
  if (read) {
    const takesConfig = command.options.some(({ long }) => long === '--no-config');
    // What a dump came to, for all runs of a command that goes on.
    const kept: { known?: InputMemory } = {};
    const prepare = async () => {
      const all = takesConfig ? await configured(read, create, argv) : read;
      const { line, notes } = await released(all, kept);
      if (all.options['quiet'] !== true) tellAll([...unheardNotes(all.options), ...notes], io);
      return line;
    };
    const runOnce = ({ args, options }: Pick<CommandLine, 'args' | 'options'>) =>
      isWatched(io, options)
        ? withProgress(io, (progress, to) => module.run(args, { ...options, progress } as never, to))
        : module.run(args, options as never, io);
    if (read.options['watch'] !== true) return await runOnce(await prepare());
    const { watch } = await import('./watch.js');
    const tell = (error: unknown) => void tellFailure(error, [entry.name, ...argv], io);
    const { READS: reads = [], watched } = module;
    return await watch({ prepare, run: runOnce, reads, tell, ...(watched && { watched }) }, io);
  }
  io.stdout.write(helpText(command, io.stdout.width));
  return EXIT.OK;
}

/** The command line with the Kubernetes that it answers for, which a dump of the cluster may say. */
async function released(line: CommandLine, kept: { known?: InputMemory }): Promise<Settled> {
  const { cluster } = line.options;
  if (!Array.isArray(cluster)) return settled(line);
  const { dumpMemory, versionOfDump } = await import('./cluster-version.js');
  kept.known ??= dumpMemory();
  const { known } = kept;
  return settled({ ...line, options: { ...line.options, known } }, versionOfDump(cluster, known));
}

function tellAll(notes: readonly string[], { stderr }: Io): void {
  for (const note of notes) stderr.write(`kubeplan: ${printable(note)}\n`);
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitStatus> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.stderr.write(overview());
    return EXIT.USAGE;
  }
  if (name === '--version' || name === '-V' || name === 'version') {
    io.stdout.write(`kubeplan ${kubeplanVersion()}\n`);
    return EXIT.OK;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0];
    if (about !== undefined) return await runCommand(find(about), ['--help'], io);
    io.stdout.write(overview());
    return EXIT.OK;
  }
  return await runCommand(find(name), rest, io);
}

/** What to say when kubeplan itself is at fault. */
function failure(error: unknown, argv: readonly string[], env: Io['env']): string {
  const what = error instanceof Error ? error.message : String(error);
  return [
    `kubeplan failed: ${what}`,
    `This is a defect of kubeplan ${kubeplanVersion()}. Please report it with the smallest manifest that shows it, and:`,
    `  command  kubeplan ${argv.join(' ')}`,
    `  Node.js  ${process.version}, ${process.platform} ${process.arch}`,
    ...(env['KUBEPLAN_DEBUG'] ? [stackOf(error)] : ['KUBEPLAN_DEBUG=1 shows where in kubeplan it happened.']),
    '',
  ].join('\n');
}

/** Where it happened, for those who asked: that of the first cause. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return error.cause instanceof Error ? stackOf(error.cause) : (error.stack ?? '');
}

/** Runs the command line `argv` (without node and the script); resolves to the exit status, never rejects. */
export async function execute(argv: readonly string[], io: Io): Promise<ExitStatus> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return tellFailure(error, argv, io);
  }
}

/** Says why a command could not be run; the exit status that this makes. */
function tellFailure(error: unknown, argv: readonly string[], io: Io): ExitStatus {
  if (error instanceof UsageError) {
    // What was mistyped is told in one line: no part of it can pass for a line of ours.
    io.stderr.write(`kubeplan: ${printable(error.message)}\n${error.hint ? `${error.hint}\n` : ''}`);
    return EXIT.USAGE;
  }
  io.stderr.write(failure(error, argv, io.env));
  return EXIT.FAILED;
}

/** The executable: runs the process's command line and leaves its exit status behind. */
export async function main(): Promise<void> {
  process.exitCode = await execute(process.argv.slice(2), processIo());
}
