/** What falls to one part of `kubeplan lint`, as data that can be put together with the other parts; nothing of it that must not be shown. */
import type { Finding, Location, Position } from '../api/finding.js';
import { sha256 } from '../api/sha256.js';
import type { Shard } from '../api/shard.js';
import type { BaselineEntry } from '../lint/baseline.js';
import { asTold } from '../lint/collector.js';
import type { Shown } from '../lint/hidden.js';
import { type Linted, type LintResult, resultOf } from '../lint/lint-documents.js';
import type { Source } from '../manifest/document.js';
import { type KeptText, keptText, textOfKept } from './kept-text.js';
import { shownFix } from './said.js';

/** What falls to one part, with what has to be known of the whole to put the parts together again. */
export interface LintPart {
  shard: Shard;
  /** What the whole comes to, but for what is found in it. */
  whole: Omit<Linted, 'found'>;
  /** Those of this part, before those of one cause are one. */
  shown: Shown;
  /** Which of all findings each of them is; missing where their places say in what order they are told. */
  order?: readonly number[];
  gone: readonly BaselineEntry[];
}

/** The same as it is kept. What is the same in all parts stands in the first alone. */
export interface KeptLint {
  whole: Omit<Linted, 'found' | 'failures' | 'looked' | 'leftOut'> &
    Partial<Pick<Linted, 'looked' | 'leftOut'>>;
  failed: boolean;
  findings: Finding[];
  order?: readonly number[];
  hidden: Location[];
  gone?: readonly BaselineEntry[];
  texts: KeptText[];
}

/** Lines above a finding that a report shows. */
const LINES_ABOVE = 2;

/** A part as it is kept; `sources` are all texts that findings stand in. */
export function keptLint(part: LintPart, sources: readonly Source[]): KeptLint {
  const { shard, shown, order, gone } = part;
  const { failures, looked, leftOut, ...whole } = part.whole;
  const { findings, hidden } = shown;
  return {
    whole: { ...whole, ...(shard.index === 1 && { looked, leftOut }) },
    failed: failures.length > 0,
    findings: findings.map((finding) => keptFinding(finding, hidden)),
    ...(order && { order }),
    hidden,
    ...(shard.index === 1 && { gone }),
    texts: textsOf(findings, hidden, sources),
  };
}

/** A finding without what only this run has to know: the text of a fix that is not shown, and what a cause is. */
function keptFinding(finding: Finding, hidden: readonly Location[]): Finding {
  const { fix, cause } = finding;
  const edits = fix?.edits.map((edit) => ({ ...edit, text: '' }));
  return {
    ...finding,
    ...(cause !== undefined && { cause: sha256(cause) }),
    ...(fix && edits && !shownFix(finding, hidden) && { fix: { ...fix, edits } }),
  };
}

/** The lines that a report can show, or counts the bytes of. */
function textsOf(
  findings: readonly Finding[],
  hidden: readonly Location[],
  sources: readonly Source[],
): KeptText[] {
  const lines = new Map<string, Set<number>>();
  const want = (file: string, from: number, to: number): void => {
    const known = lines.get(file) ?? new Set();
    for (let line = Math.max(1, from); line <= to; line++) known.add(line);
    lines.set(file, known);
  };
  const wantEnds = ({ file, start, end }: Location): void => {
    for (const { line } of [start, end] as Position[]) want(file, line, line);
  };
  for (const { location, related = [], fix } of findings) {
    want(location.file, location.start.line - LINES_ABOVE, location.start.line);
    wantEnds(location);
    for (const other of related) wantEnds(other.location);
    for (const edit of fix?.edits ?? []) wantEnds(edit.location);
  }
  return sources.flatMap((source) => {
    const wanted = lines.get(source.file);
    return wanted ? [keptText(source, wanted, hidden)] : [];
  });
}

/** What all parts come to together: the result of the whole run, and of its texts what a report shows. */
export function mergedLint(parts: readonly KeptLint[]): { result: LintResult; sources: Source[] } {
  const { whole, gone = [] } = parts[0]!;
  const { looked = [], leftOut = [], ...rest } = whole;
  const failures = parts.some(({ failed }) => failed) ? [undefined] : [];
  const linted: Linted = { ...rest, looked, leftOut, failures, found: [] };
  const hidden = parts.flatMap((part) => part.hidden);
  const result = resultOf(linted, { findings: inOrder(parts), hidden }, gone);
  return { result, sources: sourcesOf(parts.flatMap(({ texts }) => texts)) };
}

/** The findings as the whole run tells them. One that each part tells, of a path that leads nowhere, is one. */
function inOrder(parts: readonly KeptLint[]): Finding[] {
  const isNumbered = parts.every(({ order }) => order !== undefined);
  if (isNumbered) {
    const byNumber = new Map(
      parts.flatMap(({ findings, order = [] }) => findings.map((one, at) => [order[at]!, one] as const)),
    );
    return [...byNumber].sort(([a], [b]) => a - b).map(([, finding]) => finding);
  }
  const seen = new Set<string>();
  const first = parts.flatMap(({ findings }, part) =>
    findings.filter((finding) => {
      const text = JSON.stringify(finding);
      const isAgain = seen.has(text) && part > 0;
      seen.add(text);
      return !isAgain;
    }),
  );
  return asTold(first);
}

function sourcesOf(texts: readonly KeptText[]): Source[] {
  const byFile = new Map<string, KeptText>();
  for (const { file, lines } of texts) {
    const known = byFile.get(file)?.lines ?? [];
    byFile.set(file, { file, lines: [...known, ...lines] });
  }
  return [...byFile.values()].map(textOfKept);
}
