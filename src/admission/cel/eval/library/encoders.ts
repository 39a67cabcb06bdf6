/** Bytes and keys as texts (cel-go ext/encoders.go, apiserver pkg/cel/library/jsonpatch.go). */
import { BYTES, fail, type Library, overload, STRING } from './overload.js';

/** Go's base64.StdEncoding, and without padding where that does not fit; newlines are passed over. */
function decode(text: string): Uint8Array {
  const bare = text.replace(/[\r\n]/g, '');
  if (bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return bytesOf(bare);
  const bad = /[^A-Za-z0-9+/\r\n]/.exec(text);
  if (bad) fail(`illegal base64 data at input byte ${Buffer.byteLength(text.slice(0, bad.index))}`);
  if (bare.length % 4 === 1) fail(`illegal base64 data at input byte ${text.length - 1}`);
  return bytesOf(bare);
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export const ENCODERS: Library = {
  'base64.decode': [overload([STRING], decode)],
  'base64.encode': [overload([BYTES], (bytes) => Buffer.from(bytes).toString('base64'))],
  'jsonpatch.escapeKey': [overload([STRING], (key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))],
};
