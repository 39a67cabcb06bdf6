import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type YamlRecording, yamlCase } from '../../conformance/yaml.js';

const FILE = new URL('../../fixtures/recorded/yaml-1.jsonl.gz', import.meta.url);

test("reads every recorded text as Kubernetes' own reader did", () => {
  const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n');
  const cases = lines.map((line) => JSON.parse(line) as YamlRecording);
  const agree: Record<string, number> = {};
  const disagreements: unknown[] = [];
  for (const line of cases) {
    for (const [measure, { agree: agrees, expected, actual }] of Object.entries(yamlCase(line))) {
      if (agrees) agree[measure] = (agree[measure] ?? 0) + 1;
      else disagreements.push({ id: line.id, text: line.text, measure, expected, actual });
    }
  }
  expect(disagreements).toEqual([]);
  expect(agree).toEqual({ verdict: 2733, docs: 2733, strict: 2648, place: 270 });
});
