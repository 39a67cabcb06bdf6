/** All verbs of `--then`: kubectl's, and what befalls a cluster. Adding one: its file, and its line here. */
import { readCommands, readWords } from '../../kubectl/command/read-command.js';
import { KUBECTL_VERBS } from '../../kubectl/verbs/index.js';
import { waitVerb } from '../../kubectl/verbs/wait.js';
import { crashVerb, failVerb, recoverVerb } from './befall.js';
import { loadVerb } from './load.js';
import { addVerb, removeVerb } from './nodes.js';
import { passVerb } from './pass.js';
import type { PlanCommand, PlanVerb } from './plan-verb.js';

const PLAN_VERBS: readonly PlanVerb[] = [
  ...KUBECTL_VERBS.filter((verb) => verb !== waitVerb),
  passVerb,
  failVerb,
  recoverVerb,
  crashVerb,
  loadVerb,
  addVerb,
  removeVerb,
];

/** The commands of a line, or of several. Throws a `CommandError` with the place of what is not understood. */
export function planCommands(line: string): PlanCommand[] {
  return readCommands(line, PLAN_VERBS);
}

/** The command of words that a shell has parted already. Throws a `CommandError`. */
export function planCommandOf(words: readonly string[]): PlanCommand {
  return readWords(words, PLAN_VERBS);
}
