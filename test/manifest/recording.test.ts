import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type YamlRecording, yamlCase } from '../../conformance/yaml.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

const FILE = new URL('../../fixtures/recorded/yaml-1.jsonl.gz', import.meta.url);

const readCases = (): YamlRecording[] =>
  gunzipSync(readFileSync(FILE))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as YamlRecording);

test("reads every recorded text as Kubernetes' own reader did", () => {
  const agree: Record<string, number> = {};
  const disagreements: unknown[] = [];
  for (const line of readCases()) {
    for (const [measure, { agree: agrees, expected, actual }] of Object.entries(yamlCase(line))) {
      if (agrees) agree[measure] = (agree[measure] ?? 0) + 1;
      else disagreements.push({ id: line.id, text: line.text, measure, expected, actual });
    }
  }
  expect(disagreements).toEqual([]);
  expect(agree).toEqual({ verdict: 2733, docs: 2733, strict: 2648, place: 270 });
});

test('knows what kubectl prints for a refused text, unless that is a value of Go', () => {
  const refused = readCases().filter((line) => line.error !== undefined);
  const said = refused.filter((line) => !/map key/.test(line.error!));
  expect(said.map((line) => readYaml(line.text).error?.server)).toEqual(said.map((line) => line.error));
  expect([refused.length, said.length]).toEqual([657, 607]);
});
