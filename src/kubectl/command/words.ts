/** A line as a shell would read it: words, each with its place. */

/** A command that cannot be read: what is wrong, and at which character of it (from 1). */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly column: number,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

export interface Word {
  text: string;
  /** The character at which it begins, from 1. */
  column: number;
  /** It was written in quotes, or a part of it. */
  quoted?: boolean;
}

/** What a shell would do with the rest of a line: run another program, write a file, put in a value. */
const OF_SHELLS = /[|&<>()`]|\$(?=[\w({])/y;
const BLANK = /[ \t]/;
const ENDS = /[\n;]/;
/** What a backslash keeps its meaning before, in double quotes. */
const ESCAPED = /["\\$`\n]/;

/**
 * The words of one command after the other: a line ends a command, and so does `;`. Quotes and backslashes mean what they mean to
 * a shell, `#` begins a remark. Throws a `CommandError` for a quote that is not closed, and for what only a shell could do.
 */
export function splitCommands(text: string): Word[][] {
  const commands: Word[][] = [[]];
  for (let at = 0; at < text.length; ) {
    const char = text[at]!;
    if (ENDS.test(char)) {
      commands.push([]);
      at += 1;
    } else if (BLANK.test(char) || text.startsWith('\\\n', at) || text.startsWith('\r\n', at)) {
      at += char === '\\' ? 2 : 1;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      const { word, end } = wordAt(text, at);
      commands.at(-1)!.push(word);
      at = end;
    }
  }
  return commands.filter((words) => words.length > 0);
}

function wordAt(text: string, from: number): { word: Word; end: number } {
  let said = '';
  let quoted = false;
  let at = from;
  while (at < text.length && !BLANK.test(text[at]!) && !ENDS.test(text[at]!)) {
    const char = text[at]!;
    if (char === "'" || char === '"') {
      const inside = char === "'" ? singleQuoted(text, at) : doubleQuoted(text, at);
      said += inside.text;
      quoted = true;
      at = inside.end;
    } else if (char === '\\') {
      if (at + 1 === text.length) throw new CommandError('nothing stands behind the backslash', at + 1);
      if (text[at + 1] !== '\n') said += text[at + 1]!;
      at += 2;
    } else {
      rejectShell(text, at);
      said += char;
      at += 1;
    }
  }
  return { word: { text: said, column: from + 1, ...(quoted && { quoted }) }, end: at };
}

function singleQuoted(text: string, from: number): { text: string; end: number } {
  const end = text.indexOf("'", from + 1);
  if (end < 0) throw notClosed("'", from);
  return { text: text.slice(from + 1, end), end: end + 1 };
}

function doubleQuoted(text: string, from: number): { text: string; end: number } {
  let said = '';
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return { text: said, end: at + 1 };
    const next = text[at + 1] ?? '';
    if (char === '\\' && ESCAPED.test(next)) {
      if (next !== '\n') said += next;
      at += 1;
    } else {
      if (char === '$' || char === '`') rejectShell(text, at);
      said += char;
    }
  }
  throw notClosed('"', from);
}

function notClosed(quote: string, at: number): CommandError {
  return new CommandError(`the quote ${quote} is not closed`, at + 1);
}

function rejectShell(text: string, at: number): void {
  OF_SHELLS.lastIndex = at;
  const found = OF_SHELLS.exec(text)?.[0];
  if (found === undefined) return;
  throw new CommandError(
    `${found} is for a shell, and none runs here`,
    at + 1,
    'Put it in single quotes where it is meant as it stands.',
  );
}
