/**
 * Functions that no test enters: `npm run untested` lists them and fails, but for those that `untested.json` has a reason
 * for. A row of that table whose function is gone, or is tested by now, fails too.
 */
import { readFileSync } from 'node:fs';
import { runWithProbes, testFiles } from './coverage.js';
import { probesOf, unpack } from './probes.js';
import { filesOf, placeOf, readSource, rooms } from './source.js';

interface Reason {
  file: string;
  /** As it is listed: with the functions that it is in. */
  function: string;
  why: string;
}

const reasons = JSON.parse(readFileSync(new URL('untested.json', import.meta.url), 'utf8')) as Reason[];
const { recorded, passed } = await runWithProbes(testFiles(), true);

/** Source → the probes that any test sets. */
const entered = new Map<string, Set<number>>();
for (const { shared, tests } of recorded) {
  for (const hits of [shared, ...tests.map((test) => test.hits)]) {
    for (const [path, packed] of Object.entries(hits)) {
      const set = entered.get(path) ?? new Set();
      for (const index of unpack(packed)) set.add(index);
      entered.set(path, set);
    }
  }
}

const problems: string[] = [];
const used = new Set<Reason>();
for (const path of rooms().flatMap(filesOf)) {
  const code = readSource(path);
  const untested = new Set<string>();
  for (const [index, { name, start }] of probesOf(code).entries()) {
    if (name === undefined || entered.get(path)?.has(index)) continue;
    // What is inside of a function that is not entered, is not entered either.
    if ([...untested].some((outer) => name.startsWith(`${outer} > `))) continue;
    untested.add(name);
    const reason = reasons.find((row) => row.file === path && row.function === name);
    if (reason) used.add(reason);
    else problems.push(`${path}:${placeOf(code, start).line}  no test enters ${name}`);
  }
}
for (const row of reasons) {
  if (!used.has(row)) problems.push(`mutants/untested.json: ${row.file} ${row.function} is tested, or gone`);
}
for (const problem of problems) console.log(problem);
if (!passed) console.log('with probes in the sources, tests fail');
console.log(`${problems.length} functions are entered by no test; ${used.size} have a reason`);
process.exitCode = problems.length > 0 || !passed ? 1 : 0;
