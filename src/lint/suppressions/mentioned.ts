/** How suppressions begin, for those who only want to know whether there can be any. */

/** The word of comments. */
export const IGNORE_WORD = 'kubeplan-ignore';
export const IGNORE_ANNOTATION = 'kubeplan.dev/ignore';

/** False for a text in which nothing is suppressed: then nobody has to read its suppressions. */
export function mentionsSuppressions(text: string): boolean {
  return text.includes(IGNORE_WORD) || text.includes(IGNORE_ANNOTATION);
}
