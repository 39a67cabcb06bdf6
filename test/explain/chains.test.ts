import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../cli/workbench.js';
import { expectGolden } from '../fixtures/golden.js';

/** Texts whose first lines are commands (`# $ kubeplan explain …`); the `.txt` beside each keeps what they print. */
const FOLDER = new URL('../../fixtures/explain/chains/', import.meta.url);
const COMMAND = /^# \$ kubeplan (.+)$/gm;
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

/** What a command prints, with its status below. */
async function printed(command: string): Promise<string> {
  const { status, out, err } = await run(fileURLToPath(FOLDER), command.split(' '), { width: 120 });
  return `$ kubeplan ${command}\n${out}${err}→ ${status}\n`;
}

describe('the chains of', () => {
  it.each(files)('%s', async (name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    const commands = [...text.matchAll(COMMAND)].map(([, command = '']) => command);
    const outputs: string[] = [];
    for (const command of commands) outputs.push(await printed(command));
    expect(commands.length).toBeGreaterThan(0);
    expectGolden(new URL(name.replace(/\.yaml$/, '.txt'), FOLDER), outputs.join('\n'));
  });
});

describe('an answer with a chain', () => {
  const explained = async (...words: string[]) => {
    const shop = fileURLToPath(new URL('../../fixtures/explain/', import.meta.url));
    return run(shop, ['explain', ...words], { width: 120 });
  };

  it('is data with places', async () => {
    const { status, out } = await explained('svc/api', 'shop.yaml', '--nodes', 'cpu=4', '--format', 'json');
    const service = { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'api' };
    const { chains, explanations } = JSON.parse(out) as { chains: unknown; explanations: unknown[] };
    expect([status, explanations, chains]).toEqual([
      1,
      [],
      [
        {
          object: service,
          at: { file: 'shop.yaml', line: 39, column: 1 },
          answer: 'service/api has no endpoints: it selects no pod',
          well: false,
          links: [
            {
              object: service,
              is: 'wrong',
              text: 'its selector app=api,tier=back selects no pod',
              at: { file: 'shop.yaml', line: 45, column: 5 },
              links: [
                {
                  object: service,
                  is: 'note',
                  text: 'nearest is deployment/api, but for tier=back',
                  at: { file: 'shop.yaml', line: 46, column: 11 },
                  links: [
                    {
                      object: {
                        apiVersion: 'apps/v1',
                        kind: 'Deployment',
                        namespace: 'default',
                        name: 'api',
                      },
                      is: 'wrong',
                      text: 'it has tier=backend, not tier=back',
                      at: { file: 'shop.yaml', line: 86, column: 15 },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    ]);
  });

  it('has Kubernetes’ words beside its own, and what would help beside it', async () => {
    const words = ['sts/db', '-n', 'shop', '--cluster', 'stuck.yaml', '--format', 'json'];
    const { out } = await explained(...words);
    const { chains, explanations } = JSON.parse(out) as {
      chains: { links: { links?: { says?: string }[] }[] }[];
      explanations: { fixes: { title: string }[] }[];
    };
    expect(chains[0]?.links[0]?.links?.map(({ says }) => says)).toEqual([
      'Kubelet stopped posting node status.',
    ]);
    expect(explanations[0]?.fixes.map(({ title }) => title)).toEqual(['bring node-2 back']);
  });

  it('is a row of what CI systems read', async () => {
    const junit = await explained('svc/api', 'shop.yaml', '--nodes', 'cpu=4', '--format', 'junit');
    expect(junit.out).toContain(
      '<testcase name="service/api" classname="shop.yaml"><failure message="service/api has no endpoints: it selects no pod: its selector app=api,tier=back selects no pod">',
    );
    const well = await explained('svc/web', 'shop.yaml', '--nodes', 'cpu=4', '--format', 'markdown');
    expect(well.out).toContain('** · ✓ `service/web` · service/web leads to 2 pods of deployment/web\n');
    const stuck = await explained('sts/db', '-n', 'shop', '--cluster', 'stuck.yaml', '--format', 'markdown');
    expect(stuck.out).toContain(
      '** · ✗ `statefulset/db` · statefulset/db is stuck at 1 of 3 ready: pod/db-1 is terminating\n',
    );
  });

  it('is coloured on a terminal, and nothing where all is well and that was asked for', async () => {
    const shop = fileURLToPath(new URL('../../fixtures/explain/', import.meta.url));
    const argv = ['explain', 'svc/web', 'shop.yaml', '--nodes', 'cpu=4'];
    const { out } = await run(shop, argv, { colour: true });
    expect(out).toContain('\x1b[32m✓\x1b[39m its selector app=web');
    expect((await run(shop, [...argv, '--quiet'])).out).toBe('');
  });
});
