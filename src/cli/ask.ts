/** Questions to whoever sits at the terminal. */
import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Ask, Io } from './io.js';

/** How to ask: missing where nobody sits at the terminal. `descriptor` is standard input. */
export function askerOf(
  { ask, stderr }: Io,
  isTerminal: (descriptor: number) => boolean = isatty,
  descriptor = 0,
): Ask | undefined {
  if (ask) return ask;
  if (!isTerminal(descriptor) || !isTerminal(2)) return undefined;
  return (question) => {
    stderr.write(question);
    return readAnswer(descriptor);
  };
}

/** What was typed in one line, without its end; undefined where nobody answers. */
function readAnswer(descriptor: number): string | undefined {
  const byte = Buffer.alloc(1);
  const bytes: number[] = [];
  for (;;) {
    if (readByte(descriptor, byte) === 0) return bytes.length === 0 ? undefined : textOfBytes(bytes);
    if (byte[0] === 0x0a) return textOfBytes(bytes);
    bytes.push(byte[0]!);
  }
}

function textOfBytes(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('utf8').trim();
}

/** A terminal that does not wait has nothing to say yet. */
function readByte(descriptor: number, byte: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, byte, 0, 1, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

/** Yes or no: of an answer that is neither, or none, `unlessTold`. */
export function isYes(answer: string | undefined, unlessTold: boolean): boolean {
  const word = answer?.toLowerCase() ?? '';
  if (/^(?:y|yes)$/.test(word)) return true;
  return /^(?:n|no)$/.test(word) ? false : unlessTold;
}
