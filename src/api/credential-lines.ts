/** What must not be shown of a text of several lines, such as a file in a ConfigMap or one that cannot be read. */

import { CommandWords, listedOperands } from './command-words.js';
import { isCredentialFlag, isCredentialName, isSecretData, isSecretKind } from './credential-names.js';
import { append } from './lists.js';
import type { Range } from './ranges.js';
import { withoutTrailing } from './text.js';

/** So much of a line is looked at for keys: nobody's line is longer. */
const LONGEST = 10_000;
/** Before a line that only separates documents: what else stands on it may be a value that a slip moved there. */
const SEPARATOR = /^(?=---[ \t]*(?:#.*)?$)/m;
const KIND = /\bkind["']?[ \t]*:[ \t]*["']?([\w.-]{1,20})/gi;
/** What only Secrets have: a text that has it is one, whatever became of its kind. */
const STRING_DATA = /(?<=^|[\s{,"'])stringData["']?[ \t]*:/i;
/** A key, bare or in quotes, with its colon. */
const KEY = /(?<=^|[\s{,[])(?:"([^"]*)"\s*:|'([^']*)'\s*:|([^\s:"'#{}[\],][^\s:]*):(?=\s|$))/g;
/** Keys of a Secret whose values can be shown, unless they stand among its data. */
const OPEN = new Set(['apiVersion', 'kind', 'type', 'metadata', 'name', 'namespace', 'immutable']);
/** Keys at which what stood among the data has ended. */
const OUTER = new Set(['apiVersion', 'kind', 'metadata']);
const DATA = new Set(['data', 'stringData']);
/** Keys of a variable that can be shown whatever its name; of others that are no variable all but a value. */
const OPEN_IN_VARIABLE = /^(?:name|valueFrom)$/i;
const VALUE = /^val/i;
const TRAILING_COMMENT = /(?<=^|\s)#.*$/s;
/** The last word of a line that is a flag, with what closes it. */
const LAST_FLAG = /(?:^|[\s"'[,])(-[\w.-]+)["']?,?\s*$/;

/**
 * Line by line, what must not be shown of a text: in a document that mentions `kind: Secret` every value but a few;
 * elsewhere what is named like a credential.
 */
export function credentialLines(text: string): Range[] {
  const found: Range[] = [];
  let offset = 0;
  for (const chunk of text.split(SEPARATOR)) {
    const hide = isSecretText(chunk) ? secretHider() : credentialHider();
    for (const whole of chunk.split(/(?<=\n)|(?<=\r)(?!\n)/)) {
      const content = withoutTrailing(whole, '\r\n');
      for (const { start, end } of hide(content, offset)) found.push({ start, end });
      offset += whole.length;
    }
  }
  return found;
}

/** True for a text of a Secret, or of what somebody meant to be one. */
function isSecretText(text: string): boolean {
  return STRING_DATA.test(text) || [...text.matchAll(KIND)].some(([, kind = '']) => isSecretKind(kind));
}

/** A line that is commented out, and what stands behind its mark. */
const COMMENT = /^[ \t]*#+(.*)$/gm;

/** The same of what is commented out, line by line as it would be without the `#`. */
export function credentialComments(text: string): Range[] {
  const found: Range[] = [];
  let hide = credentialHider();
  let next = 0;
  for (const { index, 0: line, 1: rest = '' } of text.matchAll(COMMENT)) {
    const end = index + line.length;
    // What was begun in a comment ends with it.
    if (index !== next) hide = credentialHider();
    append(found, hide(rest, end - rest.length));
    next = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return found;
}

type Hider = (line: string, offset: number) => Range[];

const rest = (line: string, offset: number, from: number): Range[] =>
  from < line.length ? [{ start: offset + from, end: offset + line.length }] : [];

/** What of each line of a Secret is to be hidden. */
function secretHider(): Hider {
  let amongData: number | undefined;
  const from = (line: string): number => {
    const indent = line.length - line.trimStart().length;
    if (/^\s*(?:(?:---|\.\.\.)\s*)?(?:#|$)/.test(line)) return line.length;
    const keys = keysOf(line);
    const [first] = keys;
    if (amongData !== undefined && indent <= amongData && first && OUTER.has(first.name))
      amongData = undefined;
    // A line of a longer value, or a dash and what it lists.
    if (!first || line.slice(indent, first.start).replace(/^(?:- +)+|[{[ ]+/g, '') !== '') return indent;
    for (const { name, start, end } of keys) {
      const isOuter = amongData === undefined || (start === first.start && indent <= amongData);
      if (isOuter && DATA.has(name)) amongData = indent;
      else if (amongData !== undefined || !OPEN.has(name)) return end;
    }
    // A text where the data should be is meant as one of them.
    const last = keys.at(-1)!;
    return DATA.has(last.name) && !/^[{[|>#]/.test(line.slice(last.end)) ? last.end : line.length;
  };
  return (line, offset) => rest(line, offset, from(line));
}

/** What of each line of another document is to be hidden: a value of a key, or an `env`, of a telling name. */
function credentialHider(): Hider {
  let variable = '';
  /** The column of the item that the variable's name stands in. */
  let column = -1;
  /** The indent of the last `env`, below which everything is a variable. */
  let env = -1;
  /** A value that came before the name that it belongs to. */
  let pending: (Range & { column: number }) | undefined;
  /** The indent of a telling key whose value is on the lines below, all that are deeper or those without a key. */
  let above: { indent: number; all: boolean } | undefined;
  const operandsOf = operandReader();
  /** The line before ends with a flag whose value comes now. */
  let isOperand = false;
  return (line, offset) => {
    const indent = line.length - line.trimStart().length;
    const keys = keysOf(line);
    if (indent === line.length) return [];
    const found: Range[] = [];
    const hideFrom = (from: number) => append(found, rest(line, offset, from));
    const item = /^\s*(?:-\s+)?/.exec(line)?.[0].length ?? indent;
    if (isOperand && !line.startsWith('-', item)) hideFrom(item);
    // The value may stand below a comment.
    const words = line.replace(TRAILING_COMMENT, '');
    if (words.trim() !== '') isOperand = isCredentialFlag(LAST_FLAG.exec(words)?.[1] ?? '');
    if (above && indent <= above.indent) above = undefined;
    if (above && (above.all || keys.length === 0)) {
      hideFrom(indent);
      return found;
    }
    for (const { start, end } of operandsOf(line, indent, keys)) {
      found.push({ start: offset + start, end: offset + end });
    }
    if (keys.length > 0 && indent <= env && !/^\s*-/.test(line)) env = -1;
    for (const { name, start, end } of keys) {
      const value = line.slice(end).trim();
      const isInFlow = start > item;
      if (name === 'env') env = indent;
      if (/^name$/i.test(name)) {
        variable = value.replace(/["',}\]].*$|["']/gs, '') || value.replace(/["',}\]]/g, '');
        column = isInFlow ? column : start;
        if (pending && pending.column === start && isCredentialName(variable)) found.push(pending);
        pending = undefined;
      }
      const isOfVariable =
        isCredentialName(variable) && (VALUE.test(name) || (env >= 0 && (isInFlow || start === column)));
      if (name !== 'valueFrom' && VALUE.test(name) && !isInFlow && value !== '' && !isOfVariable) {
        pending = { column: start, start: offset + end, end: offset + line.length };
      }
      const isOwn = isCredentialName(name) || isSecretData(name);
      if (!isOwn && !(isOfVariable && !OPEN_IN_VARIABLE.test(name))) continue;
      const isBlock = /^[|>]/.test(value);
      if (value === '' || isBlock) above = { indent: start, all: isBlock };
      else {
        hideFrom(end);
        return found;
      }
    }
    return found;
  };
}

/** What of each line is the operand of a command, whose words may stand in lines of their own. */
function operandReader(): (line: string, indent: number, keys: ReturnType<typeof keysOf>) => Range[] {
  const words = new CommandWords();
  let command = -1;
  return (line, indent, keys) => {
    const begins = keys.find(({ name }) => name === 'command');
    if (begins || indent < command) {
      words.end();
      command = begins?.start ?? -1;
    }
    return listedOperands(line, words);
  };
}

/** The keys of a line: where each begins, and where its value does. */
function keysOf(line: string): { name: string; start: number; end: number }[] {
  return [...line.slice(0, LONGEST).matchAll(KEY)].map((match) => {
    const end = match.index + match[0].length;
    const blanks = /^\s*/.exec(line.slice(end))?.[0].length ?? 0;
    return { name: match[1] ?? match[2] ?? match[3] ?? '', start: match.index, end: end + blanks };
  });
}
