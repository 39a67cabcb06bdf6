/** The tests of kube-score: which grade a check gives to a file. Those that configure the check are left out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counterpartsOf, expectation, foundIn } from './counterparts.js';
import type { Example } from './suite.js';

const CALL =
  /testExpectedScore(?:WithConfig)?\(t, ([^\n]*?(?:\n.*?)??), "([^"]+)", scorecard\.Grade(\w+)\)/gs;
const FILE = /(?:testFile\()?"([\w.-]+\.ya?ml)"/g;
/** What a check is told to be, but for being asked for at all. */
const CONFIGURED = /(?:Ignore|Skip|Namespace|UseIgnore|MinReplicas)\w*: *(?!false|nil)|&checks\.Config/;

export function* kubeScore(checkout: string): Generator<Example> {
  const folder = join(checkout, 'score');
  const counterparts = counterpartsOf('kube-score');
  for (const test of readdirSync(folder).sort()) {
    if (!test.endsWith('_test.go')) continue;
    for (const [, given = '', check = '', grade = ''] of readFileSync(join(folder, test), 'utf8').matchAll(
      CALL,
    )) {
      const rules = counterparts.get(check.toLowerCase().replaceAll(' ', '-'));
      const files = [...given.matchAll(FILE)].map(([, file]) => join(folder, 'testdata', file!));
      if (!rules || files.length === 0 || !files.every((file) => existsSync(file)) || CONFIGURED.test(given))
        continue;
      if (grade === 'AlmostOK') continue;
      const fires = foundIn(files, rules).length > 0;
      yield expectation(`${check}: ${files.join(', ')}`, grade !== 'AllOK', fires);
    }
  }
}
