/** `kubeplan diff` for people: what changes, what follows, where it is written. */

import type { Finding } from '../api/finding.js';
import { append, largest } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import { quotedValue } from '../api/quoted-value.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { listed } from '../api/text.js';
import { type Diff, isWhole, type ObjectDiff, type Refused, type Verdict } from '../diff/diff.js';
import { folded } from './diff-fold.js';
import { type NextOptions, nextStep, removals } from './diff-next.js';
import { changeLines, shownPlace } from './diff-rows.js';
import { printable } from './inert.js';
import { PLAIN, type Style } from './style.js';
import { displayWidth, PIPE_WIDTH, padEnd, wrap } from './width.js';

/** A name longer than this has what follows it on a line of its own. */
const WIDEST_NAME = 40;
/** A refusal longer than this is shown without the value that it quotes. */
const LONGEST_MESSAGE = 160;
/** The value in a long message is left out only where it is what makes it long: all else says what is wrong. */
const LONGEST_VALUE = 80;
/** So many objects are named before the rest is counted. */
const NAMED = 3;
const INDENT = '    ';
/** So many of those that change alike are named. */
const MOST_ALIKE = 8;

/** The sign of each verdict. */
export const MARK: Record<Verdict, string> = {
  changed: '~',
  added: '+',
  removed: '-',
  refused: '!',
  same: ' ',
};
const COUNTED: readonly [Verdict, string][] = [
  ['changed', 'changed'],
  ['added', 'added'],
  ['removed', 'gone'],
  ['refused', 'refused'],
  ['same', 'the same'],
];

export interface DiffTextOptions extends NextOptions {
  style?: Style;
  width?: number;
  /** Shows objects that stay the same, and long differences whole. */
  verbose?: boolean;
  /** What was wrong with the files: their objects are not compared. */
  problems?: readonly Finding[];
}

/** The whole report as text, ending with a line end. */
export function diffText(diff: Diff, options: DiffTextOptions = {}): string {
  const { style = PLAIN, width = PIPE_WIDTH, verbose = false, problems = [] } = options;
  const unreadable = problems.filter(({ severity }) => severity === 'error');
  const lines: string[] = [style.bold(diffAnswer(diff, unreadable.length))];
  if (problems.length > 0) lines.push('');
  append(lines, problemLines(problems, style, verbose));
  if (diff.repeated.length > 0) append(lines, ['', ...repeatedLines(diff, style, width, verbose)]);
  for (const note of diff.notes) append(lines, ['', ...wrap(printable(note), width).map(style.yellow)]);
  if (diff.reach.length > 0) append(lines, ['', ...reachLines(diff, style, width)]);
  const told = diff.objects.filter(
    ({ verdict, unexpected }) => verdict !== 'same' || verbose || unexpected.length > 0,
  );
  if (told.length > 0) lines.push('');
  const names = told.map((object) => nameInDiff(object, options.namespace));
  const column = largest(names.filter((name) => name.length <= WIDEST_NAME).map(displayWidth), 0);
  for (const { object, alike } of folded(told, verbose)) {
    append(lines, objectLines(object, nameInDiff(object, options.namespace), column, style, width, verbose));
    append(lines, alikeLines(alike, width, options.namespace));
  }
  if (diff.rollback) append(lines, ['', ...rollbackLines(diff.rollback, options)]);
  const last = [...removals(diff), ...nextStep(diff, options)];
  if (last.length > 0) append(lines, ['', ...last]);
  return `${lines.join('\n')}\n`;
}

