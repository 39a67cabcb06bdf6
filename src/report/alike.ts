/** Findings that say the same of several places are told once, with their places. */
import type { Finding } from '../api/finding.js';

/** What is told once. */
export interface Alike<One extends Finding = Finding> {
  finding: One;
  /** The others that say the same, in their order. */
  others: One[];
}

/** Each thing that is said, where it is said first. `wordsOf`: what two findings have to have in common to say the same. */
export function alike<One extends Finding>(
  findings: readonly One[],
  wordsOf: (finding: One) => string,
): Alike<One>[] {
  const told = new Map<string, Alike<One>>();
  for (const finding of findings) {
    const words = wordsOf(finding);
    const known = told.get(words);
    if (known) known.others.push(finding);
    else told.set(words, { finding, others: [] });
  }
  return [...told.values()];
}

/** What is said, whatever object and container it is said of, and wherever in a list. */
export function meaningOf(finding: Finding): string {
  const { rule, severity, message, hint = '', server, related = [], fix } = finding;
  const places = related.map((other) => [other.message, other.location.file, other.location.start.offset]);
  const texts = [message, hint, server?.message ?? ''].map((text) => withoutNames(text, finding));
  return JSON.stringify([rule, severity, ...texts, places, fix !== undefined]);
}

/** What is said, word for word, in one file. */
export function wordsInFile({ rule, severity, message, hint, server, location, related }: Finding): string {
  return JSON.stringify([rule, severity, location.file, message, hint, server?.message, related]);
}

/** Whether others that say the same can be told from this one by their names. */
export function namesItself(finding: Finding): boolean {
  return withoutNames(finding.message, finding) !== withoutIndexes(finding.message);
}

function withoutNames(text: string, { object }: Finding): string {
  const words = withoutIndexes(text).replace(/\bcontainer \S+/g, 'container');
  return object?.name ? words.replaceAll(`${object.kind} ${object.name}`, 'object') : words;
}

function withoutIndexes(text: string): string {
  return text.replace(/\[\d+\]/g, '[]');
}
