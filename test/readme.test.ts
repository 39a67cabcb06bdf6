import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectKept } from './fixtures/golden.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Texts whose ```console blocks show a command (`$ kubeplan …`) and all of its real output. */
const TEXTS = [
  'README.md',
  'docs/diff.md',
  'docs/plan.md',
  'docs/explain.md',
  'docs/capacity.md',
  'docs/pre-commit.md',
];

const BLOCK = /```console\n\$ (kubeplan [^\n]*)\n([\s\S]*?)```/g;

/** What the command prints, both streams, as a pipe sees it. */
function run(command: string): string {
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', command.replace(/^kubeplan/, `"${process.execPath}" bin/kubeplan.js`)],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { HOME: ROOT, PATH: process.env['PATH'], COLUMNS: '100', NO_COLOR: '1' },
    },
  );
  return `${stdout}${stderr}`;
}

/** Trailing blanks do not survive every editor. */
function tidy(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n*$/, '\n');
}

describe('what the documentation shows is what kubeplan prints', () => {
  for (const file of TEXTS) {
    let text: string;
    try {
      text = readFileSync(`${ROOT}${file}`, 'utf8');
    } catch {
      continue;
    }
    const blocks = [...text.matchAll(BLOCK)];
    it.each(blocks.map((block) => [block[1]!, block[2]!] as const))(`${file}: %s`, (command, shown) => {
      const printed = tidy(run(command));
      expectKept(file, tidy(shown), printed, () => {
        text = text.replace(`$ ${command}\n${shown}`, () => `$ ${command}\n${printed}`);
        writeFileSync(`${ROOT}${file}`, text);
      });
    });
    it(`${file} shows something`, () => expect(blocks.length).toBeGreaterThan(0));
  }
});
