/**
 * Writes `schemas/` from OpenAPI v2 documents: `npm run schemas -- DIRECTORY [KUBERNETES]`.
 * DIRECTORY holds `vMAJOR.MINOR.swagger.json[.gz]` (what `kubectl get --raw /openapi/v2` prints), `served.json` (by
 * minor, the group versions that a server with default flags serves, and those that are off) and `lifecycle.json` (rows of
 * apiVersion, kind, introduced, deprecated, removed, replacement); KUBERNETES is a checkout of the newest release, whose own
 * rows stand in the place of those.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { generateSchemaSet } from '../src/schema/generate/generate.js';
import type { OpenApiDocument } from '../src/schema/generate/openapi.js';
import type { ServedGroups } from '../src/schema/generate/served.js';
import { type LifecycleRow, writeLifecycle, writeSchemaSet } from '../src/schema/generate/write.js';
import { lifecycleMarks } from './lifecycle-marks.js';

const DOCUMENT = /^v(\d+\.\d+)\.swagger\.json(\.gz)?$/;
const target = fileURLToPath(new URL('../schemas/', import.meta.url));

const [source, checkout] = process.argv.slice(2);
if (source === undefined || !existsSync(source)) {
  console.error(
    'usage: npm run schemas -- DIRECTORY [KUBERNETES]   (vX.Y.swagger.json[.gz], served.json, lifecycle.json)',
  );
  process.exit(2);
}

const served = JSON.parse(readFileSync(join(source, 'served.json'), 'utf8')) as Record<string, ServedGroups>;
mkdirSync(target, { recursive: true });
for (const name of readdirSync(source).sort()) {
  const match = DOCUMENT.exec(name);
  if (!match) continue;
  const bytes = readFileSync(join(source, name));
  const text = (match[2] ? gunzipSync(bytes) : bytes).toString('utf8');
  const groups = served[match[1]!];
  if (!groups) throw new Error(`served.json does not say what Kubernetes ${match[1]} serves`);
  const set = generateSchemaSet(JSON.parse(text) as OpenApiDocument, match[1]!, groups);
  writeFileSync(join(target, `v${match[1]}.json`), writeSchemaSet(set));
  console.log(
    `schemas/v${match[1]}.json: ${set.kinds.length} kinds, ${Object.keys(set.definitions).length} definitions`,
  );
}

const lifecycle = join(source, 'lifecycle.json');
if (existsSync(lifecycle)) {
  const told = JSON.parse(readFileSync(lifecycle, 'utf8')) as LifecycleRow[];
  const rows = [...told, ...(checkout === undefined ? [] : lifecycleMarks(checkout))];
  writeFileSync(join(target, 'lifecycle.json'), writeLifecycle(rows));
  console.log(`schemas/lifecycle.json: ${rows.length} rows`);
}
