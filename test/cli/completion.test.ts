import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createCommand } from '../../src/cli/command-line.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { workbench } from './workbench.js';

const { file, folder, kubeplan } = workbench();
const scripts = new Map<string, string>();
for (const shell of ['bash', 'zsh', 'fish']) {
  const { out } = await kubeplan(['completion', shell]);
  scripts.set(shell, out);
  file(`completion.${shell}`, out);
}

/** What bash offers for the last of the words. */
function offered(...words: string[]): string[] {
  const at = words.length - 1;
  const script = `source ./completion.bash
COMP_WORDS=("$@"); COMP_CWORD=${at}; _kubeplan
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it.each([
    ['commands', ['kubeplan', 'c'], ['capacity', 'config', 'completion']],
    ['options', ['kubeplan', 'lint', '--max'], ['--max-warnings']],
    ['only those of the command', ['kubeplan', 'rules', '-'], ['--format', '-o', '--help', '-h']],
    ['formats', ['kubeplan', 'lint', '--format', 's'], ['sarif']],
    ['formats behind a short option', ['kubeplan', 'lint', 'a.yaml', '-o', 'ju'], ['junit']],
    ['formats behind an equals sign', ['kubeplan', 'lint', '--format', '=', 'git'], ['github', 'gitlab']],
    ['formats as soon as it is there', ['kubeplan', 'rules', '--format', '='], ['text', 'json']],
    ['sets', ['kubeplan', 'lint', '--set', 'r'], ['recommended']],
    [
      'versions',
      ['kubeplan', 'plan', '--k8s', '1.3'],
      ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'],
    ],
    ['rules', ['kubeplan', 'lint', '--only', 'images/la'], ['images/latest-tag']],
    ['rules to read about', ['kubeplan', 'rules', 'apps/sel'], ['apps/selector']],
    ['shells', ['kubeplan', 'completion', ''], ['bash', 'zsh', 'fish']],
    ['nothing where files do', ['kubeplan', 'lint', 'a'], []],
    ['nothing where a file follows', ['kubeplan', 'lint', '--crd', 'a'], []],
  ])('offers %s', (_what, words, expected) => expect(offered(...words)).toEqual(expected));
});

describe('completion in zsh and fish', () => {
  it('knows every option of every command, in zsh by what follows it', async () => {
    const zsh = scripts.get('zsh')!;
    const fish = scripts.get('fish')!;
    for (const { name, summary, load } of COMMANDS) {
      const command = createCommand(name, summary);
      (await load()).declare(command);
      expect(zsh).toContain(`    '${name}:${summary}'\n`);
      expect(fish).toContain(`-n __fish_use_subcommand -a ${name} -d '${summary}'\n`);
      for (const { long } of command.options.filter(({ hidden }) => !hidden)) {
        expect(zsh).toMatch(new RegExp(`'\\*${long}(?:=)?\\[`));
        expect(fish).toContain(`'__fish_seen_subcommand_from ${name}' -l ${long!.slice(2)}`);
      }
    }
  });

  it('offers values, files, and keeps what a shell would read', () => {
    expect(scripts.get('zsh')).toContain(":name:(default recommended strict)'");
    expect(scripts.get('zsh')).toContain("the name of a chart'\\''s release");
    expect(scripts.get('zsh')).toMatch(/'\*--crd=\[[^\n]*\]:file:_files'/);
    expect(scripts.get('zsh')).toContain("'*:word:(bash zsh fish)'");
    expect(scripts.get('fish')).toContain(" -l set -x -a 'default recommended strict' -d ");
    expect(scripts.get('fish')).toContain("the name of a chart\\'s release");
    expect(scripts.get('fish')).toContain(' -l crd -r -F -d ');
  });
});

it.each([
  [[], 'a shell is missing'],
  [['tcsh'], 'there is no completion for tcsh'],
  [['bash', 'zsh'], 'there is no completion for bash zsh'],
])('refuses %j', async (words, message) => {
  const { status, err } = await kubeplan(['completion', ...words]);
  expect({ status, err }).toEqual({
    status: 2,
    err: `kubeplan: ${message}\nThe shells are bash, zsh, fish.\n`,
  });
});
