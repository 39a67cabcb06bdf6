/** Runs one command in this process, as its executable would. */
import { ioOf } from '../src/cli/io.js';
import { execute as executeCommand } from '../src/cli/main.js';

export interface Ran {
  status: number;
  out: string;
  err: string;
}

/** Runs `kubeplan ARGV`; what it writes is what a terminal or a pipe would get. */
export type Execute = (argv: readonly string[], options: { colour: boolean; debug: boolean }) => Promise<Ran>;

export const execute: Execute = async (argv, { colour, debug }) => {
  const said = { out: '', err: '' };
  const stream = (key: 'out' | 'err') => ({
    isTTY: colour,
    columns: 100,
    write: (text: string | Uint8Array) => {
      said[key] += String(text);
    },
  });
  // How far work has come depends on the clock, and is told to no log.
  const env = { CI: 'true', ...(debug && { KUBEPLAN_DEBUG: '1' }) };
  const status = await executeCommand(argv, ioOf(stream('out'), stream('err'), env));
  return { status, ...said };
};
