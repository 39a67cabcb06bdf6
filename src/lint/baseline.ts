/** What was found before, and is not to be told again: findings are recognised by rule, object and field, not by line. */
import type { Finding } from '../api/finding.js';
import { isObject, type JsonValue } from '../api/json.js';

/** More findings of one key than this nobody has. */
const MOST_OF_A_KEY = 1e9;
const BASELINE_FORMAT = 'kubeplan.baseline/1';

/** Findings of one key, as a baseline has them. */
export interface BaselineEntry {
  key: string;
  /** The file that the first of them was found in, as the baseline names files. */
  file: string;
  count: number;
}

export type Baseline = readonly BaselineEntry[];

/** What holding findings against a baseline comes to. */
export interface AgainstBaseline {
  /** All findings; those of the baseline say that they are. */
  findings: Finding[];
  /** What the baseline has and nobody found. */
  gone: BaselineEntry[];
}

/** The baseline that would leave none of some findings over. `nameOf` is what it is to call a file. */
export function baselineOf(findings: readonly Finding[], nameOf: (file: string) => string): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    const { location, ignored } = finding;
    if (ignored && ignored.by !== 'baseline') continue;
    const key = keyIn(finding, nameOf);
    const entry = entries.get(key);
    if (entry) entry.count += 1;
    else entries.set(key, { key, file: nameOf(location.file), count: 1 });
  }
  return [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** What is about no object is of its file. */
function keyIn({ key = '', object, location }: Finding, nameOf: (file: string) => string): string {
  return object ? key : `${key} ${nameOf(location.file)}`;
}

/** A baseline as a file has it: an entry a line, so that changes of it can be read. */
export function baselineText(entries: Baseline): string {
  const rows = entries.map((entry) => `\n    ${JSON.stringify(entry)}`);
  return `{\n  "format": ${JSON.stringify(BASELINE_FORMAT)},\n  "findings": [${rows.join(',')}${rows.length > 0 ? '\n  ' : ''}]\n}\n`;
}

/** Reads what `baselineText` writes; what is wrong with it, where it is something else. */
export function readBaseline(value: JsonValue): Baseline | string {
  if (!isObject(value) || value['format'] !== BASELINE_FORMAT)
    return `it is no baseline: its format is not ${BASELINE_FORMAT}`;
  const { findings } = value;
  const entries = Array.isArray(findings) ? findings.flatMap((one) => entryOf(one) ?? []) : [];
  if (!Array.isArray(findings) || entries.length < findings.length)
    return 'its findings are not all { key, file, count }';
  return entries;
}

function entryOf(value: JsonValue): BaselineEntry | undefined {
  if (!isObject(value)) return undefined;
  const { key, file, count } = value;
  const isCount = typeof count === 'number' && Number.isInteger(count) && count > 0 && count <= MOST_OF_A_KEY;
  return typeof key === 'string' && typeof file === 'string' && isCount ? { key, file, count } : undefined;
}

/** Marks the findings that a baseline has. `nameOf` is what it calls a file, and `isLookedAt` whether the findings of such a file are among these. */
export function againstBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  nameOf: (file: string) => string,
  isLookedAt: (file: string) => boolean,
): AgainstBaseline {
  const left = new Map(baseline.map(({ key, count }) => [key, count]));
  const marked = findings.map((finding): Finding => {
    const key = keyIn(finding, nameOf);
    const count = left.get(key) ?? 0;
    if (finding.ignored || count === 0) return finding;
    left.set(key, count - 1);
    return { ...finding, ignored: { by: 'baseline' } };
  });
  const gone = baseline.flatMap((entry) => {
    const count = left.get(entry.key) ?? 0;
    return count > 0 && isLookedAt(entry.file) ? [{ ...entry, count }] : [];
  });
  return { findings: marked, gone };
}
