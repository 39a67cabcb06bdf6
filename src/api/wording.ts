/** Texts that were worded otherwise by older minors: written once, where they are said, with what they were. */
import { atMost, KUBERNETES_VERSIONS, type KubernetesVersion, NEWEST_VERSION } from './version.js';

/** What was said up to a minor, by that minor. Empty where nothing was. */
type Before = Readonly<Partial<Record<KubernetesVersion, string>>>;

/** A text with those that it was before, oldest first. */
export class Wording {
  constructor(
    readonly now: string,
    readonly was: readonly (readonly [last: KubernetesVersion, text: string])[],
  ) {}
}

/** A text, which may have been another in older minors. */
export type Words = string | Wording;

/** `wording('must be no more than 63 bytes', { '1.34': 'must be no more than 63 characters' })`: so up to 1.34. */
export function wording(now: string, was: Before): Wording {
  return new Wording(now, Object.entries(was) as [KubernetesVersion, string][]);
}

/** The text as a minor says it. */
export function inWordsOf(version: KubernetesVersion, words: Words): string {
  if (typeof words === 'string') return words;
  return words.was.find(([last]) => atMost(version, last))?.[1] ?? words.now;
}

/** The text as it is said now: by clients, which are of no minor of a server. */
export function inNewestWords(words: Words): string {
  return inWordsOf(NEWEST_VERSION, words);
}

/** A text that is part of a longer one, in each of its wordings. */
export function within(words: Words, whole: (part: string) => string): Words {
  if (typeof words === 'string') return whole(words);
  return new Wording(
    whole(words.now),
    words.was.map(([last, text]) => [last, whole(text)] as const),
  );
}

/** Texts one after the other, in each of their wordings. */
export function sideBySide(parts: readonly Words[], between: string): Words {
  const lasts = parts.flatMap((part) => (typeof part === 'string' ? [] : part.was.map(([last]) => last)));
  const inMinor = (minor: KubernetesVersion): string =>
    parts.map((part) => inWordsOf(minor, part)).join(between);
  if (lasts.length === 0) return inMinor(NEWEST_VERSION);
  const oldestFirst = KUBERNETES_VERSIONS.filter((version) => lasts.includes(version));
  return new Wording(
    inMinor(NEWEST_VERSION),
    oldestFirst.map((last) => [last, inMinor(last)] as const),
  );
}
