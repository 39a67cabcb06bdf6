import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createCommand, readCommandLine } from '../src/cli/command-line.js';
import { COMMANDS } from '../src/cli/commands.js';
import { BIN, ensureBuilt, ROOT } from './cli/built.js';

interface Step {
  uses?: string;
  run?: string;
  shell?: string;
  if?: string;
  with?: Record<string, string | number>;
  env?: Record<string, string>;
}
interface Action {
  inputs: Record<string, { description: string; default: string }>;
  runs: { using: string; steps: Step[] };
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const action = parse(read('action.yml')) as Action;
const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`);

const work = mkdtempSync(join(tmpdir(), 'kubeplan-action-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
beforeAll(ensureBuilt);

describe('action.yml', () => {
  it('uses every input, hands them to scripts by the environment alone, and needs none', () => {
    const { steps } = action.runs;
    for (const [name, { description, default: standard }] of Object.entries(action.inputs)) {
      expect(description, name).not.toBe('');
      expect(standard, name).toBeTypeOf('string');
      const used = steps.some((step) => JSON.stringify([step.env, step.if]).includes(`inputs.${name}`));
      expect(used, name).toBe(true);
    }
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('runs scripts that are there, and shares their variables', () => {
    for (const { run, shell, env } of action.runs.steps.filter((step) => step.run !== undefined)) {
      expect(shell).toBe('bash');
      const [, script] = /\$GITHUB_ACTION_PATH\/([\w./-]+)/.exec(run!) ?? [];
      if (script === undefined) continue;
      const text = read(script);
      for (const name of Object.keys(env ?? {})) expect(text, `${script} ${name}`).toContain(name);
    }
  });
});

/** Runs action/lint.sh in a folder of its own; `PATH` has this kubeplan. */
function lint(name: string, files: Record<string, string>, env: Record<string, string>) {
  const folder = join(work, name);
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  writeFileSync(join(bin, 'kubeplan'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(bin, 'kubeplan'), 0o755);
  const ran = spawnSync('bash', [join(ROOT, 'action/lint.sh')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${bin}:${process.env['PATH']}`,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output.txt'),
      ...env,
    },
  });
  const made = (file: string) =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  return { folder, status: ran.status, out: ran.stdout, err: ran.stderr, output: made('output.txt'), made };
}

const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\ndata: {a: b}\n';
const BAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\ndta: {a: b}\n';

describe('action/lint.sh', () => {
  it('tells annotations, and keeps the status for the last step', () => {
    const files = { 'a b.yaml': BAD, 'good.yaml': GOOD };
    const { status, out, err, output, made } = lint('bad', files, {
      PATHS: 'a b.yaml\n\ngood.yaml\n',
      SARIF: 'out.sarif',
    });
    expect({ status, err, output }).toEqual({ status: 0, err: '', output: 'status=1\n' });
    expect(out).toMatch(/^::error file=a b\.yaml,line=4,/);
    expect(made('kubeplan.md')).toMatch(
      /^<!-- kubeplan -->\n\*\*kubeplan\*\* · Kubernetes 1\.37 · 1 error in 2 files/,
    );
    expect(JSON.parse(made('out.sarif')).version).toBe('2.1.0');
  });

  it('takes a configuration and a baseline, and checks all unless told', () => {
    const baseline = '{"format":"kubeplan.baseline/1","findings":[]}';
    const files = {
      'good.yaml': GOOD,
      'own.yaml': 'kubernetes: "1.30"\nexclude: [own.yaml]\n',
      'b.json': baseline,
    };
    const { output, out, made } = lint('good', files, { CONFIG: 'own.yaml', BASELINE: 'b.json' });
    expect(output).toBe('status=0\n');
    expect(out).not.toContain('::error');
    expect(JSON.parse(made('kubeplan.json')).kubernetes).toBe('1.30');
  });

  it('ends with what kubeplan says of options that are wrong', () => {
    const { output, err } = lint('wrong', { 'good.yaml': GOOD }, { SINCE: 'nowhere' });
    expect(output).toBe('status=2\n');
    expect(err).toContain('--since: ');
  });
});

