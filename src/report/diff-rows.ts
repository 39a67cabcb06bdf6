/** The changes of an object, a row each: where, what, and the places; lines of longer texts below. */
import { type Location, placeText } from '../api/finding.js';
import { isObject, type JsonValue } from '../api/json.js';
import { largest } from '../api/lists.js';
import { numbered } from '../api/text.js';
import type { FieldChange } from '../diff/diff.js';
import { diffLines } from '../diff/line-diff.js';
import { writeYaml } from '../manifest/write-yaml.js';
import { printable, wellFormed } from './inert.js';
import type { Style } from './style.js';
import { displayWidth, padEnd, wrap } from './width.js';
import { markedLines, markedWords } from './word-marks.js';

/** Lines of one text's difference that are shown without --verbose. */
const FOLD_AFTER = 12;
/** A list or mapping longer than this is shown item by item. */
const INLINE = 60;
const INDENT = '    ';
/** So many changes of one object are shown without --verbose. */
const MOST_CHANGES = 40;
/** A longer value is cut without --verbose. */
const LONGEST_VALUE = 240;
/** A place in the schema of a CustomResourceDefinition; a text in it for who reads it. */
const IN_SCHEMA = /\.openAPIV3Schema\b/;
const PROSE = /\.openAPIV3Schema\b.*\.description$/;

/** `web.yaml:3:1`. */
export function shownPlace(location: Location): string {
  return printable(placeText(location));
}

/** A change as the three cells of its row, and lines below it. */
interface Row {
  path: string;
  value: string;
  /** The same with what is other in it marked. */
  marked?: string | undefined;
  colour: (text: string) => string;
  /** Of the old side and of the new one. */
  at: readonly string[];
  below: string[];
}

/** The rows of changes, in columns where they fit; of very many the first ones, and how many more. */
export function changeLines(
  changes: readonly FieldChange[],
  style: Style,
  width: number,
  verbose: boolean,
): string[] {
  if (verbose) return rowLines(changes, style, width, verbose);
  const told = changes.filter(({ path }) => !PROSE.test(path));
  const prose = changes.length - told.length;
  const more = told.length - MOST_CHANGES;
  const shown = more > 1 ? told.slice(0, MOST_CHANGES) : told;
  const left = [
    ...(more > 1 ? [`${more} more changes`] : []),
    ...(prose > 0 ? [`the descriptions of ${numbered(prose, 'field')} of the schema`] : []),
  ];
  return [
    ...rowLines(shown, style, width, verbose),
    ...left.map((text) => `${INDENT}${style.dim(`… ${text}, --verbose shows them`)}`),
  ];
}

function rowLines(changes: readonly FieldChange[], style: Style, width: number, verbose: boolean): string[] {
  const rows = changes.map((change) => rowOf(change, style, verbose));
  const paths = largest(
    rows.map(({ path }) => displayWidth(path)),
    0,
  );
  const values = largest(
    rows.map(({ value }) => displayWidth(value)),
    0,
  );
  const places = largest(
    rows.map(({ at }) => displayWidth(at.join('  '))),
    0,
  );
  const fits = INDENT.length + paths + 2 + values + 2 + places <= width;
  const lineOf = ({ at }: Row) => at.join('  ');
  return rows.flatMap((row) => {
    const below = row.below.map((line) => `${INDENT}  ${line}`);
    if (fits) {
      const value = row.colour(row.marked ?? row.value);
      const line = `${INDENT}${padEnd(row.path, paths)}  ${padEnd(value, values)}  ${style.dim(lineOf(row))}`;
      return [line.trimEnd(), ...below];
    }
    const line = lineOf(row);
    const beside = INDENT.length + displayWidth(row.path) + 2 + displayWidth(line) <= width;
    const gap = Math.max(2, width - INDENT.length - displayWidth(row.path) - displayWidth(line));
    // Two places that are longer than a line stand one below the other.
    const under = INDENT.length + 2 + displayWidth(line) <= width ? [line] : row.at;
    const head = beside
      ? [`${INDENT}${row.path}${' '.repeat(gap)}${style.dim(line)}`.trimEnd()]
      : [`${INDENT}${row.path}`, ...under.filter(Boolean).map((one) => `${INDENT}  ${style.dim(one)}`)];
    const lines = wrap(row.value, Math.max(width - INDENT.length - 2, 30));
    const value = (lines.length === 1 && row.marked !== undefined ? [row.marked] : lines).map(
      (line) => `${INDENT}  ${row.colour(line)}`,
    );
    return [...head, ...value, ...below];
  });
}

