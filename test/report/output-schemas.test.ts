/** What `--format json` prints is what the shipped schemas say: nothing else is in it, and nothing is missing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../src/api/json.js';
import { answerAll } from '../../src/explain/answers.js';
import { playedThrough } from '../../src/explain/prove.js';
import { explainJson } from '../../src/report/explain-json.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { commit, gitIn } from '../cli/repository.js';
import { deployment, run, workbench } from '../cli/workbench.js';
import { casesOf } from '../diff/cases.js';
import { SHAPES, worldOfShape } from '../explain/promises.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { file, folder, kubeplan } = workbench();
const WITH_CAUSE = '  name: web\n  annotations: {kubernetes.io/change-cause: more}';

/** The same schema, in which nothing may be that it does not name. */
function strict(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, strict(value ?? null)]),
  );
  const isClosed = schema['type'] === 'object' && isObject(schema['properties']);
  return isClosed && schema['additionalProperties'] === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

function checking(name: string): (text: string) => string[] {
  const schema = JSON.parse(readFileSync(`${ROOT}schemas/output/${name}.json`, 'utf8')) as JsonObject;
  const check = new Ajv({ strict: false, allErrors: true }).compile(strict(schema) as JsonObject);
  return (text) => {
    check(JSON.parse(text));
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

const wrongIn = {
  explain: checking('explain-1'),
  capacity: checking('capacity-1'),
  diff: checking('diff-1'),
  history: checking('history-1'),
};

/** The commands in a text that begin with `kubeplan NAME`. */
function commandsIn(text: string, command: string): string[][] {
  const lines = [...text.matchAll(new RegExp(`\\$ kubeplan (${command} .+)$`, 'gm'))];
  return lines.map(([, line = '']) =>
    [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? ''),
  );
}

describe('schemas/output/explain-1.json holds for', () => {
  const chains = `${ROOT}fixtures/explain/chains/`;
  const texts = readdirSync(chains).filter((name) => name.endsWith('.yaml'));

  it.each(texts)('the answers of fixtures/explain/chains/%s', async (name) => {
    for (const words of commandsIn(readFileSync(chains + name, 'utf8'), 'explain')) {
      const { status, out } = await run(chains, [...words, '--format', 'json']);
      if (status < 2) expect(wrongIn.explain(out)).toEqual([]);
    }
  });

  it('those of docs/explain.md, and what is refused or cannot be read', async () => {
    const broken = file('broken.yaml', 'a: [\n');
    const refused = file(
      'refused.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: A}\nspec: {containers: []}\n',
    );
    const asked = await kubeplan(['explain', '--all-pending', broken, refused, '--format', 'json']);
    expect(wrongIn.explain(asked.out)).toEqual([]);
    for (const words of commandsIn(readFileSync(`${ROOT}docs/explain.md`, 'utf8'), 'explain')) {
      const { out } = await run(ROOT, [...words, '--format', 'json']);
      expect(wrongIn.explain(out)).toEqual([]);
    }
  });

  it('random worlds', () => {
    const scheduler = defaultScheduler();
    for (const shape of fc.sample(SHAPES, { numRuns: 12, seed: 3 })) {
      const world = worldOfShape(shape);
      const answers = answerAll(world, playedThrough(world, scheduler), scheduler);
      expect(wrongIn.explain(explainJson({ ...answers, unread: [] }))).toEqual([]);
    }
  });
});

describe('schemas/output/capacity-1.json holds for', () => {
  it('the answers of docs/capacity.md', async () => {
    const commands = commandsIn(readFileSync(`${ROOT}docs/capacity.md`, 'utf8'), 'capacity');
    expect(commands.length).toBeGreaterThan(4);
    for (const words of commands) {
      const { out } = await run(ROOT, [...words, '--format', 'json']);
      expect(wrongIn.capacity(out)).toEqual([]);
    }
  });

  it('quotas, claims, limits and pools', async () => {
    const quota =
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q, namespace: default}\nspec: {hard: {pods: "4", requests.cpu: "2"}}\n---\n';
    const web = (more: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: c, image: "w:1", resources: {requests: {cpu: 500m}}}]${more}}\n`;
    const plain = file('plain.yaml', quota + web(''));
    const claiming = file(
      'claim.yaml',
      web(', volumes: [{name: v, persistentVolumeClaim: {claimName: gone}}]'),
    );
    const nodes = ['--nodes', '2x cpu=4'];
    const pool = ['--pool', 'name=p,cpu=2,max=1', '--pool', 'name=q,cpu=100m'];
    for (const words of [
      [plain, ...nodes],
      [claiming, ...nodes],
      [plain, ...nodes, '--max', '3'],
      [plain, ...nodes, '--mix', 'web=2'],
      [plain, '--need', ...pool, '--set-requests', 'deployment/web:cpu=1'],
      [plain, ...nodes, '--spare', '--free', '--set-requests', 'deployment/web:cpu=100m'],
    ]) {
      const { out } = await kubeplan(['capacity', ...words, '--format', 'json']);
      expect(wrongIn.capacity(out)).toEqual([]);
    }
  });
});

describe('schemas/output/diff-1.json holds for', () => {
  const folder = `${ROOT}fixtures/diff/`;

  it.each(readdirSync(folder).filter((name) => name.endsWith('.cases')))(
    'the moves of fixtures/diff/%s',
    async (name) => {
      for (const { old, now } of casesOf(readFileSync(folder + name, 'utf8'))) {
        const sides = [file('old.yaml', old), file('new.yaml', now)];
        const { out } = await kubeplan(['diff', ...sides, '--rollback', '--format', 'json']);
        if (out !== '') expect(wrongIn.diff(out)).toEqual([]);
      }
    },
  );

  it('upgrades, dumps, and what cannot be read', async () => {
    const budget = file(
      'budget.yaml',
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {}\n',
    );
    const broken = file('b.yaml', 'a: [\n');
    const list = ['fixtures/demo/web.yaml', '--cluster', 'fixtures/clusters/cluster.yaml'];
    for (const { out } of [
      await kubeplan(['diff', budget, broken, '--format', 'json']),
      await run(ROOT, ['diff', ...list, '--format', 'json']),
      await run(ROOT, ['diff', 'fixtures/demo/web.yaml', '--k8s', '1.35..1.37', '--format', 'json']),
    ]) {
      expect(wrongIn.diff(out)).toEqual([]);
    }
  });
});

describe('schemas/output/history-1.json holds for', () => {
  const web = (image: string) => deployment('web', { image });
  const other = web('web:4').replaceAll('{app: web}', '{app: shop}');
  commit(join(folder, 'history'), [
    { files: { 'web.yaml': web('web:1') } },
    { files: { 'web.yaml': web('web:2').replace('  name: web', WITH_CAUSE) } },
    { files: { 'web.yaml': web('web:1') } },
    { files: { 'web.yaml': other } },
    { files: { 'web.yaml': 'a: [\n' } },
    { files: { 'web.yaml': undefined } },
  ]);
  gitIn(join(folder, 'history'), ['checkout', '--quiet', '-b', 'next']);
  commit(join(folder, 'history'), [{ files: { 'web.yaml': web('web:3') } }], 8);
  gitIn(join(folder, 'history'), ['checkout', '--quiet', 'main']);
  gitIn(join(folder, 'history'), ['merge', '--quiet', '--no-ff', '-m', 'Merge', 'next'], 'Ann', 9);

  it.each([[[]], [['--to-revision', '2']], [['--to-revision', '4']]])('a history with %j', async (more) => {
    const { out } = await run(join(folder, 'history'), ['history', 'web.yaml', ...more, '--format', 'json']);
    expect(wrongIn.history(out)).toEqual([]);
    const { undo = [] } = JSON.parse(out) as { undo?: { diff?: JsonObject }[] };
    for (const { diff } of undo) if (diff) expect(wrongIn.diff(JSON.stringify(diff))).toEqual([]);
  });

  it('budgets that let no pod go, in a diff', async () => {
    const budget =
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 0, selector: {matchLabels: {app: web}}}\n';
    const sides = [file('web.yaml', web('web:1')), file('kept.yaml', `${web('web:1')}---\n${budget}`)];
    const { out } = await kubeplan(['diff', ...sides, '--format', 'json']);
    expect(out).toContain('"topic": "evictions"');
    expect(wrongIn.diff(out)).toEqual([]);
  });
});

it('and not for an answer of another shape', () => {
  const document = { format: 'kubeplan.explain/1', explanations: [], refused: [], unread: [] };
  expect(wrongIn.explain(JSON.stringify(document))).toEqual([]);
  expect(wrongIn.explain(JSON.stringify({ ...document, format: 'kubeplan.explain/2' }))).toHaveLength(1);
  expect(wrongIn.explain(JSON.stringify({ ...document, unheardOf: 1 }))).toHaveLength(1);
  expect(wrongIn.capacity(JSON.stringify(document)).length).toBeGreaterThan(1);
});
