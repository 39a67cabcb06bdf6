/** How suppressions begin, for those who only want to know whether there can be any. */
import type { Source } from '../../manifest/document.js';

/** The word of comments. */
export const IGNORE_WORD = 'kubeplan-ignore';
export const IGNORE_ANNOTATION = 'kubeplan.dev/ignore';

const known = new WeakMap<Source, boolean>();

/** False for a text in which nothing is suppressed: then nobody has to read its suppressions. Looked through once. */
export function mentionsSuppressions(source: Source): boolean {
  const { text } = source;
  const does = known.get(source) ?? (text.includes(IGNORE_WORD) || text.includes(IGNORE_ANNOTATION));
  known.set(source, does);
  return does;
}
