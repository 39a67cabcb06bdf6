import { diagnose } from './damage/diagnose.js';
import type { Edit } from './damage/diagnosis.js';
import { isFence } from './damage/tool-output.js';
import type { Lines } from './lines.js';
import type { Problem } from './yaml/problem.js';

/** A syntax error for people: what is wrong, where, and what usually mends it. */
export interface Explanation {
  message: string;
  start: number;
  end: number;
  hint?: string;
  related?: { message: string; offset: number };
  /** What the hint says, done to the text. */
  edits?: Edit[];
  /** What the edits do, where they are the one obvious mend. */
  fix?: string;
}

/** What to say for a phrase of the reader, in which `%s` is the reader's own detail. */
interface Wording {
  /** How the phrase begins. */
  phrase: string;
  /** What is its detail; the character at the problem where there is none. */
  detail?: RegExp;
  says: string;
  /** Point to where the construct began rather than to where the reader gave up. */
  atBegin?: boolean;
  hint?: string;
  /** What began where, to be shown beside. */
  began?: string;
}

/** So much of a line is looked at for what may have led to a problem. */
const LOOKED_AT = 300;

const QUOTE_IT = 'put the value in quotes';
const NO_TABS = 'indent with spaces: YAML does not allow tabs there';

const WORDINGS: Wording[] = [
  {
    phrase: "could not find expected ':'",
    says: 'a key without a colon behind it',
    atBegin: true,
  },
  { phrase: 'mapping values are not allowed', says: 'a colon where no key can be' },
  {
    phrase: 'did not find expected key',
    says: 'this does not continue the map it stands in',
    began: 'the map begins here',
  },
  {
    phrase: "did not find expected '-' indicator",
    says: 'this does not continue the list it stands in: an item begins with -',
    began: 'the list begins here',
  },
  {
    phrase: 'block sequence entries are not allowed',
    says: 'a list item where none can be',
    hint: 'begin the list on a line of its own',
  },
  { phrase: 'mapping keys are not allowed', says: 'a ? key where none can be' },
  {
    phrase: 'found a tab character',
    says: 'a tab in the indentation',
    hint: NO_TABS,
  },
  {
    phrase: "did not find expected ',' or ']'",
    says: 'a list in brackets is not closed: a comma or ] is missing before this',
    began: 'the list begins here',
  },
  {
    phrase: "did not find expected ',' or '}'",
    says: 'a map in braces is not closed: a comma or } is missing before this',
    began: 'the map begins here',
  },
  { phrase: 'did not find expected node content', says: 'a value is missing before this' },
  {
    phrase: 'found unexpected end of stream',
    says: 'the quote that opens here is never closed',
    atBegin: true,
  },
  {
    phrase: 'found unexpected document indicator',
    says: 'the quote that opens here is not closed before the document ends',
    atBegin: true,
  },
  {
    phrase: 'found unknown escape character',
    says: 'an escape that YAML does not know',
    hint: 'double the backslash, or use single quotes',
  },
  {
    phrase: 'did not find expected hexdecimal number',
    says: 'an escape without its hexadecimal digits',
    hint: 'double the backslash, or use single quotes',
  },
  { phrase: 'found invalid Unicode character escape', says: 'an escape that names no Unicode character' },
  {
    phrase: 'did not find expected alphabetic or numeric character',
    says: '& begins an anchor and * an alias, and this is no name for one',
    atBegin: true,
    hint: `${QUOTE_IT} if it is meant as text`,
  },
  {
    // Its name may be a password that begins with a star.
    phrase: 'unknown anchor',
    says: '* begins an alias, and no anchor of this name stands before it in the document',
    hint: `${QUOTE_IT} if it is meant as text`,
  },
  { phrase: "anchor '", detail: /'(.*)'/s, says: 'the value of anchor &%s contains itself' },
  {
    phrase: 'document contains excessive aliasing',
    says: 'aliases multiply the document beyond what Kubernetes reads',
  },
  { phrase: 'exceeded max depth', says: 'nested deeper than the 10000 levels that Kubernetes reads' },
  {
    phrase: 'control characters are not allowed',
    says: 'the control character %s, which YAML does not allow',
  },
  {
    phrase: 'invalid Yaml document separator',
    says: 'a line that begins with --- separates documents, and only a comment may follow on it',
    hint: 'write the document on the next line',
  },
  {
    phrase: 'map merge requires',
    says: 'the merge key << takes a map or a list of maps',
  },
  { phrase: 'invalid map key', says: 'a map or list cannot be a key' },
  { phrase: 'unsupported map key', detail: /key (.*)/s, says: 'a key that is %s cannot be put as JSON' },
  {
    phrase: 'unsupported value',
    detail: /: (.*)/s,
    says: '%s is a number that JSON cannot hold',
    hint: QUOTE_IT,
  },
  {
    phrase: 'cannot decode',
    detail: /!!(\w+)/,
    says: 'the tag does not fit the value, which is of type %s',
  },
  { phrase: '!!binary value contains invalid', says: 'the value of !!binary is not base64' },
  {
    phrase: 'did not find expected <document start>',
    says: 'a directive must be followed by ---, which Kubernetes cuts away: no manifest can have directives',
    hint: 'remove the line that begins with %',
  },
  {
    phrase: 'found incompatible YAML document',
    says: 'Kubernetes reads YAML 1.1 only',
    hint: 'remove the %YAML directive',
  },
  {
    phrase: 'found unknown directive name',
    says: 'a line that begins with % is a directive, and this is none that YAML knows',
    atBegin: true,
  },
  { phrase: 'found an indentation indicator equal to 0', says: 'a block scalar cannot be indented by 0' },
  {
    phrase: 'did not find expected comment or line break',
    says: 'nothing may follow on this line but a comment',
  },
  {
    phrase: 'found character that cannot start any token',
    says: 'a value cannot begin with %s',
  },
  { phrase: 'found undefined tag handle', says: 'a tag with a handle that was never declared' },
  { phrase: 'unexpected EOF', says: 'the JSON text ends before the value does' },
  { phrase: 'invalid character', detail: /character (.*)/s, says: 'this is not JSON: unexpected %s' },
];

