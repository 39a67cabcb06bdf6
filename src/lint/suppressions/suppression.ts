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

/** Suppressions of a file by their beginnings, each with the one around it. */
interface Nested {
  suppression: Suppression;
  /** The largest end of this one and those around it that ends behind it. */
  around?: Nested;
}

/** Finds the suppression of a finding, and remembers which ones were of use. */
export class Suppressions {
  readonly #files = new Map<string, Nested[]>();
  readonly #used = new Set<Suppression>();

  constructor(readonly all: readonly Suppression[]) {
    const sorted = [...all].sort((a, b) => a.start - b.start || b.end - a.end);
    for (const suppression of sorted) {
      const { file } = suppression.at;
      const list = this.#files.get(file) ?? [];
      this.#files.set(file, list);
      let around = list.at(-1);
      while (around && around.suppression.end <= suppression.start) around = around.around;
      list.push({ suppression, ...(around && { around }) });
    }
  }

  /** The innermost one that holds for a rule at a place; it is of use then. */
  find(rule: string, { file, start: { offset } }: Location): Suppression | undefined {
    for (let at = this.#lastBefore(file, offset); at; at = at.around) {
      const { suppression } = at;
      if (offset < suppression.end && matchesWildcard(rule, suppression.rule)) {
        this.#used.add(suppression);
        return suppression;
      }
    }
    return undefined;
  }

  #lastBefore(file: string, offset: number): Nested | undefined {
    const list = this.#files.get(file) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.suppression.start <= offset) low = middle + 1;
      else high = middle;
    }
    return list[low - 1];
  }

  /** Those that no finding has asked for yet. */
  unused(): Suppression[] {
    return this.all.filter((one) => !this.#used.has(one));
  }
}