/** The way back: what becomes of each object, without what changes in it. */
function rollbackLines(rollback: NonNullable<Diff['rollback']>, options: DiffTextOptions): string[] {
  const { style = PLAIN, width = PIPE_WIDTH, verbose = false, namespace } = options;
  const { counts, objects, lost } = rollback;
  const told = objects.filter(({ verdict, unexpected }) => verdict !== 'same' || unexpected.length > 0);
  const names = told.map((object) => nameInDiff(object, namespace));
  const column = largest(names.filter((name) => name.length <= WIDEST_NAME).map(displayWidth), 0);
  const brief = told.map((object) => ({ ...object, changes: [], unexpected: [] }));
  const missing = lost.map(
    ({ object, paths }) =>
      `not brought back  ${refText(object)}  ${listed(paths.map((path) => printable(path)))}`,
  );
  return [
    style.bold(`Going back, by applying the old manifests again: ${diffAnswer({ counts, objects }, 0)}`),
    ...(told.length > 0 ? [''] : []),
    ...brief.flatMap((object, at) => objectLines(object, names[at] as string, column, style, width, verbose)),
    ...missing.flatMap((line) => wrap(line, width).map(style.yellow)),
    ...undoLines(objects, style),
  ];
}

/** What kubectl's own undo would do of it. */
function undoLines(objects: readonly ObjectDiff[], style: Style): string[] {
  const rolled = objects.filter(({ consequences }) => consequences.some(({ type }) => type === 'rollout'));
  return rolled.map(({ object: { kind, name, namespace } }) => {
    const command = commandLine(
      'kubectl',
      'rollout',
      'undo',
      refText({ kind, name }),
      ...inNamespaceWords(namespace),
    );
    return `${command}   ${style.dim('takes its pod template back, and nothing else.')}`;
  });
}

/** The names of those that change as the object before them. */
function alikeLines(alike: readonly ObjectDiff[], width: number, namespace: string | undefined): string[] {
  if (alike.length === 0) return [];
  const all = alike.map((object) => nameInDiff(object, namespace));
  const more = all.length - MOST_ALIKE;
  const names = listed(more > 1 ? [...all.slice(0, MOST_ALIKE), `${more} more (--verbose names them)`] : all);
  return indented(`likewise ${alike.length} more: ${names}`, 4, width);
}

/** Security and reach, a line for each thing, behind what it is about. */
function reachLines({ reach }: Diff, style: Style, width: number): string[] {
  const column = largest(
    reach.map(({ topic }) => topic.length),
    0,
  );
  return reach.flatMap(({ topic, text }) => {
    const [first = '', ...rest] = wrap(printable(text), Math.max(width - column - 2, 30));
    const head = `${style.yellow(padEnd(topic, column))}  ${first}`;
    return [head, ...rest.map((line) => `${' '.repeat(column + 2)}${line}`)];
  });
}

