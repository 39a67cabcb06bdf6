// Two promises that are easy to break unnoticed: the packed package and the fixtures stay small.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT = 6_000_000;

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  }),
);
const fixtures = readdirSync('fixtures', { recursive: true })
  .map((file) => statSync(join('fixtures', file)))
  .filter((stat) => stat.isFile())
  .reduce((sum, stat) => sum + stat.size, 0);

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
console.log(
  `packed package ${megabytes(packed.size)} (${packed.files.length} files), fixtures ${megabytes(fixtures)}`,
);
if (packed.size > LIMIT || fixtures > LIMIT) {
  console.error(`each must stay under ${megabytes(LIMIT)}`);
  process.exit(1);
}
