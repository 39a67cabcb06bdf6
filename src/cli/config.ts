import { existsSync } from 'node:fs';
import { findConfig, nestedConfigs } from '../config/find.js';
import { type ConfigAnswer, configAnswer, inForce, readConfig } from '../config/index.js';
import { configJson, configText } from '../report/config-text.js';
import type { Command } from './command-line.js';
import { configOptions, withConfigErrors } from './configured.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { addOptions, formatOption, type Output } from './options.js';
import { writeOutputFile } from './output-file.js';

const FORMATS = ['text', 'json'] as const;

interface Options {
  format: Output<(typeof FORMATS)[number]>[];
  /** False where none is to be taken. */
  config?: string | false;
}

export function declare(command: Command): void {
  command.argument('[path]', 'a file or folder that the configuration is asked for; this folder unless told');
  const [config] = configOptions();
  addOptions(command, [formatOption(FORMATS), config!]);
}

export async function run(
  [path = '.', ...more]: string[],
  { format, config }: Options,
  { stdout }: Io,
): Promise<ExitStatus> {
  if (more.length > 0) throw new UsageError(`one path at a time, not ${[path, ...more].join(' and ')}`);
  if (!existsSync(path)) throw new UsageError(`the path "${path}" does not exist`);
  const file = config || findConfig([path]);
  const answer: ConfigAnswer = withConfigErrors(() => {
    const found = file === undefined ? [] : readConfig(file);
    return configAnswer(path, found, config ? [] : nestedConfigs([path], inForce(found).excludes));
  });
  for (const output of format) {
    const text =
      output.format === 'json'
        ? configJson(answer)
        : configText(answer, output.file === undefined ? stdout.style : undefined);
    if (output.file === undefined) stdout.write(text);
    else writeOutputFile(output.file, text);
  }
  return EXIT.OK;
}
