import { describe, expect, it } from 'vitest';
import { missingLines } from '../../src/report/plan-missing.js';
import { PLAIN } from '../../src/report/style.js';
import type { MissingObject } from '../../src/simulation/plan.js';
import { at, plan, ref } from './plans.js';

const missing = (rest: Partial<MissingObject> = {}, lines: readonly number[] = [4]): MissingObject => ({
  object: ref('ConfigMap', 'settings'),
  known: true,
  leftOut: false,
  named: lines.map((line) => ({ by: ref('Deployment', 'web'), location: at(line) })),
  ...rest,
});
const lines = (all: MissingObject[], verbose = false) =>
  missingLines(plan({ missing: all }), { style: PLAIN, width: 200, verbose });
const MAY_BE =
  '    What is not given may be in the cluster all the same: --cluster FILE says what is there, --open-world takes it to be.';

describe('what is not there', () => {
  it.each<[string, MissingObject[], string[]]>([
    ['nothing', [], []],
    ['an object', [missing()], ['  configmap/settings is not there: named at web.yaml:4:9']],
    ['a key', [missing({ key: 'k' })], ['  configmap/settings has no key k: named at web.yaml:4:9']],
    [
      'what may be elsewhere',
      [missing({ known: false }), missing({ object: ref('Secret', 'db', 'shop') })],
      [
        '  configmap/settings is not given: named at web.yaml:4:9',
        '  secret/shop/db is not there: named at web.yaml:4:9',
        MAY_BE,
      ],
    ],
    [
      'what nobody waits for',
      [
        missing({ leftOut: true, object: ref('Secret', 'registry') }),
        missing({ leftOut: true, known: false }),
      ],
      ['  secret/registry is not there, and images are pulled without it: named at web.yaml:4:9'],
    ],
    [
      'many places',
      [missing({}, [1, 2, 3, 4, 5])],
      ['  configmap/settings is not there: named at web.yaml:1:9, web.yaml:2:9, web.yaml:3:9 and 2 more'],
    ],
  ])('%s', (_what, all, expected) => {
    expect(lines(all)).toEqual(expected);
  });

  it('names all places where it is to be verbose', () => {
    expect(lines([missing({}, [1, 2, 3, 4])], true)[0]).toMatch(/web\.yaml:3:9, web\.yaml:4:9$/);
  });
});