function rowOf(change: FieldChange, style: Style, verbose: boolean): Row {
  const row = plainRow(change, style, verbose);
  const { drift, culprit, since } = change;
  return {
    ...row,
    ...(since && { value: `${row.value}  since ${since}` }),
    ...(culprit && { path: `! ${row.path}`, colour: style.red }),
    ...(drift && { value: `${row.value}  (${driftText(drift)})`, marked: undefined }),
  };
}

/** A live value that is not the one applied last. */
function driftText({ takenBack, applied }: NonNullable<FieldChange['drift']>): string {
  const last = applied === undefined ? undefined : `${writeYaml(applied)} was applied last`;
  if (!takenBack) return last ?? 'changed in the cluster';
  return `drift: changed in the cluster${last === undefined ? '' : `, ${last}`}`;
}

function plainRow(change: FieldChange, style: Style, verbose: boolean): Row {
  const at = [change.oldLocation, change.newLocation].flatMap((one) => (one ? [shownPlace(one)] : []));
  const base = {
    path: printable(change.path),
    at,
    below: [] as string[],
    colour: (text: string) => text,
  };
  if (change.hidden) {
    const word = change.op === 'add' ? 'added' : change.op === 'remove' ? 'removed' : 'changed';
    return { ...base, value: `${word} (value hidden)` };
  }
  if (change.lines) {
    const { added, removed, hunks } = change.lines;
    return { ...base, value: linesText(added, removed), below: hunkLines(hunks, style, verbose) };
  }
  const isBrief = !verbose && IN_SCHEMA.test(change.path);
  const brief = (value: JsonValue | undefined) => (isBrief ? withoutProse(value) : value);
  const old = shown(brief(change.old), change.oldIsDefault, verbose);
  const now = shown(brief(change.new), change.newIsDefault, verbose);
  switch (change.op) {
    case 'add':
      return { ...base, value: `+ ${now}`, colour: style.green };
    case 'remove':
      return { ...base, value: `- ${old}`, colour: style.red };
    case 'reorder':
      return { ...base, value: `order: ${bare(change.old)} → ${bare(change.new)}` };
    case 'replace': {
      if (
        Array.isArray(change.old) &&
        Array.isArray(change.new) &&
        Math.max(old.length, now.length) > INLINE
      ) {
        const items = (list: JsonValue[]) => list.map((item) => `${writeYaml(item)}\n`).join('');
        const { hunks, added, removed } = diffLines(items(change.old), items(change.new));
        return { ...base, value: itemsText(added, removed), below: hunkLines(hunks, style, verbose) };
      }
      const words = markedWords(old, now, style);
      return { ...base, value: `${old} → ${now}`, marked: `${words.old} → ${words.now}` };
    }
  }
}

function shown(value: JsonValue | undefined, isDefault: boolean | undefined, verbose: boolean): string {
  const text = value === undefined ? 'unset' : writeYaml(value);
  const cut = verbose || text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
  return `${wellFormed(cut)}${isDefault ? ' (default)' : ''}`;
}

/** A part of a schema without what it says to who reads it. */
function withoutProse(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item) as JsonValue);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, field]) => key !== 'description' || typeof field !== 'string',
  );
  return Object.fromEntries(entries.map(([key, field]) => [key, withoutProse(field) as JsonValue]));
}

function bare(value: JsonValue | undefined): string {
  return Array.isArray(value) ? value.map(writeYaml).join(', ') : writeYaml(value ?? null);
}

function linesText(added: number, removed: number): string {
  const changed = Math.min(added, removed);
  const parts = [
    ...(changed > 0 ? [`${changed} ${changed === 1 ? 'line' : 'lines'} changed`] : []),
    ...(added > changed ? [`${added - changed} added`] : []),
    ...(removed > changed ? [`${removed - changed} removed`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'line end changed';
}

function itemsText(added: number, removed: number): string {
  const parts = [...(removed > 0 ? [`${removed} out`] : []), ...(added > 0 ? [`${added} in`] : [])];
  return `list replaced: ${parts.join(', ') || 'another order'}`;
}

function hunkLines(
  hunks: readonly { lines: string[]; newStart: number }[],
  style: Style,
  verbose: boolean,
): string[] {
  const lines: string[] = [];
  for (const [index, hunk] of hunks.entries()) {
    if (index > 0) lines.push(style.dim('…'));
    for (const text of markedLines(hunk.lines.map(printable), style)) {
      lines.push(
        text.startsWith('+') ? style.green(text) : text.startsWith('-') ? style.red(text) : style.dim(text),
      );
    }
  }
  if (verbose || lines.length <= FOLD_AFTER + 1) return lines;
  return [
    ...lines.slice(0, FOLD_AFTER),
    style.dim(`… ${lines.length - FOLD_AFTER} more lines, --verbose shows them`),
  ];
}
