/** Warnings as they reach a client: headers of HTTP, which hold so much and no more (apiserver pkg/endpoints/filters/warning.go). */

/** The characters of all warnings together, and of one once there are too many. */
const MOST = 4096;
const MOST_OF_ONE = 256;
const CONTROL = /\p{Cc}/u;

/** What of the warnings is sent, in their order; what holds a line break is not. */
export function sentWarnings(warnings: readonly string[]): string[] {
  const sendable = [...new Set(warnings)].filter((text) => text !== '' && !CONTROL.test(text));
  if (sendable.reduce((sum, text) => sum + lengthOf(text), 0) <= MOST) return sendable;
  const out: string[] = [];
  let written = 0;
  for (const text of sendable) {
    if (written >= MOST) break;
    const short = Array.from(text).slice(0, MOST_OF_ONE).join('');
    out.push(short);
    written += lengthOf(short);
  }
  return out;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
