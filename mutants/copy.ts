/** A copy of the built command whose code was changed on the way, for tests that run the command. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { buildBundles } from '../scripts/bundle.mjs';
import { isSource, ROOT } from './source.js';

/**
 * Builds the command into `folder`, with each source put through `change`. `first` is JavaScript that runs before the
 * command does.
 */
export async function buildCopy(
  folder: string,
  change: (code: string, path: string) => string,
  first = '',
): Promise<void> {
  const plugin: Plugin = {
    name: 'changed-sources',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, (args) => {
        const path = relative(ROOT, args.path).split(sep).join('/');
        if (!isSource(path)) return undefined;
        return { contents: change(readFileSync(args.path, 'utf8'), path), loader: 'ts' };
      });
    },
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'bin'), { recursive: true });
  await buildBundles({ dist: join(folder, 'dist'), plugins: [plugin] });
  symlinkSync(join(ROOT, 'dist', 'validators'), join(folder, 'dist', 'validators'));
  for (const name of ['schemas', 'package.json']) symlinkSync(join(ROOT, name), join(folder, name));
  const bin = readFileSync(join(ROOT, 'bin', 'kubeplan.js'), 'utf8');
  writeFileSync(join(folder, 'bin', 'kubeplan.js'), bin.replace('\n', `\n${first}\n`));
  writeFileSync(join(folder, 'bin', 'package.json'), readFileSync(join(ROOT, 'bin', 'package.json')));
}
