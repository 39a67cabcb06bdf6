import { tests as comprehensions } from '@bufbuild/cel-spec/testdata/comprehension.js';
import { tests as conformance } from '@bufbuild/cel-spec/testdata/conformance.js';
import { tests as parsing } from '@bufbuild/cel-spec/testdata/parsing.js';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../../../src/admission/cel/compile.js';
import { expectGolden } from '../../fixtures/golden.js';
import { reasonNot } from './spec-applies.js';
import { disagreement, type SpecCase, sameUnchecked } from './spec-case.js';

const KEPT = new URL('../../../fixtures/admission/cel/conformance.txt', import.meta.url);

/** What comes of a case: it agrees, it does not apply for a reason, or it does not agree. */
function outcome(name: string, one: SpecCase): { reason: string } | { wrong: string } | undefined {
  const reason = reasonNot(name, one);
  if (reason && !reason.differs) return { reason: reason.text };
  const wrong = disagreement(one);
  // What is said to differ has to.
  if (wrong === undefined) return reason?.differs === 'must' ? { wrong: 'agrees' } : undefined;
  if (reason) return { reason: reason.text };
  const mixed = wrong.split('\n').every((line) => !line.startsWith('ERROR') || MIXED.test(line));
  if (mixed && sameUnchecked(one)) return { reason: 'refused: literals of several types' };
  return { wrong };
}

const MIXED = /^ERROR: <input>:\d+:\d+: expected type '.+' but found '.+'$/;

describe("CEL's conformance data", () => {
  it('agrees, section by section, but for what Kubernetes does not have', () => {
    const wrong: string[] = [];
    const table: string[] = [];
    let agree = 0;
    for (const suite of conformance.suites ?? []) {
      for (const section of suite.suites ?? []) {
        const counts = new Map<string, number>();
        const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
        for (const one of section.tests ?? []) {
          const name = `${suite.name}/${section.name}/${one.original.name ?? ''}`;
          const found = outcome(name, one);
          if (!found) {
            agree += 1;
            count('agree');
          } else if ('reason' in found) count(found.reason);
          else wrong.push(`${name}: ${one.original.expr}: ${found.wrong}`);
        }
        const told = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, n]) => `${n} ${what}`);
        table.push(`${suite.name}/${section.name}: ${told.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(agree).toBe(1342);
    expectGolden(KEPT, `${table.join('\n')}\n`);
  });
});

describe("cel-go's own expressions", () => {
  /** What the compiler says, or nothing where it is content. */
  const told = (text: string): string => {
    const compiled = compileCel(text, { variables: {} });
    return 'error' in compiled ? compiled.error : '';
  };
  /** Settings of cel-go's own tests: no optionals, no names in backquotes before that, limits of 32 and 4. */
  const OTHER = /unsupported syntax '|exceeded: (?:4|32)\b|max recursion depth|existsOne/;

  it('are refused in the same words', () => {
    const cases = (parsing.tests ?? []).filter(({ error }) => error !== undefined && !OTHER.test(error));
    const wanted = cases.map(({ original, error = '' }) => [
      original.expr,
      error.replaceAll('ERROR: :', 'ERROR: <input>:'),
    ]);
    expect(wanted.length).toBeGreaterThan(90);
    expect(cases.map(({ original }) => [original.expr, told(original.expr)])).toEqual(wanted);
  });

  it('are read without an error: comprehensions of two variables', () => {
    // The data was made without that library; what it says of types is of no use.
    const syntax = (comprehensions.tests ?? [])
      .map(({ original }) => told(original.expr))
      .filter((error) => error.includes('Syntax error'));
    expect(syntax).toEqual([]);
  });
});
