/** How busy pods are, on the command line. */
import { readFileSync } from 'node:fs';
import { type LoadSpec, LoadSpecError, parseLoad } from '../simulation/load-spec.js';
import { type Option, TwoWordOption } from './command-line.js';
import { UsageError } from './exit.js';

/** `--load TARGET USAGE`, several times → `options.load: string[] | undefined`, both words in one text. */
export function loadOption(): Option {
  return new TwoWordOption(
    '--load <target> <usage>',
    'how busy pods are, for autoscalers: deployment/web cpu=90%, or @FILE with lines such as 5m cpu=90%; may be given several times',
    (word) => word.startsWith('@') || word.includes('='),
  ).argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
}

/** A load as it was given. Throws UsageError for what makes no sense. */
export function readLoad(text: string): LoadSpec {
  try {
    return parseLoad(text, readText);
  } catch (error) {
    if (error instanceof LoadSpecError) throw new UsageError(`--load: ${error.message}`);
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new LoadSpecError(`${file} cannot be read`);
  }
}
