import { describe, expect, it } from 'vitest';
import { mutantsOf, withMutant } from '../mutants/operators.js';

/** A source, and what each fault that is tried on it makes of it. */
const FAULTS: [code: string, mutants: string[]][] = [
  ['call(a);', ['statement left out: ;']],
  ['n--;', ['counts the other way: n++;', 'statement left out: ;']],
  [
    'if (a < b) n += 1;',
    [
      'condition negated: if (!(a < b)) n += 1;',
      'never: if (false) n += 1;',
      'always: if (true) n += 1;',
      'another operator: if (a <= b) n += 1;',
      'statement left out: if (a < b) ;',
      'another operator: if (a < b) n -= 1;',
      'another number: if (a < b) n += (1 + 1);',
    ],
  ],
  [
    'while (!a) if (b) continue;',
    [
      'condition negated: while (!(!a)) if (b) continue;',
      'negation left out: while (a) if (b) continue;',
      'condition negated: while (!a) if (!(b)) continue;',
      'never: while (!a) if (false) continue;',
      'always: while (!a) if (true) continue;',
      'jump left out: while (!a) if (b) ;',
      'break for continue: while (!a) if (b) break;',
    ],
  ],
  [
    'const f = () => { return a ?? -1; };',
    [
      'returns nothing: const f = () => { return undefined; };',
      'another operator: const f = () => { return a && -1; };',
      'sign left out: const f = () => { return a ?? 1; };',
      'another number: const f = () => { return a ?? -(1 + 1); };',
    ],
  ],
  ['const f = () => { return; };', ['return left out: const f = () => { ; };']],
  [
    "const a = { ...b, 'c': true };",
    [
      "spread left out: const a = {  'c': true };",
      'property left out: const a = { ...b,  };',
      "the other truth: const a = { ...b, 'c': false };",
    ],
  ],
  [
    "const a = [b, ''];",
    [
      "element left out: const a = [''];",
      'element left out: const a = [b, ];',
      "another text: const a = [b, 'x'];",
    ],
  ],
  [
    'const a = b.filter(c).some(d) ? 1n : e;',
    [
      'condition negated: const a = !(b.filter(c).some(d)) ? 1n : e;',
      'filter left out: const a = b.some(d) ? 1n : e;',
      'every for some: const a = b.filter(c).every(d) ? 1n : e;',
      'another number: const a = b.filter(c).some(d) ? (1n + 1n) : e;',
    ],
  ],
  [
    'const a = /^b+$/.test(`c$' + '{d}`);',
    [
      'none too for one or more: const a = /^b*$/.test(`c$' + '{d}`);',
      'anchor left out: const a = /^b+/.test(`c$' + '{d}`);',
      'anchor left out: const a = /b+$/.test(`c$' + '{d}`);',
      'another text: const a = /^b+$/.test(`x$' + '{d}`);',
    ],
  ],
  ["import { a } from 'b';", []],
  ["const a: Record<'b', C> = b['c'];", []],
];

describe('the faults that npm run mutants tries', () => {
  it.each(FAULTS)('%s', (code, mutants) => {
    expect(mutantsOf(code).map((mutant) => `${mutant.what}: ${withMutant(code, mutant)}`)).toEqual(mutants);
  });
});
