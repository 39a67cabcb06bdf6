import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, kubeplan, ROOT } from './cli/built.js';
import { expectKept } from './fixtures/golden.js';

/** Texts whose ```console blocks show a command (`$ kubeplan …`, or as npx runs it) and all of its real output. */
const TEXTS = [
  'README.md',
  'docs/diff.md',
  'docs/plan.md',
  'docs/test.md',
  'docs/fleet.md',
  'docs/snapshot.md',
  'docs/explain.md',
  'docs/capacity.md',
  'docs/pre-commit.md',
];

const BLOCK = /```console\n\$ ((?:npx )?kubeplan [^\n]*)\n([\s\S]*?)```/g;

/** The words of a command line as a shell takes them: bare, or in single or double quotes. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3]!,
  );
}

/** What the command prints, both streams, as a pipe sees it. */
function run(command: string): string {
  const { stdout, stderr } = kubeplan(words(command.replace(/^npx /, '')).slice(1), {
    env: { HOME: ROOT, COLUMNS: '100', NO_COLOR: '1' },
  });
  return `${stdout}${stderr}`;
}

/** Trailing blanks do not survive every editor. */
function tidy(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n*$/, '\n');
}

beforeAll(ensureBuilt);

describe('what the documentation shows is what kubeplan prints', () => {
  for (const file of TEXTS) {
    let text = readFileSync(`${ROOT}${file}`, 'utf8');
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
