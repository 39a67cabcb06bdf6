/** kubectl's own command line: words in, what it prints out. */
import type { KubeObject } from '../api/objects.js';
import type { Client } from './client.js';
import { readWords } from './command/read-command.js';
import type { Outcome } from './outcome.js';
import { KUBECTL_VERBS } from './verbs/index.js';

export interface CommandContext {
  client: Client;
  /** Where objects are that name no namespace. */
  namespace: string;
  /** The manifest of `-f -`, in its namespace. */
  stdin?: KubeObject;
}

/** What a command printed, and its exit status. */
export interface Printed {
  text: string;
  exitCode: 0 | 1;
  /** What came of the (last) object that it is about. */
  outcome: Outcome;
}

/**
 * Runs one command up to where it would wait for others to do something. Throws a `CommandError` for a verb or a flag that is not
 * known here.
 */
export function runKubectl(args: readonly string[], { client, namespace, stdin }: CommandContext): Printed {
  const asked = readWords(args, KUBECTL_VERBS);
  const manifests = () => (stdin ? [{ object: stdin }] : []);
  const { lines, exitCode, outcomes } = asked.verb.run(asked, { client, namespace, manifests });
  const outcome = outcomes.at(-1) ?? { warnings: [], changed: false };
  return { text: lines.join('\n'), exitCode, outcome };
}
