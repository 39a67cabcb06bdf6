import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/exit.js';
import { chosenOf, crewProgram, crewSize, playByCrew, serve } from '../../src/cli/scenario-crew.js';
import { readInputs } from '../../src/manifest/files.js';
import { BIN, kubeplan as built, ensureBuilt } from './built.js';
import { deployment, workbench } from './workbench.js';

const { file, folder, kubeplan } = workbench();
const scenario = (name: string, manifest: string, available: number) =>
  `apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata: {name: ${name}}\nspec:\n  steps:\n    - apply: [${manifest}]\n  finally:\n    - available: {deployment/web: ${available}}\n`;
file('web.yaml', deployment('web', { replicas: 2 }));
const names = Array.from({ length: 16 }, (_, i) => `s${String(i).padStart(2, '0')}`);
// The third of them fails.
names.forEach((name, i) => {
  file(`many/${name}.yaml`, scenario(name, '../web.yaml', i === 2 ? 3 : 2));
});
file('bad/a.yaml', scenario('first', '../web.yaml', 2));
file('bad/b.yaml', scenario('gone', 'nowhere.yaml', 2));
file('bad/c.yaml', scenario('gone too', 'nowhere-else.yaml', 2));

beforeAll(ensureBuilt, 120_000);
const program = () => join(BIN, '../../dist/play.js');

describe('many scenarios', () => {
  it('are worth a thread for each eight of them, and no more than there are cores', () => {
    expect([7, 15, 16, 24, 80].map((count) => crewSize(count, 4))).toEqual([0, 1, 2, 3, 4]);
    expect(crewProgram()).toBeUndefined();
  });

  it('come to the same in threads as without, in the same order', async () => {
    const chosen = { paths: ['many'], filter: undefined };
    const told: number[] = [];
    const played = await playByCrew(
      program(),
      2,
      names,
      { scenarios: { ...chosen, paths: [join(folder, 'many')] } },
      (done) => {
        told.push(done);
      },
    );
    expect(played.map(({ name }) => name)).toEqual(names);
    expect(played.map(({ outcome }) => outcome.failure?.seen)).toEqual(
      names.map((_, i) => (i === 2 ? 'it was 2' : undefined)),
    );
    expect(told).toEqual(names.map((_, i) => i + 1));
    const { status, stdout } = built(['test', 'many'], { cwd: folder });
    expect([status, stdout]).toEqual([1, (await kubeplan(['test', 'many'])).out]);
  });

  it('end with what the first says that cannot be played', async () => {
    const paths = [join(folder, 'bad')];
    const crew = (file: string) =>
      playByCrew(file, 2, ['a', 'b', 'c'], { scenarios: { paths, filter: undefined } });
    await expect(crew(program())).rejects.toThrow(/b\.yaml:6:15: .*nowhere\.yaml/);
    await expect(crew(program())).rejects.toBeInstanceOf(UsageError);
    await expect(crew(join(folder, 'no-program.js'))).rejects.toThrow('Cannot find module');
  });
});

describe('a thread that dies', () => {
  const threads = (code: string) =>
    playByCrew(join(folder, file('thread.mjs', code)), 2, ['first', 'second', 'third'], {
      scenarios: { paths: [], filter: undefined },
    });
  const HEAD = "import { parentPort } from 'node:worker_threads';\n";

  it('is told with the unit that it had', async () => {
    const ends = `parentPort.on('message', (at) => at === 2 ? process.exit(7) : parentPort.postMessage({ at, played: {} }));`;
    await expect(threads(HEAD + ends)).rejects.toThrow(
      'the thread that played third died: it ended with status 7',
    );
    const throws = `parentPort.on('message', (at) => { if (at === 1) throw new Error('no room'); parentPort.postMessage({ at, played: {} }); });`;
    await expect(threads(HEAD + throws)).rejects.toThrow('the thread that played second died: no room');
  });
});

describe('a thread', () => {
  it('plays what it is told the place of', async () => {
    const { port1, port2 } = new MessageChannel();
    const chosen = { paths: [join(folder, 'bad')], filter: 'first' };
    expect(chosenOf(readInputs(chosen.paths), chosen).map(({ scenario: { name } }) => name)).toEqual([
      'first',
    ]);
    const ask = (at: number) =>
      new Promise((resolve) => {
        port1.once('message', resolve);
        port1.postMessage(at);
      });
    void serve(port2, { scenarios: chosen });
    expect(await ask(0)).toMatchObject({ at: 0, played: { name: 'first' } });
    port1.close();
    const other = new MessageChannel();
    void serve(other.port2, { scenarios: { ...chosen, filter: 'gone' } });
    const answer = new Promise((resolve) => other.port1.once('message', resolve));
    other.port1.postMessage(1);
    expect(await answer).toMatchObject({
      at: 1,
      mistake: { message: expect.stringContaining('nowhere-else.yaml'), hint: undefined },
    });
    other.port1.close();
  });
});
