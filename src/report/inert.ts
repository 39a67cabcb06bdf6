/** What comes out is read by terminals, browsers and machines: nothing of an input may tell them what to do. */

/** Control characters above ASCII's letters, ends of lines and paragraphs, and marks that turn the direction of a text. */
const ACTIVE_ABOVE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
/** What a terminal acts on, but for line ends and tabs. */
const ACTIVE = new RegExp(`[\\x00-\\x08\\x0b-\\x1f]|${ACTIVE_ABOVE.source}`, 'g');
/** The same, and the codes of colours, which are our own where colours are wanted. */
const ACTIVE_OR_COLOUR = new RegExp(`\\x1b\\[\\d{1,2}m|${ACTIVE.source}`, 'g');
const LINE_END = /[\n\t]/g;

/** What a line begins with, behind blanks, that a CI system takes for a command. */
export const CI_COMMAND = /^\s*(?:::|##)/;

/** One character as a picture of it. */
function picture(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}

/** A text on its way out: what is not text is a picture of it. `coloured`: the codes of colours stay. */
export function inertText(text: string, coloured = false): string {
  if (!coloured) return text.replace(ACTIVE, picture);
  return text.replace(ACTIVE_OR_COLOUR, (found) => (found.length > 1 ? found : picture(found)));
}

const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text without halves of characters, which no encoding has a place for. */
export function wellFormed(text: string): string {
  return text.replace(HALF_CHARACTER, '\ufffd');
}

/** One line, `text`, with all that a terminal would act on shown as pictures; a tab becomes two blanks. */
export function printable(text: string): string {
  return inertText(text.replaceAll('\t', '  ')).replaceAll('\n', picture);
}

/** How lines of the server's and kubectl's own texts begin, but for the first: a table, a list, a difference, a piece of advice. */
const OWN_LINE = /^(?:[ \t*|@+}\u00a0-]|\.\.\.|Please review |are the ways |See https:|$)/;

/** Sentences, inert, which may have several lines: one that begins like no line of such texts is part of a value. */
export function inertProse(text: string): string {
  const [first = '', ...rest] = inertText(text).split('\n');
  return rest.reduce((before, line) => before + (OWN_LINE.test(line) ? '\n' : picture('\n')) + line, first);
}

/** Data for a text: names and values become inert, messages keep their line ends. The same value where all is text. */
export function inertData<T>(value: T, key = ''): T {
  if (typeof value === 'string') {
    return (PROSE.has(key) ? inertProse(value) : inertText(value).replace(LINE_END, picture)) as T;
  }
  if (Array.isArray(value))
    return kept(
      value,
      value.map((item) => inertData<unknown>(item, key)),
    );
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  const entries = Object.entries(value);
  const made = entries.map(([name, item]) => inertData<unknown>(item, name));
  if (entries.every(([, item], i) => item === made[i])) return value;
  return Object.fromEntries(entries.map(([name], i) => [name, made[i]])) as T;
}

/** Sentences, which may have several lines. */
const PROSE = new Set(['message', 'hint', 'reason', 'text', 'title']);

function kept<T>(before: T, now: readonly unknown[]): T {
  return (before as readonly unknown[]).every((item, i) => item === now[i]) ? before : (now as T);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A value as JSON for machines and eyes: integers beyond what a number holds as texts, no character that acts. */
export function jsonText(value: unknown): string {
  // JSON itself has escaped what is below a blank.
  const text = indented(value).replace(
    ACTIVE_ABOVE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${text}\n`;
}

/** Hardly any value has such integers: only of one that has each part is asked what it is. */
function indented(value: unknown): string {
  try {
    return JSON.stringify(value, undefined, 2);
  } catch {
    return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item), 2);
  }
}
