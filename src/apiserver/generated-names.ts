/** Names and uids that a real server draws at random; here they follow from what they are drawn for. */
import { fnv1aOfUnits, SAFE_ALPHABET } from '../api/hash.js';

const SUFFIX_LENGTH = 5;
const MAX_BASE_LENGTH = 58;

/** A name for `generateName`: its first 58 characters and five of the server's alphabet, chosen by `seed`. */
export function generatedName(base: string, seed: string): string {
  let hash = hashOf(`${base} ${seed}`);
  let suffix = '';
  for (let i = 0; i < SUFFIX_LENGTH; i++) {
    suffix += SAFE_ALPHABET[hash % SAFE_ALPHABET.length];
    hash = i === 2 ? hashOf(`${seed} ${base}`) : Math.floor(hash / SAFE_ALPHABET.length);
  }
  return base.slice(0, MAX_BASE_LENGTH) + suffix;
}

/** A uid in the form of a version 4 UUID, chosen by `seed`. */
export function generatedUid(seed: string): string {
  const digits = [0, 1, 2, 3].map((part) => hashOf(`${part} ${seed}`).toString(16).padStart(8, '0')).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** FNV-1a, mixed once more so that seeds that differ in their last character differ everywhere. */
function hashOf(text: string): number {
  let hash = fnv1aOfUnits(text);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