/** What cannot be read, and what is no object: of many for one reason the first few, and how many more. */
function problemLines(problems: readonly Finding[], style: Style, verbose: boolean): string[] {
  const alike = new Map<string, Finding[]>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.message}`;
    alike.set(key, [...(alike.get(key) ?? []), problem]);
  }
  return [...alike.values()].flatMap((all) => {
    const [{ severity, message }] = all as [Finding];
    const label = severity === 'error' ? style.red('unreadable') : style.dim('left out');
    const head = `${label}  ${printable(message.replace(/: left out$/, ''))}`;
    const shown = verbose || all.length <= NAMED + 1 ? all : all.slice(0, NAMED);
    const more = all.length - shown.length;
    return [
      ...shown.map(({ location }) => `${head}  ${style.dim(shownPlace(location))}`),
      ...(more > 0 ? [`${head}  ${style.dim(`in ${more} more places (--verbose names them)`)}`] : []),
    ];
  });
}

/** One line for all that is given more than once; where, with --verbose. */
function repeatedLines({ repeated }: Diff, style: Style, width: number, verbose: boolean): string[] {
  const names = [...new Set(repeated.map(({ object }) => refText(object)))];
  const first = names.slice(0, NAMED);
  const rest = names.length - first.length;
  const who = rest > 0 ? `${first.join(', ')} and ${rest} more` : first.join(', ');
  const [only] = repeated;
  const where = !verbose && only && repeated.length === 1 ? `  ${shownPlace(only.location)}` : '';
  const text = `given more than once, the last one counts: ${who}${where}${rest > 0 && !verbose ? ' (--verbose says where)' : ''}`;
  const lines = wrap(printable(text), width).map((line) => style.yellow(line));
  if (!verbose) return lines;
  const places = repeated.map(({ object, location }) => `${refText(object)}  ${shownPlace(location)}`);
  return [...lines, ...places.map((line) => `${INDENT}${style.dim(printable(line))}`)];
}

/** What a diff comes to, in a sentence. `problems`: how much could not be read. */
export function diffAnswer(
  { version, from, counts, objects }: Pick<Diff, 'counts' | 'objects'> & Partial<Diff>,
  problems: number,
): string {
  const upgrade = from === undefined ? '' : `From Kubernetes ${from} to ${version}: `;
  const unreadable = `${upgrade}${problems > 0 ? `${problems} unreadable. ` : ''}`;
  if (objects.length === 0) return `${unreadable}No objects to compare.`;
  if (counts.same === objects.length) {
    const rewritten = objects.filter((object) => object.rewritten).length;
    const how = rewritten > 0 ? `, ${rewritten} of them written differently` : '';
    return `${unreadable}Nothing changes: ${objects.length === 1 ? '1 object is' : `${objects.length} objects are`} the same${how}.`;
  }
  const parts = COUNTED.filter(([verdict]) => counts[verdict] > 0);
  return `${unreadable}${parts.map(([verdict, word]) => `${counts[verdict]} ${word}`).join(', ')}.`;
}

/** `deployment/web -n shop`; the usual namespace is not said. */
export function nameInDiff(
  { object: { kind, name, namespace } }: Pick<ObjectDiff, 'object'>,
  usual = 'default',
): string {
  const where = namespace === undefined || namespace === usual ? '' : ` -n ${namespace}`;
  return printable(`${refText({ kind, name })}${where}`);
}

function objectLines(
  diff: ObjectDiff,
  name: string,
  column: number,
  style: Style,
  width: number,
  verbose: boolean,
): string[] {
  const colour = {
    changed: style.yellow,
    added: style.green,
    removed: style.red,
    refused: style.red,
    same: style.dim,
  };
  const mark = colour[diff.verdict](MARK[diff.verdict]);
  const at = column + 4;
  const sentences = diffHeadline(diff, verbose);
  const [first = '', ...rest] = sentences.flatMap((sentence) => wrap(sentence, Math.max(width - at, 30)));
  const lines: string[] = [];
  if (first === '') lines.push(`${mark} ${padEnd(style.cyan(name), diff.verdict === 'added' ? column : 0)}`);
  else if (displayWidth(name) <= column) lines.push(`${mark} ${padEnd(style.cyan(name), column)}  ${first}`);
  else lines.push(`${mark} ${style.cyan(name)}`, `${' '.repeat(at)}${first}`);
  append(
    lines,
    rest.map((line) => `${' '.repeat(at)}${line}`),
  );
  if (diff.verdict === 'refused') append(lines, refusalLines(diff, style, width, verbose));
  for (const [at, warning] of diff.warnings.entries()) {
    const { since } = diff.warned?.[at] ?? {};
    const word = since === undefined ? 'warning' : `warning since ${since}`;
    append(lines, indented(`${word}  ${printable(warning)}`, 4, width, '').map(style.yellow));
  }
  append(lines, shownChanges(diff, style, width, verbose));
  append(lines, unexpectedLines(diff, style, width));
  const whole =
    diff.verdict === 'added' ? diff.newLocation : diff.verdict === 'removed' ? diff.oldLocation : undefined;
  return whole ? withPlace(lines, shownPlace(whole), style, width) : lines;
}

/** The changes; of a refused update those first for which it is refused. */
function shownChanges(
  { changes, verdict }: ObjectDiff,
  style: Style,
  width: number,
  verbose: boolean,
): string[] {
  const taken = changes.filter(({ culprit }) => culprit === false);
  const rest = changes.filter(({ culprit }) => culprit !== false);
  if (verdict !== 'refused' || taken.length === 0) return changeLines(changes, style, width, verbose);
  return [
    ...changeLines(rest, style, width, verbose),
    `${INDENT}${style.dim('alone this would be taken:')}`,
    ...changeLines(taken, style, width, verbose),
  ];
}

/** What the command beside an unexpected field does. */
const CURES: Readonly<Record<ObjectDiff['unexpected'][number]['type'], string>> = {
  stays: 'afterwards takes it out',
  lost: 'afterwards puts it there',
  foreign: 'afterwards takes it out',
};

/** What does not come out as it is written, with what makes it so. */
function unexpectedLines({ unexpected }: ObjectDiff, style: Style, width: number): string[] {
  return unexpected.flatMap(({ type, text, location, cure }) => [
    ...indented(`but ${printable(text)}`, 4, width, `  ${style.dim(shownPlace(location))}`),
    ...(cure === undefined ? [] : [`${INDENT}${printable(cure)}   ${CURES[type]}.`]),
  ]);
}

/** The place of a whole object at the end of what is said of it, or below. */
function withPlace(lines: string[], where: string, style: Style, width: number): string[] {
  const last = lines.at(-1) as string;
  if (displayWidth(last) + 2 + where.length <= width)
    return [...lines.slice(0, -1), `${last}  ${style.dim(where)}`];
  return [...lines, `${INDENT}${style.dim(where)}`];
}

/** What happens to an object, in sentences. */
export function diffHeadline(diff: ObjectDiff, verbose: boolean): string[] {
  if (diff.verdict === 'refused') {
    const [refusal] = diff.refusals;
    const since = diff.since === undefined ? 'refused' : `refused since ${diff.since}`;
    const word = diff.asBefore ? 'refused, as before' : since;
    if (!refusal) return [word];
    const guilty = isWhole(refusal) ? diff.changes.filter(({ culprit }) => culprit) : [];
    const what =
      guilty.length === 0 ? word : `${word} for ${listed(guilty.map(({ path }) => printable(path)))}`;
    return [`${what}: ${shownRefusal(refusal, verbose)}`];
  }
  if (diff.verdict === 'same') return [diff.rewritten ? 'the same, written differently' : 'the same'];
  return diff.consequences.map(({ text }) => printable(text));
}

/** `spec.selector: Invalid value: {…}: field is immutable`; a long value only with --verbose. */
function shownRefusal({ field, message }: Refused, verbose: boolean): string {
  const text = field === '' ? message : `${field}: ${message}`;
  if (verbose || text.length <= LONGEST_MESSAGE) return printable(text.replaceAll('\n', ' '));
  const quoted = quotedValue(text);
  if (quoted && quoted.value.length > LONGEST_VALUE) return printable(`${quoted.before}…${quoted.after}`);
  return printable(text.split('\n')[0] as string);
}

function refusalLines(diff: ObjectDiff, style: Style, width: number, verbose: boolean): string[] {
  const lines: string[] = [];
  const [first, ...more] = diff.refusals;
  const told = new Set(
    diff.changes.flatMap(({ newLocation }) => (newLocation ? [shownPlace(newLocation)] : [])),
  );
  if (first?.location && !told.has(shownPlace(first.location))) {
    lines.push(`${INDENT}${style.dim(shownPlace(first.location))}`);
  }
  for (const refusal of more) {
    const where = refusal.location ? `  ${style.dim(shownPlace(refusal.location))}` : '';
    append(lines, indented(shownRefusal(refusal, verbose), 4, width, where));
  }
  if (diff.recreation) append(lines, indented(`${diff.recreation}.`, 4, width));
  return lines;
}

function indented(text: string, by: number, width: number, tail = ''): string[] {
  const lines = wrap(text, Math.max(width - by, 30)).map((line) => ' '.repeat(by) + line);
  if (tail !== '') lines[lines.length - 1] += tail;
  return lines;
}
