/** Words of a command line that are credentials because of the words before them. */

import { isCredentialFlag, isReference } from './credential-names.js';
import type { Range } from './ranges.js';
import { withoutTrailing } from './text.js';

/** Flags too short to tell what they are for, by the programs that take a credential behind them. */
const OPERAND: Readonly<Record<string, readonly string[]>> = {
  'redis-cli': ['-a'],
  sshpass: ['-p'],
  mongo: ['-p'],
  mongosh: ['-p'],
  mongodump: ['-p'],
  mongorestore: ['-p'],
  mosquitto_pub: ['-P'],
  mosquitto_sub: ['-P'],
  sqlcmd: ['-P'],
  ldapsearch: ['-w'],
  ldapmodify: ['-w'],
  ldapadd: ['-w'],
  docker: ['-p'],
  podman: ['-p'],
  helm: ['-p'],
  skopeo: ['-p'],
  crane: ['-p'],
  az: ['-p'],
  rabbitmqadmin: ['-p'],
  zip: ['-P'],
  unzip: ['-P'],
};
/** Flags whose credential is written right behind them, `mysql -phunter2`. */
const ATTACHED: Readonly<Record<string, string>> = {
  mysql: '-p',
  mysqladmin: '-p',
  mysqldump: '-p',
  mysqlcheck: '-p',
  mysqlimport: '-p',
  mariadb: '-p',
  'mariadb-admin': '-p',
  'mariadb-dump': '-p',
  sshpass: '-p',
  'redis-cli': '-a',
};
/** Of `docker` and its like, `-p` is a port unless somebody logs in. */
const LOGS_IN = new Set(['docker', 'podman', 'helm', 'skopeo', 'crane', 'az']);
/** `curl -u NAME:PASSWORD`, whatever the program. */
const USER = new Set(['-u', '--user', '-U', '--proxy-user']);
const NAME_AND_PASSWORD = /^[^:\s/]*:(?=.)/;
/** `--user 1000:1000` names a user and a group. */
const IDS = /^\d+:\d+$/;

/** Reads the words of one command line in turn. */
export class CommandWords {
  #program = '';
  #logsIn = false;
  #last = '';

  /** From which character on the word must not be shown; undefined for one that can be. */
  next(word: string): number | undefined {
    const from = this.#hiddenFrom(word);
    this.#last = word;
    const program = word.slice(word.lastIndexOf('/') + 1);
    if (from === undefined && (Object.hasOwn(OPERAND, program) || Object.hasOwn(ATTACHED, program))) {
      this.#program = program;
      this.#logsIn = false;
    }
    if (word === 'login') this.#logsIn = true;
    return from;
  }

  /** Another command begins. */
  end(): void {
    this.#program = '';
    this.#last = '';
  }

  #hiddenFrom(word: string): number | undefined {
    const flag = this.#last;
    if (isReference(word)) return undefined;
    if (USER.has(flag)) return IDS.test(word) ? undefined : NAME_AND_PASSWORD.exec(word)?.[0].length;
    if (isCredentialFlag(flag) && !word.startsWith('-')) return 0;
    const program = this.#program;
    const isUsed = !LOGS_IN.has(program) || this.#logsIn;
    if (isUsed && Object.hasOwn(OPERAND, program) && OPERAND[program]?.includes(flag)) return 0;
    const attached = Object.hasOwn(ATTACHED, program) ? ATTACHED[program] : undefined;
    const isAttached = attached !== undefined && word.length > attached.length && word.startsWith(attached);
    return isAttached ? attached.length : undefined;
  }
}

/** A word as shells read it, in quotes or not; or what ends a command. */
const WORD = /(?:[^\s"'\\;|&()]|\\.|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')+|["'\\]|[;|&()\n]/g;
const REST = /[^\s"']*/y;
const ENDS = /^[;|&()\n]$/;

/** What must not be shown of a text that is read as commands. */
export function credentialOperands(text: string): Range[] {
  const found: Range[] = [];
  addOperands(text, 0, found);
  return found;
}

function addOperands(text: string, offset: number, found: Range[]): void {
  const words = new CommandWords();
  for (const { 0: whole, index } of text.matchAll(WORD)) {
    if (ENDS.test(whole)) {
      words.end();
      continue;
    }
    const quote = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')$/.test(whole) ? 1 : 0;
    const word = whole.slice(quote, whole.length - quote);
    const from = words.next(word);
    const start = offset + index + quote;
    if (from !== undefined) {
      const end = quote > 0 ? index + quote + word.length : operandEnd(text, index + whole.length);
      // The parenthesis that closes `$(TOKEN)` is not left out of it.
      const isNamed = [end, end + 1].some((to) => isReference(text.slice(index + quote + from, to)));
      if (!isNamed) found.push({ start: start + from, end: offset + end });
    }
    // What stands in quotes may be a command itself: `sh -c "…"`.
    else if (quote > 0 && /\s/.test(word)) addOperands(word, start, found);
  }
}

/** What a shell would read as the end of a command may be a part of a credential all the same. */
function operandEnd(text: string, from: number): number {
  REST.lastIndex = from;
  const rest = REST.exec(text)?.[0] ?? '';
  return from + withoutTrailing(rest, ';)&|').length;
}

/** A word of a list in brackets, as YAML and JSON write them. */
const ITEM = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(?:[^\s,[\]{}"'\\]|\\.)+/g;

/** The dashes of a list's item, and blanks. */
const DASHES = /^\s*(?:-\s+)*/;

/** The same of a line that lists words: `args: [--password, "hunter2"]`. `words`: those of the lines before. */
export function listedOperands(line: string, words: CommandWords): Range[] {
  const found: Range[] = [];
  let skipped = DASHES.exec(line)?.[0].length ?? 0;
  for (const { 0: whole, 1: double, 2: single, index } of line.matchAll(ITEM)) {
    if (index < skipped) continue;
    const word = double ?? single ?? whole;
    const quote = word === whole ? 0 : 1;
    const from = words.next(word);
    const start = index + quote;
    if (from !== undefined) {
      // What should be a word may be a map or a list: all of it is meant.
      const isWord = !/[[{]\s*$/.test(line.slice(0, index)) && !whole.endsWith(':');
      const end = isWord ? start + word.length : closing(line, index);
      found.push({ start: start + from, end });
      skipped = Math.max(skipped, end);
    } else if (quote > 0 && /\s/.test(word)) addOperands(word, start, found);
  }
  return found;
}

/** Where the brackets end that a place is in, or the line. */
function closing(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    if ('[{'.includes(line[at]!)) depth += 1;
    else if (']}'.includes(line[at]!)) depth -= 1;
    if (depth < 0) return at;
  }
  return line.length;
}