describe('action/install.sh', () => {
  it.each([
    ['', 'kubeplan@0.1.0'],
    ['0.0.9', 'kubeplan@0.0.9'],
    ['./kubeplan.tgz', './kubeplan.tgz'],
  ])('installs, for the version %j, %s', (version, expected) => {
    const bin = join(work, 'npm');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "$*"\n');
    chmodSync(join(bin, 'npm'), 0o755);
    const { stdout } = spawnSync('bash', [join(ROOT, 'action/install.sh')], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env['PATH']}`, VERSION: version },
    });
    expect(stdout).toBe(`install --global --no-audit --no-fund ${expected}\n`);
  });
});

describe('action/comment.mjs', () => {
  interface Comment {
    id: number;
    body: string;
  }

  /** What a server with these comments is asked, and what is said where it answers `refused` to writing. */
  async function asked(there: Comment[], errors: number, refused?: number) {
    const folder = mkdtempSync(join(work, 'comment-'));
    writeFileSync(join(folder, 'kubeplan.md'), '<!-- kubeplan -->\nnew\n');
    writeFileSync(join(folder, 'kubeplan.json'), JSON.stringify({ summary: { errors, warnings: 0 } }));
    const requests: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        requests.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`.trim());
        const page = Number(/[?&]page=(\d+)/.exec(request.url ?? '')?.[1] ?? 1);
        const isWrite = request.method !== 'GET';
        response.statusCode = isWrite && refused !== undefined ? refused : 200;
        response.end(JSON.stringify(isWrite ? {} : there.slice((page - 1) * 100, page * 100)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const child = spawn(process.execPath, [join(ROOT, 'action/comment.mjs')], {
      env: {
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_REPOSITORY: 'shop/deploy',
        PULL_REQUEST: '7',
        RUNNER_TEMP: folder,
        TOKEN: 'secret',
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        said += part;
      });
    }
    const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
    server.close();
    return { status, said, requests: requests.map((one) => one.replace(' Bearer secret', '')) };
  }

  const other = (id: number): Comment => ({ id, body: 'looks good, <!-- kubeplan --> too' });
  const own: Comment = { id: 42, body: '<!-- kubeplan -->\nold' };
  const LIST = 'GET /repos/shop/deploy/issues/7/comments?per_page=100&page=';
  const BODY = '{"body":"<!-- kubeplan -->\\nnew\\n"}';

  it('writes a comment where there is none', async () => {
    expect((await asked([other(1)], 1)).requests).toEqual([
      `${LIST}1`,
      `POST /repos/shop/deploy/issues/7/comments ${BODY}`,
    ]);
  });

  it('writes its own anew, wherever it stands', async () => {
    const many = Array.from({ length: 100 }, (_, at) => other(at));
    expect((await asked([...many, own], 0)).requests).toEqual([
      `${LIST}1`,
      `${LIST}2`,
      `PATCH /repos/shop/deploy/issues/comments/42 ${BODY}`,
    ]);
  });

  it('says nothing where nothing is wrong and never was', async () => {
    expect(await asked([], 0)).toEqual({ status: 0, said: '', requests: [`${LIST}1`] });
  });

  it('warns where it may not write, and ends well', async () => {
    const { status, said } = await asked([], 1, 403);
    expect({ status, said }).toEqual({
      status: 0,
      said: '::warning title=kubeplan::the comment was not written: POST issues/7/comments was answered 403\n',
    });
  });
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');

  it('is of the packed package, and runs as nobody', () => {
    const orders = [...text.matchAll(/^([A-Z]+) (.*)$/gm)].map(([, order, rest]) => `${order} ${rest}`);
    expect(text).toMatch(/^COPY \$\{PACKAGE\} \/tmp\/kubeplan\.tgz$/m);
    expect(orders.at(-4)).toBe('USER nobody');
    expect(text).toContain('/opt/kubeplan/node_modules/kubeplan/bin/kubeplan.js');
    expect(JSON.parse(read('package.json')).bin).toEqual({ kubeplan: 'bin/kubeplan.js' });
  });

  it('is given nothing but packages', () => expect(read('.dockerignore')).toBe('*\n!*.tgz\n'));
});

/** The command lines of kubeplan in a script. */
function commandLines(script: string): string[][] {
  return script
    .split('\n')
    .filter((line) => /(?:^|\s)kubeplan [a-z]+ /.test(line) && !/npm |docker /.test(line))
    .map((line) =>
      line
        .slice(line.indexOf('kubeplan ') + 9)
        .replace(/\$\w+/g, '.')
        .split(/\s+/),
    );
}

describe.each([...WORKFLOWS, 'templates/gitlab.yml'])('%s', (file) => {
  it('is YAML, and every command of kubeplan in it is one', async () => {
    const parsed = parse(read(file)) as Record<string, unknown>;
    expect(Object.keys(parsed).length).toBeGreaterThan(0);
    const scripts: string[] = [];
    JSON.stringify(parsed, (key, value: unknown) => {
      if (key === 'run') scripts.push(String(value));
      if (key === 'script') scripts.push((value as string[]).join('\n'));
      return value;
    });
    for (const [name, ...words] of scripts.flatMap(commandLines)) {
      const entry = COMMANDS.find((one) => one.name === name);
      expect(entry, name).toBeDefined();
      const command = createCommand(entry!.name, entry!.summary);
      (await entry!.load()).declare(command);
      expect(readCommandLine(command, words)?.args).toEqual(['.', '.']);
    }
  });

  it('asks the action for inputs that it has, and takes others by a version', () => {
    const { jobs = {} } = parse(read(file)) as { jobs?: Record<string, { steps: Step[] }> };
    for (const { uses, with: given = {} } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      if (uses === './')
        expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      else if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d/);
    }
  });
});
