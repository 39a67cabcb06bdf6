import { describe, expect, it } from 'vitest';
import type { PlayedScenario } from '../../src/report/scenarios.js';
import { expectedText, failedCount } from '../../src/report/scenarios.js';
import { scenariosJson } from '../../src/report/scenarios-json.js';
import { scenariosOutcomes } from '../../src/report/scenarios-outcomes.js';
import { scenariosText } from '../../src/report/scenarios-text.js';
import type { ScenarioFailure } from '../../src/simulation/scenario/run-scenario.js';
import { at } from './plans.js';

const failure: ScenarioFailure = {
  path: ['spec', 'always', 0],
  expected: 'available(deployment/web) >= 2',
  seen: 'it was 1\u001b[31m',
  at: 12_000,
  when: 'always',
  because: [],
};
const played = (name: string, more: Partial<ScenarioFailure> | undefined): PlayedScenario => ({
  name,
  namespace: 'default',
  location: at(4, 's.yaml'),
  failedAt: at(9, 's.yaml'),
  outcome: { duration: 61_000, steps: [], actions: [], ...(more && { failure: { ...failure, ...more } }) },
});

describe('scenarios as text', () => {
  it('are a line each, with why those fail that do, and nothing that a terminal would act on', () => {
    expect(scenariosText([played('a', undefined), played('longer', {})]).split('\n')).toEqual([
      '✓ a       1 min 1 s',
      '✗ longer  12.0 s',
      '    s.yaml:9:9  always  available(deployment/web) >= 2',
      expect.stringMatching(/^ {4}at 12\.0 s it was 1/),
      '2 scenarios, 1 failed',
      '',
    ]);
    expect(scenariosText([played('a', {})])).not.toContain('\u001b');
    expect(scenariosText([played('a', undefined)], { quiet: true })).toBe('1 scenario passed\n');
  });

  it('say how something was expected', () => {
    const texts = (['always', 'now', 'eventually', 'finally', 'doing'] as const).map((when) =>
      expectedText({ ...failure, when, message: 'm' }),
    );
    expect(texts.map((text) => text.split('  ')[0])).toEqual([
      'always',
      'expect',
      'eventually',
      'finally',
      'done',
    ]);
    expect(texts[0]).toBe('always  available(deployment/web) >= 2  (m)');
    const { expected: _none, ...bare } = failure;
    expect(expectedText(bare)).toBe('could not be done');
    expect(failedCount([played('a', {}), played('b', undefined)])).toBe(1);
  });
});

describe('scenarios for machines', () => {
  it('are JSON of one format', () => {
    expect(JSON.parse(scenariosJson([played('a', {}), played('b', undefined)]))).toMatchObject({
      format: 'kubeplan.test/1',
      scenarios: 2,
      failed: 1,
      results: [
        { name: 'a', passed: false, failure: { when: 'always', location: at(9, 's.yaml') } },
        { name: 'b', passed: true, durationMs: 61_000 },
      ],
    });
  });

  it('are rows, those that fail first', () => {
    const { answer, rows, command } = scenariosOutcomes([played('b', undefined), played('a', {})]);
    expect([command, answer]).toEqual(['test', '1 of 2 scenarios failed.']);
    expect(rows.map(({ sign, object, failed }) => [sign, object, failed])).toEqual([
      ['✗', 'a', true],
      ['✓', 'b', false],
    ]);
    expect(scenariosOutcomes([played('b', undefined)]).answer).toBe('1 scenario passed.');
  });
});
