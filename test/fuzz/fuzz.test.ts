import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type Fuzzed, fuzz } from '../../fuzz/fuzz.js';
import { generate } from '../../fuzz/generate.js';
import type { Failure, FuzzInput } from '../../fuzz/input.js';
import { type Runner, runnerOf } from '../../fuzz/runner.js';
import { readSeeds } from '../../fuzz/seeds.js';
import { LINT_FORMATS } from '../../src/report/lint-formats/index.js';

const seeds = readSeeds();
const out = mkdtempSync(join(tmpdir(), 'kubeplan-fuzz-test-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** A runner that finds fault with every input in which a Pod stands, as text or as JSON. */
const PLANTED = /["']?kind["']?: ?["']?Pod\b/;
const planted: Runner = {
  async run(task) {
    const { files } = 'input' in task ? task.input : generate(seeds, task.seed, task.index);
    const failure: Failure = {
      kind: 'crash',
      command: ['plan', 'new'],
      what: '3: kubeplan failed: a Pod',
      signature: 'crash of a Pod',
    };
    return PLANTED.test(files['new/a.yaml'] ?? '') ? [failure] : [];
  },
  close() {},
};

const fuzzed = async (inputs: number): Promise<[Fuzzed, string[]]> => {
  const told: string[] = [];
  const result = await fuzz({
    seed: 1,
    from: 0,
    goesOn: (done) => done < inputs,
    out,
    seeds,
    runner: planted,
    hasty: planted,
    say: (text) => told.push(text),
  });
  return [result, told];
};

describe('inputs', () => {
  it('are what a seed and a number make of the seeds, and no two alike', () => {
    const made = Array.from({ length: 40 }, (_, index) => JSON.stringify(generate(seeds, 7, index)));
    const anew = readSeeds();
    expect(made).toEqual(made.map((_, index) => JSON.stringify(generate(anew, 7, index))));
    expect(new Set(made).size).toBe(40);
    expect(JSON.stringify(generate(seeds, 8, 0))).not.toBe(made[0]);
  });

  it('go through every command', () => {
    const inputs = Array.from({ length: 40 }, (_, index) => generate(seeds, 7, index));
    const { commands } = inputs.find(({ files }) => files['.kubeplan.yaml'] !== undefined)!;
    expect(commands.map(([command, option]) => (option === '--fix' ? option : command))).toEqual([
      'lint',
      '--fix',
      'plan',
      'explain',
      'capacity',
      'diff',
      'config',
    ]);
    for (const format of Object.keys(LINT_FORMATS)) {
      expect([format, commands[0]!.some((word) => word.split('=')[0] === format)]).toEqual([format, true]);
    }
  });

  it('hold mutations of all sorts', () => {
    const text = Array.from({ length: 800 }, (_, index) => JSON.stringify(generate(seeds, 7, index))).join();
    for (const word of [
      '__proto__',
      'CANARYzq',
      'FORGEDLINE',
      '2147483647',
      'Kustomization',
      'KubeScheduler',
      '*a',
      'kubeplan-ignore images/latest-tag',
      'kubeplan.dev/ignore',
      'requireReason',
      'kubeplan.baseline/1',
      '1.28..1.37',
    ])
      expect([word, text.includes(word)]).toEqual([word, true]);
  });
});

describe('a planted defect', () => {
  it('is found, told once, made small and kept with what it takes to see it again', async () => {
    const [{ inputs, met }, told] = await fuzzed(80);
    expect(inputs).toBe(80);
    expect([...met.keys()]).toEqual(['crash of a Pod']);
    expect(met.get('crash of a Pod')).toBeGreaterThan(1);
    expect(told).toHaveLength(1);
    const [name = ''] = readdirSync(out);
    expect(told[0]).toBe(`crash of a Pod\n    ${join(out, name)}`);
    expect(name).toMatch(/^crash-1-\d+$/);
    expect(readFileSync(join(out, name, 'new/a.yaml'), 'utf8').length).toBeLessThan(25);
    expect(readdirSync(join(out, name, 'new'))).toEqual(['a.yaml']);
    const readme = readFileSync(join(out, name, 'README.md'), 'utf8');
    expect(readme).toContain('    3: kubeplan failed: a Pod\n');
    expect(readme).toContain('    mkdir -p out && kubeplan plan new\n');
    expect(readme).toContain(`    npm run fuzz -- --seed 1 --from ${name.split('-')[2]} --inputs 1\n`);
  });
});

describe('the process of its own', () => {
  const module = fileURLToPath(new URL('planted.ts', import.meta.url));
  const input = (text: string): FuzzInput => ({ files: { 'new/a.yaml': text }, commands: [['plan', 'new']] });

  it('runs inputs, is stopped where one hangs, and started anew', async () => {
    const runner = runnerOf({ module, patience: 1, execArgv: ['--import', 'tsx'] });
    const kinds = async (text: string) =>
      (await runner.run({ input: input(text) })).map(({ kind, what }) => [kind, what]);
    expect(await kinds('a: b')).toEqual([]);
    expect(await kinds('a: stop here')).toEqual([['hang', 'more than 1 s']]);
    expect(await kinds('a: fall over')).toEqual([['crash', '3: kubeplan failed: it fell over\n']]);
    runner.close();
  });
});