/**
 * Characters that word processors and web pages put in the place of plain ones, where YAML would need the plain one:
 * within a text they are what they are.
 */
const LOOKALIKES: { sign: RegExp; name: string; hint: string }[] = [
  {
    sign: /(?:^|[:-])\s*[\u201c\u201d\u201e\u2018\u2019\u201a]/,
    name: 'a typographic quote',
    hint: 'use " or \'',
  },
  { sign: /^\s*[\u2010-\u2015\u2212]/, name: 'a typographic dash', hint: 'use -' },
  {
    sign: /(?:^ *|[:-] *)[\u00a0\u2007\u202f\u3000]/,
    name: 'a space that is none to YAML (non-breaking or wide)',
    hint: 'type it again with the space bar',
  },
  {
    sign: /(?:^\s*|[:-]\s*)[\u200b-\u200d\u2060\ufeff]|[\u200b-\u200d\u2060\ufeff][^\S\ufeff]*:/,
    name: 'an invisible character',
    hint: 'delete it and type it again',
  },
  { sign: /^[\s-]*[\w./][\w./-]*\uff1a/, name: 'a wide colon', hint: 'use :' },
];

/** Says a problem plainly, with its place in the text. */
export function explainProblem(problem: Problem, lines: Lines): Explanation {
  const wording = WORDINGS.find(({ phrase }) => problem.phrase.startsWith(phrase));
  const offset = wording?.atBegin ? problem.since : problem.offset;
  const { start, end } = visible(offset, lines);
  const character = lines.text.codePointAt(problem.offset) ?? 0;
  const says = wording
    ? wording.says.replace('%s', () => wording.detail?.exec(problem.phrase)?.[1] ?? characterName(character))
    : problem.phrase;
  const explanation: Explanation = { message: says, start, end };
  const strange = isFence(lines.lineAt(problem.offset).text) ? undefined : strangeCharacter(problem, lines);
  const diagnosis = strange === undefined ? diagnose(problem, lines) : undefined;
  const hint = strange ?? diagnosis?.hint ?? anywayHint(problem, lines) ?? wording?.hint;
  if (hint) explanation.hint = hint;
  if (diagnosis) {
    if (diagnosis.message !== undefined) explanation.message = diagnosis.message;
    if (diagnosis.place) Object.assign(explanation, diagnosis.place);
    if (diagnosis.edits) explanation.edits = diagnosis.edits;
    if (diagnosis.fix !== undefined) explanation.fix = diagnosis.fix;
    return explanation;
  }
  if (wording?.began && problem.since < start) {
    explanation.related = { message: wording.began, offset: problem.since };
  }
  return explanation;
}

