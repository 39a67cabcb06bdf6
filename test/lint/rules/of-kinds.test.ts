import { expect, it } from 'vitest';
import { ALL_RULES } from '../../../src/lint/rules/all.js';
import { RULES } from '../../../src/lint/rules/index.js';
import { rulesFor } from '../../../src/lint/rules/of-kinds.js';
import { PRACTICE_RULES } from '../../../src/lint/rules/practice.js';

const names = (rules: readonly { name: string }[]) => rules.map(({ name }) => name).sort();

it('the rules that are loaded by kind are those of the default set that are not always loaded', async () => {
  const always = new Set([...RULES, ...PRACTICE_RULES]);
  const kinds = [
    'CronJob',
    'HorizontalPodAutoscaler',
    'Ingress',
    'PodDisruptionBudget',
    'PodMonitor',
    'Role',
    'RoleBinding',
  ];
  const loaded = await rulesFor(
    kinds.map((kind) => ({ kind })),
    { podSecurity: 'restricted' },
  );
  expect(names(loaded)).toEqual(
    names(ALL_RULES.filter((rule) => !always.has(rule) && rule.set === undefined)),
  );
  expect(loaded.map(({ set }) => set)).toEqual(loaded.map(() => undefined));
});

it('a rule is loaded for its kinds alone', async () => {
  expect(names(await rulesFor([{ kind: 'ConfigMap' }, 'CronJob', null, {}]))).toEqual([]);
  expect(names(await rulesFor([{ kind: 'CronJob' }, { kind: 'CronJob' }]))).toEqual(['jobs/never-fires']);
});

it('what is always loaded is of the default set, what is practice beyond it', () => {
  expect(RULES.filter(({ set }) => set !== undefined)).toEqual([]);
  expect(PRACTICE_RULES.filter(({ set }) => set === undefined)).toEqual([]);
});
