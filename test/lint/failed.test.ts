import { describe, expect, it } from 'vitest';
import { rejectFailure } from '../../src/cli/lint-told.js';
import { withoutSecrets } from '../../src/lint/hidden.js';
import { lintDocuments, resultOf } from '../../src/lint/lint-documents.js';
import { type Rule, rule } from '../../src/lint/rule.js';
import type { RuleChoice } from '../../src/lint/rule-choice.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { lintText } from '../../src/report/findings-text.js';
import { wholeWorld } from './whole-world.js';

const data = { name: 'test/broken', severity: 'warning', summary: 'It breaks.' } as const;
const TEXT = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {volumes: [{name: a, emptyDir: {}}], containers: [{name: a, image: a:1, volumeMounts: [{name: a, mountPath: /a}]}]}
---
apiVersion: v1
kind: Secret
metadata: {name: web}
stringData: {password: CANARY-9}
`;
const sound = rule({
  ...data,
  name: 'test/sound',
  visit: 'Object',
  check: ({ at, kind }, { report }) => report({ at, message: `${kind} was looked at` }),
});

/** What the rules make of the text. */
function linted(rules: Rule[], choice: RuleChoice = {}) {
  const source = { file: 'a.yaml', text: TEXT };
  const read = parseManifests(source);
  const all = lintDocuments([source], read, wholeWorld, choice, rules);
  return resultOf(all, withoutSecrets(all.found, [source], read));
}

const told = (rules: Rule[], choice?: RuleChoice) =>
  linted(rules, choice).findings.map(
    ({ rule, severity, message, location: { start } }) => `${start.line} ${severity} ${rule}: ${message}`,
  );

const breaks = (): never => {
  throw new Error('CANARY-9 is no number');
};

describe('a rule that throws', () => {
  it.each<[string, Rule, number]>([
    ['an object', rule({ ...data, visit: 'Object', check: ({ kind }) => kind === 'Pod' && breaks() }), 1],
    ['a pod', rule({ ...data, visit: 'Pod', check: breaks }), 1],
    ['a container', rule({ ...data, visit: 'Container', check: breaks }), 1],
    ['a reference', rule({ ...data, visit: 'Reference', by: 'part', to: ['volume'], check: breaks }), 1],
    ['all files', rule({ ...data, visit: 'Files', check: breaks }), 1],
  ])('at %s is told of with its place, and the others go on', (_what, broken, line) => {
    expect(told([broken, sound])).toEqual([
      `${line} error kubeplan/failed: test/broken failed here: (value hidden) is no number`,
      '1 warning test/sound: Pod was looked at',
      '6 warning test/sound: Secret was looked at',
    ]);
  });

  it('is told of whatever the rules are told to be', () => {
    const broken = rule({ ...data, visit: 'Pod', check: breaks });
    const only = {
      only: ['test/broken'],
      rules: { 'kubeplan/failed': 'off', 'test/broken': 'info' },
    } as const;
    expect(told([broken, sound], only)).toEqual([
      '1 error kubeplan/failed: test/broken failed here: (value hidden) is no number',
    ]);
  });

  it('ends the command as a failure of kubeplan, once all else is told', () => {
    const result = linted([rule({ ...data, visit: 'Object', check: breaks })]);
    expect(result.failures).toHaveLength(2);
    expect(lintText(result, new Map())).toBe(`a.yaml
  1:1  error  test/broken failed here: (value hidden) is no number  kubeplan/failed
       a defect of kubeplan: what else is said of this object is not whole
       also  6:1

1 file, 2 objects, Kubernetes 1.37: 2 errors.
`);
    expect(() => rejectFailure(result)).toThrow(
      'test/broken failed here: (value hidden) is no number (a.yaml:1:1)',
    );
    expect(() => rejectFailure(linted([sound]))).not.toThrow();
  });
});

describe('what is thrown outside of rules', () => {
  it('is told of with the object that it was thrown for', () => {
    const source = { file: 'a.yaml', text: TEXT };
    const failing: typeof wholeWorld = (version, values) => ({
      ...wholeWorld(version, values),
      ask: () => {
        throw 'no answer';
      },
    });
    const { found, failures } = lintDocuments([source], parseManifests(source), failing, {}, [sound]);
    expect(found.filter(({ rule }) => rule === 'kubeplan/failed').map(({ message }) => message)).toEqual([
      'kubeplan failed here: no answer',
      'kubeplan failed here: no answer',
    ]);
    expect(failures).toEqual(['no answer', 'no answer']);
  });
});
