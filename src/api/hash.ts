/** FNV-1 and FNV-1a, 32 bit, and the alphabet that Kubernetes writes such sums in. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
/** No vowels and no look-alikes: what is drawn spells no words (k8s.io/apimachinery/pkg/util/rand). */
export const SAFE_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

const encoder = new TextEncoder();

/** FNV-1a of the text's UTF-8 bytes, going on from `start`. */
export function fnv1a(text: string, start: number = OFFSET): number {
  let hash = start;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** FNV-1a of the text's UTF-16 code units, which needs no bytes: for sums that only have to be the same everywhere. */
export function fnv1aOfUnits(text: string): number {
  let hash = OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}

/** FNV-1 (multiply, then xor) of the text's UTF-8 bytes. */
export function fnv1(text: string): number {
  let hash = OFFSET;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash, PRIME) ^ byte;
  return hash >>> 0;
}

/** The decimal digits of a sum in that alphabet (rand.SafeEncodeString). */
export function safeEncode(sum: number): string {
  let text = '';
  for (const digit of String(sum)) text += SAFE_ALPHABET.charAt(digit.charCodeAt(0) % SAFE_ALPHABET.length);
  return text;
}
