import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

const tests = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && file !== 'honest.test.ts')
  .map((file) => ({ file, text: readFileSync(`${ROOT}${file}`, 'utf8') }));

/** Where a pattern is found, as `FILE:LINE TEXT`. */
function found(pattern: RegExp): string[] {
  return tests.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

it('looks at all files of tests', () => {
  expect(tests.map(({ file }) => file)).toContain('conformance/recordings.test.ts');
});

it('no test asks a clock: what a machine under load does in its time says nothing of the code', () => {
  expect(found(/performance\.now|Date\.now|cpuUsage|hrtime|new Date\(\)|console\.time/)).toEqual([]);
});

// `runIf` stays for what a platform does not have (/dev/full).
it('no test leaves itself out, and none leaves the others out', () => {
  expect(found(/\b(it|test|describe)\.(skip|only|todo)|skipIf/)).toEqual([]);
});

it('no test shortens the runner’s limit, which only ends what hangs', () => {
  expect(found(/\{ timeout: ?[\d_]+ \}, (async )?\(|^\s*\}, [\d_]{4,}\)/)).toEqual([]);
});
