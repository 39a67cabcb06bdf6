/** What the checks of other linters are called here, as docs/rules/compared.md says. */
import { readFileSync } from 'node:fs';
import { lint } from '../../src/lint/lint.js';
import { readInputs } from '../../src/manifest/files.js';
import type { Example } from './suite.js';

const COMPARED = new URL('../../docs/rules/compared.md', import.meta.url);

/** The rules that each check of a linter has a counterpart in; checks without one are left out. */
export function counterpartsOf(linter: string): Map<string, string[]> {
  const [, section = ''] = readFileSync(COMPARED, 'utf8').split(`\n## ${linter}\n`);
  const rows = section.split('\n## ')[0]!.matchAll(/^\| (\S+) \| (\[.*?) \| /gm);
  return new Map(
    [...rows].map(([, check = '', rules = '']) => [
      check,
      [...rules.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name!),
    ]),
  );
}

/** The kinds and names of the objects of some files in which one of the rules finds something. */
export function foundIn(
  files: readonly string[],
  rules: readonly string[],
): { kind: string; name: string }[] {
  const { findings } = lint(readInputs([...files]).sources, { set: 'strict', closedWorld: true });
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .flatMap(({ object, related = [] }) => [
      object ?? { kind: '', name: '' },
      ...related.map(() => ({ kind: '', name: '' })),
    ]);
}

/** One expectation of a check: that it fires in what was given, or that it does not. */
export function expectation(name: string, mustFire: boolean, fires: boolean): Example {
  return {
    part: mustFire ? 'must fire' : 'must not fire',
    name,
    agrees: mustFire === fires,
    said: fires ? 'something was said' : '',
  };
}
