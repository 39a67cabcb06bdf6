import { placeText } from '../api/finding.js';
import { largest } from '../api/lists.js';
import type { ConfigAnswer } from '../config/told.js';
import { jsonText, printable } from './inert.js';
import { PLAIN, type Style } from './style.js';
import { padEnd } from './width.js';

const CONFIG_FORMAT = 'kubeplan.config/1';
const GAP = '  ';

/** What is in force, for people: a line an entry, with the place that says it. */
export function configText(
  { file, path, entries, excluded, below }: ConfigAnswer,
  style: Style = PLAIN,
): string {
  const others = below.map(
    (one) =>
      `${printable(one)} decides for what is below it: its set, rules, overrides, suppressions and exclude.`,
  );
  if (file === undefined) return [`No configuration holds for ${printable(path)}.`, ...others, ''].join('\n');
  const cells = entries.map(({ field, value, only, at }) => [
    printable(field),
    printable(only === undefined ? value : `${value}  (${only})`),
    placeText(at),
  ]);
  const widths = [0, 1].map((column) =>
    largest(
      cells.map((row) => row[column]!.length),
      0,
    ),
  );
  const rows = cells.map(([field = '', value = '', at = '']) =>
    [GAP.slice(2), padEnd(field, widths[0]!), padEnd(value, widths[1]!), style.dim(printable(at))].join(GAP),
  );
  const verdict = excluded
    ? `${printable(path)} is not read: ${printable(placeText(excluded.at))} excludes ${printable(excluded.value)}.`
    : `For ${printable(path)} holds ${printable(file)}${rows.length === 0 ? ', which says nothing' : ''}.`;
  const parts = [[verdict], rows, others].filter((lines) => lines.length > 0);
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The same as JSON (kubeplan.config/1). */
export function configJson({ file, path, entries, excluded, below }: ConfigAnswer): string {
  return jsonText({
    format: CONFIG_FORMAT,
    path,
    ...(file !== undefined && { file }),
    excluded: excluded !== undefined,
    ...(below.length > 0 && { below }),
    entries: entries.map(({ field, value, only, at }) => ({
      field,
      value,
      ...(only !== undefined && { only }),
      location: { file: at.file, line: at.start.line, column: at.start.column },
    })),
  });
}
