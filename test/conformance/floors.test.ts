import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay } from '../../conformance/controllers/replay.js';
import type { Scenario } from '../../conformance/controllers/scenario.js';
import { type Floors, fallen, floorsOf, raised } from '../../conformance/floors.js';
import type { Report } from '../../conformance/report.js';
import { runFile } from '../../conformance/run.js';
import type { KubeObject } from '../../src/api/objects.js';
import { controller } from '../../src/controllers/controller.js';

/** A report in which cases agree (`true`) or do not, by measure and name. */
function report(measures: Record<string, Record<string, boolean>>): Report {
  const named = Object.fromEntries(
    Object.entries(measures).map(([measure, cases]) => [measure, new Map(Object.entries(cases))]),
  );
  const disagreements = Object.entries(measures).flatMap(([measure, cases]) =>
    Object.entries(cases)
      .filter(([, agrees]) => !agrees)
      .map(([name]) => {
        const [id = '', step] = name.split('#');
        const where = step === undefined ? {} : { step: Number(step) };
        return { id, measure, ...where, agree: false, expected: 'A', actual: { b: 1n } };
      }),
  );
  return { file: 'x', kind: 'yaml', cases: 3, agree: 0, measures: {}, features: {}, named, disagreements };
}

describe('the floor of a recording', () => {
  const before = report({ text: { one: true, 'two#0': true, 'two#1': false } });
  const floor = floorsOf(before);

  it('names what does not agree yet', () => {
    expect(floor).toEqual({ text: { of: 3, open: ['two#1'] } });
  });

  it('holds while the same or more agrees', () => {
    expect(fallen(floor, before)).toEqual([]);
    expect(fallen(floor, report({ text: { one: true, 'two#0': true, 'two#1': true } }))).toEqual([]);
  });

  it('tells a case that fell by its name, even while another one was won', () => {
    expect(fallen(floor, report({ text: { one: true, 'two#0': false, 'two#1': true } }))).toEqual([
      'two#0 text: recorded "A", kubeplan {"b":"1"}',
    ]);
  });

  it('tells of cases that are no longer looked at, and of measures that came or went', () => {
    expect(fallen(floor, report({ text: { one: true, 'two#1': false } }))).toEqual([
      'text: 2 cases have it, 3 had',
    ]);
    expect(fallen(floor, report({ place: {} }))).toEqual([
      'place: a measure without a floor',
      'text: is not measured any more',
    ]);
  });

  it('is lifted by what was won, never lowered', () => {
    const now = report({ text: { one: false, 'two#0': true, 'two#1': true } });
    expect(raised(floor, now)).toEqual({ text: { of: 3, open: [] } });
    expect(raised(undefined, now)).toEqual({ text: { of: 3, open: ['one'] } });
  });
});

const RECORDED = new URL('../../fixtures/recorded/', import.meta.url);
const lines = (file: string) =>
  gunzipSync(readFileSync(new URL(file, RECORDED)))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { id: string });

it('a recorded answer that is no longer given is told by its case', async () => {
  const floors = JSON.parse(readFileSync(new URL('floors.json', RECORDED), 'utf8')) as Floors;
  const [first, ...rest] = lines('hash-1.jsonl.gz');
  const changed = { ...first!, deploymentHash: '0000000000' };
  const [told, ...others] = fallen(
    floors['hash-1.jsonl.gz']!,
    await runFile('hash-1.jsonl.gz', [changed, ...rest]),
  );
  expect(told).toMatch(new RegExp(`^${first!.id} name: recorded .*0000000000`));
  expect(others).toEqual([]);
});

it('a replay whose controllers undo each other’s work ends with an error', () => {
  const scenario = lines('controllers-2.jsonl.gz')[0] as unknown as Scenario;
  const watches = { Node: (change: { object: KubeObject }) => [change.object.metadata.name ?? ''] };
  const labelling = (value: string) =>
    controller(`labels-${value}`, watches, (session, key) => {
      const node = session.cluster.get('Node', key);
      if (!node || node.metadata.labels?.['who'] === value) return;
      session.update({ ...node, metadata: { ...node.metadata, labels: { who: value } } });
    });
  expect(() => replay(scenario, [labelling('me'), labelling('you')])).toThrow(
    /^labels-me never comes to rest over \w+$/,
  );
});
