import { fstatSync, writeSync } from 'node:fs';
import { inertText } from '../report/inert.js';
import { createStyle, type Style, wantsColour } from '../report/style.js';
import { terminalWidth } from '../report/width.js';
import { EXIT } from './exit.js';

/** Standard output or standard error, as a command sees it. */
interface Out {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns to lay text out for: the terminal's, 120 where it is not one. */
  readonly width: number;
  /** Colours of this stream; says everything plainly where colour is not wanted. */
  readonly style: Style;
  /** Wipes the screen, or the line that the cursor is in; does nothing where it is no terminal. */
  erase?(what: 'screen' | 'line'): void;
}

/** Everything a command may touch of the process that runs it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Out;
  readonly stderr: Out;
  /** Asks, and waits for a line, in place of the terminal. */
  readonly ask?: Ask;
}

/** What is answered; undefined where nobody does. */
export type Ask = (question: string) => string | undefined;

/** What a terminal is told: the only codes beside colours that it gets. */
const ERASE = { screen: '\x1b[2J\x1b[3J\x1b[H', line: '\r\x1b[2K' };

type Stream = { isTTY?: boolean; columns?: number; write(text: string | Uint8Array): unknown };

function out(stream: Stream, env: Io['env']): Out {
  const coloured = wantsColour(stream, env);
  return {
    write: (text) => void stream.write(inertText(text, coloured)),
    isTTY: stream.isTTY === true,
    width: terminalWidth(stream, env),
    style: createStyle(coloured),
    erase: (what) => {
      if (stream.isTTY) stream.write(ERASE[what]);
    },
  };
}

/** Two streams and an environment, as a command sees them: nothing that it writes there is acted on by a terminal. */
export function ioOf(stdout: Stream, stderr: Stream, env: Io['env']): Io {
  return { env, stdout: out(stdout, env), stderr: out(stderr, env) };
}

/** The streams and the environment of the running process. */
export function processIo(): Io {
  return ioOf(
    isPlain(1) ? plainStream(1) : ownStream('stdout'),
    isPlain(2) ? plainStream(2) : ownStream('stderr'),
    process.env,
  );
}

/** True for a file or a pipe: no terminal. */
function isPlain(descriptor: number): boolean {
  try {
    return !fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** Writes without Node's streams: loading those takes as long as checking a small file. */
function plainStream(descriptor: 1 | 2): Stream {
  let stream: Stream | undefined;
  return {
    write(text) {
      if (stream) {
        stream.write(text);
        return;
      }
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) {
        try {
          at += writeSync(descriptor, bytes, at);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (code === 'EPIPE') return;
          if (code !== 'EAGAIN') throw error;
          // A pipe that does not wait and is full: streams know how to go on from here.
          stream = ownStream(descriptor === 1 ? 'stdout' : 'stderr');
          stream.write(bytes.subarray(at));
          return;
        }
      }
    },
  };
}

/** A stream of the process. A reader that went away (`kubeplan lint | head`) is no failure: the answer stays what it is. */
function ownStream(name: 'stdout' | 'stderr'): Stream {
  const stream = process[name];
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (name === 'stdout') process.stderr.write(`kubeplan: the answer cannot be written: ${error.code}\n`);
    process.exit(EXIT.FAILED);
  });
  return stream;
}
