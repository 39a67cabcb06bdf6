/** Texts put in order and put together. */

/** Orders texts as JavaScript compares them, by UTF-16 code units: for `sort`. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly (string | number)[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A text without the run of `chars` that it ends with; a pattern would look again from each of them in the middle of it. */
export function withoutTrailing(text: string, chars: string): string {
  let end = text.length;
  while (end > 0 && chars.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** `3 Ingresses`, `1 NetworkPolicy`: a number of things, in the plural of English. */
export function numbered(count: number, word: string): string {
  return `${count} ${count === 1 ? word : pluralOfWord(word)}`;
}

/** `Ingresses`, `policies`, `Deployments`. */
export function pluralOfWord(word: string): string {
  if (/(s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
