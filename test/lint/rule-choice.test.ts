import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../src/api/finding.js';
import { lint } from '../../src/lint/lint.js';
import { asksForMore, isChosen, type RuleChoice, turnedOn } from '../../src/lint/rule-choice.js';
import { entryOfRule, unknownRule } from '../../src/lint/rules/catalogue.js';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a}]}\n';

/** What is found, by rule and severity. */
function found(text: string, choice: RuleChoice): string[] {
  return lint([{ file: 'a.yaml', text }], choice).findings.map(({ rule, severity }) => `${severity} ${rule}`);
}

describe('a set of rules', () => {
  const rules = (['default', 'recommended', 'strict'] as const).map((set) => ({ ...data(set), set }));
  const chosen = (choice: RuleChoice) =>
    rules.filter((rule) => isChosen(rule, choice)).map(({ name }) => name);

  it('has those of the sets before it', () => {
    expect(chosen({})).toEqual(['x/default']);
    expect(chosen({ set: 'default' })).toEqual(['x/default']);
    expect(chosen({ set: 'recommended' })).toEqual(['x/default', 'x/recommended']);
    expect(chosen({ set: 'strict' })).toEqual(['x/default', 'x/recommended', 'x/strict']);
    expect(isChosen(data('default'), {})).toBe(true);
  });

  it('is added to and taken from rule by rule', () => {
    expect(chosen({ rules: { 'x/strict': 'info', 'x/default': 'off' } })).toEqual(['x/strict']);
    expect(chosen({ set: 'strict', rules: { 'x/recommended': 'off' } })).toEqual(['x/default', 'x/strict']);
  });

  it('gives way to the only rules that are wanted', () => {
    expect(chosen({ only: ['x/strict'] })).toEqual(['x/strict']);
    expect(chosen({ only: ['x/strict', 'x/default'], rules: { 'x/default': 'off' } })).toEqual(['x/strict']);
    expect(chosen({ only: ['x/strict'], rules: { 'x/default': 'error' } })).toEqual(['x/strict']);
  });

  it('is more than the default where another set is asked for, for some files at least', () => {
    const holds = () => true;
    const less: RuleChoice[] = [{}, { set: 'default', rules: { 'x/y': 'on' } }, { nested: [{ holds }] }];
    expect(less.map(asksForMore)).toEqual([false, false, false]);
    const more: RuleChoice[] = [{ set: 'strict' }, { only: ['x/y'] }, { nested: [{ holds, set: 'strict' }] }];
    expect(more.map(asksForMore)).toEqual([true, true, true]);
  });

  it('has single rules turned on beside it', () => {
    const nested = [{ holds: () => true, rules: { 'x/d': 'on', 'x/e': 'off' } as const }];
    const overrides = [{ rules: { 'x/c': 'info' } as const }];
    expect(turnedOn({ rules: { 'x/a': 'error', 'x/b': 'off' }, overrides, nested })).toEqual([
      'x/a',
      'x/c',
      'x/d',
    ]);
    expect(turnedOn({})).toEqual([]);
    expect(['images/latest-tag', 'apps/selector', 'x/y'].map((name) => entryOfRule(name)?.set)).toEqual([
      'recommended',
      'default',
      undefined,
    ]);
  });
});

function data(set: RuleSet) {
  return { name: `x/${set}`, severity: 'warning', summary: 'It speaks.' } as const;
}

describe('what lint says', () => {
  it('is as loud as it was told to be, whoever finds it out', () => {
    expect(found(POD, {})).toEqual([]);
    expect(found(POD, { set: 'recommended' })).toContain('warning images/latest-tag');
    expect(found(POD, { rules: { 'images/latest-tag': 'info' } })).toEqual(['info images/latest-tag']);
    const server = POD.replace('name: a', 'name: A');
    expect(found(server, { rules: { 'server/invalid': 'warning' } })).toEqual(['warning server/invalid']);
    expect(found(server, { rules: { 'server/invalid': 'off' } })).toEqual([]);
  });

  it('is what the server says, where the rule that would speak for it is off', () => {
    const text = POD.replace('containers', 'restartPolicy: Sometimes, containers');
    expect(found(text, {})).toEqual(['error schema/bad-enum']);
    expect(found(text, { rules: { 'schema/bad-enum': 'off' } })).toEqual(['error server/unsupported']);
  });

  it('is of the only rules that are wanted, and of what cannot be read', () => {
    const text = `${POD.replace('image: a', 'image: a, imag: b')}---\na: b: c\n`;
    expect(found(text, { only: ['images/latest-tag'] })).toEqual([
      'warning images/latest-tag',
      'error yaml/syntax',
    ]);
    expect(found(text, { only: ['images/latest-tag'], rules: { 'yaml/syntax': 'off' } })).toEqual([
      'warning images/latest-tag',
    ]);
  });

  it('has to be of a rule that there is', () => {
    const message = 'unknown rule latest-tag, did you mean images/latest-tag?';
    expect(() => found(POD, { rules: { 'latest-tag': 'off' } })).toThrow(message);
    expect(() => found(POD, { only: ['latest-tag'] })).toThrow(message);
    expect(unknownRule('image/latest-tag')).toBe(
      'unknown rule image/latest-tag, did you mean images/latest-tag?',
    );
    expect(unknownRule('toString')).toBe('unknown rule toString');
    expect(unknownRule('images/latest-tag')).toBeUndefined();
  });
});
