/** A line of a runbook as commands whose verbs and flags are known. */
import { credentialLines } from '../../api/credential-lines.js';
import { isSecretKind } from '../../api/credential-names.js';
import { HIDDEN, withoutCredentials } from '../../api/hidden.js';
import { replaceRanges } from '../../api/ranges.js';
import { closest } from '../../api/suggest.js';
import { type Flag, readFlags } from './flags.js';
import type { Asked, Usage } from './verb.js';
import { CommandError, splitCommands, type Word } from './words.js';

/** What every command of kubectl takes; who is asked, and how, is no matter to a plan. */
const EVERYWHERE: readonly Flag[] = [
  { name: 'namespace', short: 'n', is: 'text' },
  { name: 'context', is: 'text' },
  { name: 'cluster', is: 'text' },
  { name: 'kubeconfig', is: 'text' },
  { name: 'user', is: 'text' },
  { name: 'as', is: 'text' },
  { name: 'server', short: 's', is: 'text' },
  { name: 'request-timeout', is: 'text' },
];
const PROGRAM = 'kubectl';
/** Verbs that change nothing, or nothing that a plan knows of. */
const LOOKS =
  /^(get|describe|logs|top|explain|events|exec|cp|port-forward|proxy|api-resources|api-versions|auth|config|diff|edit|debug|attach|version|cluster-info)$/;

/**
 * The commands of a line (or several), each with the verb of `verbs` that it names. A leading `kubectl` may stay. Throws a
 * `CommandError` with the place of what is not understood.
 */
export function readCommands<V extends Usage>(line: string, verbs: readonly V[]): Asked<V>[] {
  const commands = splitCommands(line);
  if (commands.length === 0) throw new CommandError('there is no command', 1);
  return commands.map((words) => readCommand(words, verbs));
}

/** The same of words that a shell has parted already. */
export function readWords<V extends Usage>(words: readonly string[], verbs: readonly V[]): Asked<V> {
  let column = 1;
  const placed = words.map((text) => {
    const word = { text, column };
    column += text.length + 1;
    return word;
  });
  return readCommand(placed, verbs);
}

function readCommand<V extends Usage>(given: readonly Word[], verbs: readonly V[]): Asked<V> {
  const words = given[0]?.text === PROGRAM ? given.slice(1) : given;
  const { verb, rest } = verbOf(words, given, verbs);
  const read = readFlags(rest, [...verb.flags, ...EVERYWHERE.filter((flag) => !isTaken(flag, verb))]);
  return { verb, ...read, text: shownCommand(words) };
}

function isTaken({ name, short }: Flag, { flags }: Usage): boolean {
  return flags.some((one) => one.name === name || (short !== undefined && one.short === short));
}

/** What of a command is told: credentials are not, nor what becomes of a Secret. */
function shownCommand(words: readonly Word[]): string {
  const isSecret = isOfSecret(words);
  const text = words.map((word, at) => {
    if (!isSecret) return written({ ...word, text: withoutCredentialLines(word.text) });
    const flag = /^(?:--patch|-p|--for)=/.exec(word.text)?.[0];
    if (flag === '--for=')
      return written({ ...word, text: word.text.replace(/(\}['"]?=).*$/s, `$1${HIDDEN}`) });
    if (flag !== undefined) return `${flag}${HIDDEN}`;
    const isContent = /^[{[]/.test(word.text) || /^(?:-p|--patch)$/.test(words[at - 1]?.text ?? '');
    return isContent ? HIDDEN : written(word);
  });
  return withoutCredentials(text.join(' '));
}

/** True for a command that names Secrets: what it is told may hold their values. */
export function isOfSecret(words: readonly Word[]): boolean {
  return words.some(({ text }) => isSecretKind(text.split('/')[0] ?? ''));
}

/** A patch, or another text of a structure, without the values that its names tell to be credentials. */
function withoutCredentialLines(text: string): string {
  return /^[{[]/.test(text) ? replaceRanges(text, credentialLines(text), HIDDEN) : text;
}

/** As it has to be written to be read the same way. */
function written({ text, quoted }: Word): string {
  if (!quoted && !/[\s'"\\]/.test(text)) return text;
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The verb, whose words may stand behind flags; and all other words. */
function verbOf<V extends Usage>(
  words: readonly Word[],
  given: readonly Word[],
  verbs: readonly V[],
): { verb: V; rest: Word[] } {
  const before: Word[] = [];
  let at = 0;
  for (; at < words.length && words[at]!.text.startsWith('-'); at++) {
    const word = words[at]!;
    before.push(word);
    const flag = EVERYWHERE.find((one) => word.text === `--${one.name}` || word.text === `-${one.short}`);
    if (flag && words[at + 1]) before.push(words[++at]!);
  }
  const first = words[at];
  if (!first) throw new CommandError('the verb is missing', given.at(-1)?.column ?? 1);
  const second = words[at + 1]?.text ?? '';
  const named = verbs.filter(({ name }) => name === first.text || name.startsWith(`${first.text} `));
  const fits = (one: V) => one.name === `${first.text} ${second}` || one.name === first.text;
  const verb = [...named].sort((a, b) => b.name.length - a.name.length).find(fits);
  if (!verb) throw unknownVerb(first, words[at + 1], named, verbs);
  return { verb, rest: [...before, ...words.slice(at + verb.name.split(' ').length)] };
}

function unknownVerb(
  first: Word,
  second: Word | undefined,
  named: readonly Usage[],
  verbs: readonly Usage[],
): CommandError {
  if (named.length > 0) {
    const subs = named.map(({ name }) => name.slice(first.text.length + 1));
    const near = second && closest(second.text, subs);
    const what = second ? `there is no ${first.text} ${second.text}` : `${first.text} needs another word`;
    return new CommandError(
      `${what}${near ? `, did you mean ${first.text} ${near}?` : ''}`,
      (second ?? first).column,
      `There is ${named.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (LOOKS.test(first.text))
    return new CommandError(
      `${first.text} changes nothing that a plan knows of`,
      first.column,
      'Leave it out.',
    );
  const all = [...new Set(verbs.map(({ name }) => name.split(' ')[0]!))];
  const near = closest(first.text, all);
  return new CommandError(
    `unknown verb ${first.text}${near ? `, did you mean ${near}?` : ''}`,
    first.column,
    `The verbs are ${all.join(', ')}.`,
  );
}
