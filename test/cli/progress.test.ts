import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ioOf } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { playing } from '../../src/cli/playing.js';
import { withProgress } from '../../src/cli/progress.js';
import { HELM, KUSTOMIZE, standIns } from './programs.js';
import { configMap, deployment, documents, workbench } from './workbench.js';

const { file, folder } = workbench();
standIns(folder, { kustomize: KUSTOMIZE, helm: HELM });
const WIPED = '\r\x1b[2K';

/** A terminal of 60 columns, or a pipe, and all that is said there: what is written to standard output behind `> `. */
function terminal({ isTTY = true, env = {} }: { isTTY?: boolean; env?: Record<string, string> } = {}) {
  const said: string[] = [];
  const stream = (mark: string) => ({
    isTTY,
    columns: 60,
    write: (text: string | Uint8Array) => said.push(mark + String(text)),
  });
  return { said, io: ioOf(stream('> '), stream(''), { NO_COLOR: '1', ...env }) };
}

describe('the line that tells how far work has come', () => {
  it('tells how far a simulation is, in steps and in its own time', () => {
    const said: string[] = [];
    const say = (doing: string | (() => string)) => said.push(typeof doing === 'string' ? doing : doing());
    playing(say, 'counting nodes')?.(312, 5000);
    playing(say, 'planning')?.(1, 90_000);
    expect(said).toEqual(['counting nodes, 312 steps in 5.0 s', 'planning, 1 steps in 1 min 30 s']);
    expect(playing(undefined, 'planning')).toBeUndefined();
  });

  it('shows what takes long, not too often, and makes room for what is said', async () => {
    const { said, io } = terminal();
    let now = 0;
    const asked: number[] = [];
    const at = (time: number, say: (doing: () => string) => void) => {
      now = time;
      say(() => {
        asked.push(time);
        return `at ${time}`;
      });
    };
    const answer = await withProgress(
      io,
      async (say, to) => {
        for (const time of [0, 499, 500, 599, 600]) at(time, say);
        to.stdout.write('answer\n');
        to.stderr.write('remark\n');
        say(`rendering ${'far '.repeat(40)}`);
        return 7;
      },
      () => now,
    );
    expect(answer).toBe(7);
    expect(asked).toEqual([500, 600]);
    expect(said).toEqual([
      'kubeplan: at 500 …',
      WIPED,
      'kubeplan: at 600 …',
      WIPED,
      '> answer\n',
      'remark\n',
      `kubeplan: rendering ${'far '.repeat(40)}`.slice(0, 59),
      WIPED,
    ]);
  });

  it('is gone when a command fails', async () => {
    const { said, io } = terminal();
    const failing = withProgress(io, async (say) => {
      say('rendering a');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(said).toEqual(['kubeplan: rendering a …', WIPED]);
  });
});

describe('commands tell', () => {
  beforeEach(() => {
    // Every look at the clock finds it a second later: all that can be told is told.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 1000;
      return now;
    });
    process.chdir(folder);
  });
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
    vi.restoreAllMocks();
  });

  const lines = async (argv: string[], how: Parameters<typeof terminal>[0] = {}) => {
    const { said, io } = terminal(how);
    await execute(argv, io);
    return said.filter((text) => text.startsWith('kubeplan: ') && text.endsWith(' …'));
  };

  it('what they read and lint', async () => {
    file('two/a.yaml', documents(configMap('a'), configMap('b')));
    const path = file('two/b.yaml', configMap('c'));

    expect(await lines(['lint', 'two'])).toEqual([
      'kubeplan: reading files, 0 of 2 …',
      'kubeplan: reading files, 1 of 2 …',
      'kubeplan: linting objects, 0 of 3 …',
      'kubeplan: linting objects, 1 of 3 …',
      'kubeplan: linting objects, 2 of 3 …',
    ]);
    expect(await lines(['lint', path, '--k8s', '1.35,1.36'])).toEqual([
      'kubeplan: reading files, 0 of 1 …',
      'kubeplan: linting objects for Kubernetes 1.35, 0 of 1 …',
      'kubeplan: linting objects for Kubernetes 1.36, 0 of 1 …',
    ]);
  });

  it('nothing where nobody sees it, or wants to', async () => {
    const path = file('one.yaml', configMap('a'));
    expect(await lines(['lint', path, '--quiet'])).toEqual([]);
    expect(await lines(['lint', path], { isTTY: false })).toEqual([]);
    expect(await lines(['lint', path], { env: { CI: 'true' } })).toEqual([]);
    expect(await lines(['lint', path], { env: { TERM: 'dumb' } })).toEqual([]);
  });

  it('what they render', async () => {
    file('prod/rendered.txt', configMap('a'));
    file('prod/kustomization.yaml', 'resources: [a.yaml]\n');
    expect(await lines(['lint', '-k', 'prod'])).toContain('kubeplan: rendering prod …');
  });

  it('how far a plan is', async () => {
    const path = file('web.yaml', deployment('web', { replicas: 1 }));
    const told = await lines(['plan', path, '--nodes', 'cpu=4']);
    expect(told).toContain('kubeplan: planning, 1 steps in 0.0 s …');
    expect(told.at(-1)).toMatch(/^kubeplan: planning, \d+ steps in \d\.\d s …$/);
  });

  it('which scenario is played', async () => {
    file('web/web.yaml', deployment('web', { replicas: 1 }));
    const scenario = (name: string) =>
      `apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata: {name: ${name}}\nspec:\n  cluster: {manifests: [web.yaml]}\n  steps: [{wait: 1m}]\n`;
    const path = file('web/scenarios.yaml', documents(scenario('a'), scenario('b')));
    expect(await lines(['test', path])).toEqual([
      'kubeplan: playing scenarios, 0 of 2 …',
      'kubeplan: playing scenarios, 1 of 2 …',
    ]);
  });
});
