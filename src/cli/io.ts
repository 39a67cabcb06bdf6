import { createStyle, type Style, wantsColour } from '../report/style.js';
import { terminalWidth } from '../report/width.js';

/** Standard output or standard error, as a command sees it. */
export interface Out {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns to lay text out for: the terminal's, 120 where it is not one. */
  readonly width: number;
  /** Colours of this stream; says everything plainly where colour is not wanted. */
  readonly style: Style;
}

/** Everything a command may touch of the process that runs it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Out;
  readonly stderr: Out;
}

type Stream = { isTTY?: boolean; columns?: number; write(text: string): unknown };

function out(stream: Stream, env: Io['env']): Out {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    width: terminalWidth(stream, env),
    style: createStyle(wantsColour(stream, env)),
  };
}

/** The streams and the environment of the running process. */
export function processIo(): Io {
  return {
    env: process.env,
    stdout: out(process.stdout, process.env),
    stderr: out(process.stderr, process.env),
  };
}
