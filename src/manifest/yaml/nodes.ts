import { keyText, resolvePlain, resolveTagged } from './scalars.js';
import { ALIAS, KIND, LIST, MAP, PLAIN, QUOTED, STRIDE, TAGGED, type Tape } from './tape.js';

/** The index behind the node at `at` and all that is in it. */
export function nextNode(words: Int32Array, at: number): number {
  const kind = words[at]! & KIND;
  return kind === MAP || kind === LIST ? words[at + 3]! : at + STRIDE;
}

/** The text that the node at `at` is as a key; undefined for a merge key and for what cannot be a key. */
export function nodeKey(text: string, tape: Tape, node: number): string | undefined {
  const { words } = tape;
  const at = (words[node]! & KIND) === ALIAS ? words[node + 3]! : node;
  const mark = words[at]!;
  const kind = mark & KIND;
  if (kind === MAP || kind === LIST) return undefined;
  const extra = words[at + 3]!;
  const quotes = kind === QUOTED ? 1 : 0;
  const own =
    extra > 0 ? tape.strings[extra - 1]! : text.slice(words[at + 1]! + quotes, words[at + 2]! - quotes);
  if (mark & TAGGED) {
    const tag = tape.tags.get(at) ?? '';
    if (own === '<<' && (tag === '!' || tag.endsWith(':merge'))) return undefined;
    const scalar = resolveTagged(tag, own);
    return typeof scalar === 'string' ? undefined : keyText(scalar);
  }
  if (kind !== PLAIN) return own;
  return own === '<<' ? undefined : keyText(resolvePlain(own));
}
