import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BIN, ensureBuilt } from './built.js';
import { configMap, deployment, run, workbench } from './workbench.js';

/** Nothing here waits for a time: this is only when a test gives up. */
const DEADLINE = 120_000;
const WRONG = configMap('web').replace('\ndata:', '\ndta:');

const { file, folder, kubeplan } = workbench();
const children: ChildProcess[] = [];

beforeAll(ensureBuilt, DEADLINE);
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** `kubeplan …` that goes on; `until` waits until it says something, and gives all that it said since the last time. */
function watching(...args: string[]) {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  let look = (): void => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
      look();
    });
  }
  return {
    child,
    until: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        look = () => {
          const found = pattern.exec(said);
          if (!found) return;
          const end = found.index + found[0].length;
          const all = said.slice(0, end);
          said = said.slice(end);
          look = () => {};
          resolve(all);
        };
        look();
      }),
    ended: () => new Promise<number | null>((resolve) => child.on('exit', resolve)),
  };
}

const WATCHING = /Watching [^\n]*; Ctrl-C ends it\.\n/;

describe('--watch', () => {
  it(
    'looks again at what changes, comes and goes, and ends well',
    async () => {
      file('one/web.yaml', WRONG);
      file('one/ok.yaml', configMap('ok'));
      const { child, until, ended } = watching('lint', 'one', '--watch');
      expect(await until(WATCHING)).toMatch(/unknown field "dta"[\s\S]*1 error[\s\S]*Watching one \(\d/);

      file('one/web.yaml', configMap('web'));
      expect(await until(WATCHING)).toMatch(
        /^2 files, 2 objects[\s\S]*one\/web\.yaml changed\. Watching one/,
      );

      // What editors write beside it is no change.
      for (const name of ['4913', '.web.yaml.swp', '.#web.yaml', 'web.yaml~']) {
        file(`one/${name}`, configMap('web'));
        rmSync(join(folder, 'one', name));
      }
      file('one/web.yaml', WRONG);
      expect(await until(WATCHING)).toMatch(/\n(?:\u001b\[2m)?one\/web\.yaml changed\. Watching one/);
      file('one/web.yaml', configMap('web'));
      await until(WATCHING);

      mkdirSync(join(folder, 'one/below'));
      await until(WATCHING);
      file('one/below/new.yaml', WRONG);
      expect(await until(/3 files[\s\S]*?Ctrl-C/)).toMatch(/one\/below\/new\.yaml\n {2}4:1/);

      // As editors save: another file takes the place.
      writeFileSync(join(folder, 'aside.txt'), configMap('new'));
      renameSync(join(folder, 'aside.txt'), join(folder, 'one/below/new.yaml'));
      expect(await until(WATCHING)).toMatch(/3 files, 3 objects/);

      rmSync(join(folder, 'one/below'), { recursive: true });
      expect(await until(/(?<!\d)2 files[\s\S]*?Ctrl-C/)).toContain('2 objects');

      child.kill('SIGINT');
      expect(await ended()).toBe(0);
    },
    DEADLINE,
  );

  it(
    'looks again at what refers to what changes, and at nothing written by itself',
    async () => {
      const service = (app: string) =>
        `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}\n`;
      file('two/ns.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
      file('two/service.yaml', service('web'));
      file('two/web.yaml', deployment('web', { namespace: 'shop' }));
      const { until } = watching('lint', 'two', '--watch', '-o', 'compact', '-o', 'json=two/out.json');
      await until(WATCHING);
      file('two/web.yaml', deployment('wbe', { namespace: 'shop' }));
      const told = await until(WATCHING);
      expect(told).toContain('two/service.yaml:4:24: error: ');
      expect(told).toContain('two/web.yaml changed');
      const { out } = await kubeplan([
        'lint',
        'two/ns.yaml',
        'two/service.yaml',
        'two/web.yaml',
        '-o',
        'compact',
      ]);
      expect(told).toContain(out.split('\n').find((line) => line.includes('references/')));
    },
    DEADLINE,
  );

  it(
    'reads its configuration anew, also one that is not right for a while',
    async () => {
      file('three/a.yaml', WRONG);
      const { until } = watching('lint', 'three', '--watch', '-o', 'compact');
      expect(await until(WATCHING)).toContain('error');
      file('three/.kubeplan.yaml', 'rules: {schema/unknown-field: info}\n');
      expect(await until(WATCHING)).toMatch(/a\.yaml:4:1: info: [\s\S]*\.kubeplan\.yaml changed/);
      file('three/.kubeplan.yaml', 'rulez: {}\n');
      await until(/three\/\.kubeplan\.yaml:1:1: [^\n]*rulez[^\n]*\n/);
      file('three/.kubeplan.yaml', 'rules: {schema/unknown-field: off}\n');
      expect(await until(WATCHING)).not.toMatch(/info|error:/);
    },
    DEADLINE,
  );

  it(
    'plays scenarios again when a file changes that they name, wherever it is',
    async () => {
      const wants = (count: number) =>
        `apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata: {name: s}\nspec:\n  steps: [{apply: [../named/web.yaml]}, {run: kubectl apply -f ../named/more.yaml}]\n  finally: [{available: {deployment/web: ${count}}}]\n`;
      file('named/web.yaml', deployment('web', { replicas: 1 }));
      file('named/more.yaml', configMap('more'));
      file('played/s.yaml', wants(1));
      const { until } = watching('test', 'played', '--watch');
      expect(await until(WATCHING)).toContain('1 scenario passed');
      file('named/web.yaml', deployment('web', { replicas: 2 }));
      expect(await until(WATCHING)).toMatch(/1 failed[\s\S]*named\/web\.yaml changed/);
      file('played/s.yaml', `${wants(2)}  stepz: []\n`);
      await until(/unknown field "stepz"[^\n]*\n/);
      file('played/s.yaml', wants(2));
      expect(await until(WATCHING)).toContain('1 scenario passed');
      file('named/more.yaml', configMap('other'));
      expect(await until(WATCHING)).toMatch(/1 scenario passed[\s\S]*named\/more\.yaml changed/);
    },
    DEADLINE,
  );

  it(
    'plans again',
    async () => {
      file('four/web.yaml', deployment('web', { replicas: 1 }));
      const { until } = watching('plan', 'four', '--watch', '--nodes', '1x cpu=4,memory=8Gi');
      expect(await until(WATCHING)).toContain('1/1 ready');
      file('four/web.yaml', deployment('web', { replicas: 2 }));
      expect(await until(WATCHING)).toContain('2/2 ready');
    },
    DEADLINE,
  );

  it('waits for no stream and no revision, and for no path that is not there', async () => {
    expect(await run(folder, ['lint', '-', '--watch'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: --watch waits for files to change, and - is none\n',
    });
    expect((await run(folder, ['lint', 'git:HEAD:one', '--watch'])).err).toContain(
      'and git:HEAD:one is none',
    );
    expect((await run(folder, ['lint', 'nowhere', '--watch'])).status).toBe(2);
    expect((await run(folder, ['lint', 'one', '--watch', '--fix'])).err).toContain(
      '--watch and --fix exclude each other',
    );
  });
});
