/** What the manifests themselves say is not to be told of them. */
import type { Location } from '../../api/finding.js';
import { matchesWildcard } from '../../api/wildcard.js';

/** One rule, or all that a pattern names, that is not to be told of a part of a file. */
export interface Suppression {
  /** `images/latest-tag`, `security/*`. */
  rule: string;
  /** Why; empty where nobody says. */
  reason: string;
  /** Where the rule is named. */
  at: Location;
  /** The part of the file that it holds for, in offsets; the end is exclusive. */
  start: number;
  end: number;
}

/** Suppressions of one rule in one file by their beginnings, each with the one around it. */
interface Nested {
  suppression: Suppression;
  /** The innermost of those that begin before this one and end behind its beginning. */
  around?: Nested;
}

/** The suppressions of a file, by what they name. */
type ByRule = Map<string, Nested[]>;

/** Finds the suppression of a finding, and remembers which ones were of use. */
export class Suppressions {
  readonly #files = new Map<string, ByRule>();
  readonly #used = new Set<Suppression>();

  constructor(readonly all: readonly Suppression[]) {
    const sorted = [...all].sort((a, b) => a.start - b.start || b.end - a.end);
    for (const suppression of sorted) {
      const { file } = suppression.at;
      const rules: ByRule = this.#files.get(file) ?? new Map();
      this.#files.set(file, rules);
      const list = rules.get(suppression.rule) ?? [];
      rules.set(suppression.rule, list);
      add(list, suppression);
    }
  }

  /** The innermost one that holds for a rule at a place; it is of use then. */
  find(rule: string, { file, start: { offset } }: Location): Suppression | undefined {
    let innermost: Suppression | undefined;
    for (const [pattern, list] of this.#files.get(file) ?? []) {
      if (!matchesWildcard(rule, pattern)) continue;
      const found = holding(list, offset);
      if (found && (!innermost || isWithin(found, innermost))) innermost = found;
    }
    if (innermost) this.#used.add(innermost);
    return innermost;
  }

  /** One that holds for all of a place; it is of use then. */
  findAround(rule: string, { file, start, end }: Location): Suppression | undefined {
    const found = this.all.find(
      (one) =>
        one.at.file === file &&
        one.start <= start.offset &&
        one.end >= end.offset &&
        matchesWildcard(rule, one.rule),
    );
    if (found) this.#used.add(found);
    return found;
  }

  /** Those that no finding has asked for yet. */
  unused(): Suppression[] {
    return this.all.filter((one) => !this.#used.has(one));
  }
}

/** Adds the next one; of several for the same part the last one counts. */
function add(list: Nested[], suppression: Suppression): void {
  let around = list.at(-1);
  const { start, end } = around?.suppression ?? {};
  if (around && start === suppression.start && end === suppression.end) {
    around.suppression = suppression;
    return;
  }
  while (around && around.suppression.end <= suppression.start) around = around.around;
  list.push({ suppression, ...(around && { around }) });
}

function isWithin(inner: Suppression, outer: Suppression): boolean {
  return inner.start > outer.start || (inner.start === outer.start && inner.end <= outer.end);
}

/** The innermost one of a list that holds for a place. */
function holding(list: readonly Nested[], offset: number): Suppression | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.suppression.start <= offset) low = middle + 1;
    else high = middle;
  }
  let at = list[low - 1];
  while (at && at.suppression.end <= offset) at = at.around;
  return at?.suppression;
}
