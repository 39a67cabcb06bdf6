/** Writes a failing input into a folder, with what it takes to run it again. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quote } from '../src/api/shell.js';
import { bytesOf, FAILURE_KINDS, type Failure, type FuzzInput } from './input.js';

/** The folder that it is in: `OUT/crash-7-12`, named by the seed and the number of the input, with a letter where it has several. */
export function keep(out: string, input: FuzzInput, failure: Failure, seed: number, index: number): string {
  const name = join(out, `${failure.kind}-${seed}-${index}`);
  const folder =
    ['', ...'bcdefghijklmnopqrstuvwxyz'].map((letter) => name + letter).find((one) => !existsSync(one)) ??
    name;
  for (const [name, text] of Object.entries(input.files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytesOf(text));
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'README.md'), readme(input, failure, seed, index));
  return folder;
}

function readme(
  { commands }: FuzzInput,
  { kind, what, signature }: Failure,
  seed: number,
  index: number,
): string {
  const lines = commands.map((words) => `    mkdir -p out && kubeplan ${words.map(quote).join(' ')}`);
  return `# ${kind}: ${signature}

What has to hold: ${FAILURE_KINDS[kind]}. What was seen:

${what.replace(/^/gm, '    ')}

Again, in this folder:

${lines.join('\n')}

The whole input, before it was made smaller:

    npm run fuzz -- --seed ${seed} --from ${index} --inputs 1
`;
}