/** A character as it can be shown. */
function characterName(code: number): string {
  if (code === 9) return 'a tab';
  if (code > 0x20 && code < 0x7f) return String.fromCodePoint(code);
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The characters to underline for an offset: to the end of its line, or the last ones before it if there are none. */
function visible(offset: number, lines: Lines): { start: number; end: number } {
  let at = Math.min(offset, lines.text.length);
  if (/^\s*$/.test(lines.text.slice(at, at + 200))) {
    while (at > 0 && /\s/.test(lines.text[at - 1]!)) at--;
    const line = lines.lineAt(at);
    const indent = line.text.length - line.text.trimStart().length;
    return { start: line.start + indent, end: Math.max(at, line.start + indent) };
  }
  while (/[\r\n]/.test(lines.text[at]!)) at++;
  const line = lines.lineAt(at);
  const rest = lines.text.slice(at, line.end).trimEnd();
  return { start: at, end: at + Math.max(rest.length, 1) };
}

/** What stands near the problem that YAML never takes for what it looks like. */
function strangeCharacter(problem: Problem, lines: Lines): string | undefined {
  const here = lines.lineAt(problem.offset);
  const before = here.start > 0 ? lines.lineAt(here.start - 1) : undefined;
  const begin = lines.lineAt(problem.since);
  const near = [here, begin, ...(before ? [before] : [])].map(({ text, start }) => {
    // A byte order mark at the beginning of a file is no mistake.
    const from = start === 0 && text.startsWith('\ufeff') ? 1 : 0;
    return { text: text.slice(from, LOOKED_AT), line: lines.position(start).line };
  });

  for (const { text, line } of near) {
    const lookalike = LOOKALIKES.find(({ sign }) => sign.test(text));
    if (lookalike) return `there is ${lookalike.name} in line ${line}: ${lookalike.hint}`;
  }
  if (near.some(({ text }) => /^\s*\t/.test(text))) return NO_TABS;
  if (problem.phrase.startsWith('found character that cannot start')) {
    const character = lines.text[problem.offset];
    if (character === '\t') return NO_TABS;
    if (character === '@' || character === '`' || character === '%') {
      return `${QUOTE_IT}: text cannot begin with ${character}`;
    }
  }
  return undefined;
}

/** What to look at where nothing more is known. */
function anywayHint({ phrase, offset }: Problem, lines: Lines): string | undefined {
  if (phrase.startsWith('mapping values are not allowed'))
    return 'is the line indented as its neighbours are?';
  if (!phrase.startsWith('did not find expected key') && !phrase.startsWith("did not find expected '-'")) {
    return undefined;
  }
  const { text, start } = lines.lineAt(offset);
  const column = offset - start;
  if (phrase.startsWith('did not find expected key') && /^-\s/.test(text.slice(column))) {
    return 'an item of a list among the keys of a map: is the key above it missing, or its indentation wrong?';
  }
  if (/["'\]}]\s*$/.test(text.slice(Math.max(column - LOOKED_AT, 0), column))) {
    return 'text behind a closing quote or bracket: put the whole value in quotes';
  }
  return 'look at the indentation and the quotes of the lines above';
}
