/**
 * `npm run build`: everything under `dist/`.
 *
 *   dist/cli.js, dist/index.js   the command line and the library, bundled; parts that not every run needs are chunks.
 *                                CommonJS, as is bin/kubeplan.js: that starts ten milliseconds earlier
 *   dist/play.js                 what plays scenarios in a thread
 *   dist/validators/             validators of all Kubernetes minors as CommonJS modules, and ajv for custom resources
 *   dist/types/                  type declarations
 *   dist/rules/                  the pages of docs/rules, which `kubeplan rules NAME` tells from
 *   dist/LICENSES.txt            the licences of what is bundled
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, version as esbuildVersion, transform } from 'esbuild';
import { buildBundles, TARGET } from './bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const validators = join(dist, 'validators');
const cache = join(root, '.cache', 'build');
const require = createRequire(import.meta.url);

/** What the compiler's bundled CommonJS packages call `require`. */
const BANNER =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";
/** Temporary and final name of what is written apart, so that a running kubeplan never sees half of it. */
const FRESH = `${validators}.new`;

const started = performance.now();
await step('validators', buildValidators);
const bundled = await step('bundles', buildBundles);
await step('licences', () => writeLicenses(bundled));
if (!process.argv.includes('--bundles')) await step('types', buildTypes);
await step('rules', copyRulePages);
console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);

async function step(name, run) {
  const from = performance.now();
  const result = await run();
  console.log(`  ${name.padEnd(11)} ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
}

function bundleAjv(outfile) {
  return build({
    absWorkingDir: root,
    stdin: { contents: "module.exports = require('ajv')", resolveDir: root },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: TARGET,
    minify: true,
    logLevel: 'error',
  });
}

/** The definitions of the files that kubeplan itself reads, by their schemas. */
function ownDefinitions() {
  const read = (name) => JSON.parse(readFileSync(join(root, 'schemas', `${name}.json`), 'utf8')).definitions;
  return { config: read('config'), scenario: read('scenario'), sweep: read('sweep') };
}

/** Compiles every definition of every minor; skipped as long as neither the schemas nor the compiler have changed. */
async function buildValidators() {
  mkdirSync(cache, { recursive: true });
  const compiler = join(cache, 'precompile.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/schema/precompile.ts'],
    outfile: compiler,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['ajv'],
    banner: { js: BANNER },
    logLevel: 'error',
  });

  const files = readdirSync(join(root, 'schemas'))
    .filter((name) => /^v\d+\.\d+\.json$/.test(name))
    .sort();
  const texts = files.map((name) => readFileSync(join(root, 'schemas', name), 'utf8'));
  const own = ownDefinitions();
  const hash = createHash('sha256');
  const ajvVersion = require('ajv/package.json').version;
  for (const part of [
    readFileSync(compiler, 'utf8'),
    esbuildVersion,
    ajvVersion,
    JSON.stringify(own),
    ...texts,
  ])
    hash.update(part);
  const stamp = hash.digest('hex');
  const stampFile = join(validators, 'stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  const { precompile, precompileOwn } = await import(`${pathToFileURL(compiler)}?${stamp}`);
  const sets = Object.fromEntries(texts.map((text) => JSON.parse(text)).map((set) => [set.kubernetes, set]));
  const { chunks, kinds, index } = precompile(require('ajv'), sets);

  rmSync(FRESH, { recursive: true, force: true });
  mkdirSync(FRESH, { recursive: true });
  for (const [name, definitions] of Object.entries(own)) {
    chunks[`own-${name}`] = precompileOwn(require('ajv'), definitions);
  }
  for (const [name, code] of Object.entries(chunks)) {
    const options = { format: 'cjs', target: TARGET, minify: true, treeShaking: true, logLevel: 'error' };
    writeFileSync(join(FRESH, `${name}.cjs`), (await transform(code, options)).code);
  }
  await bundleAjv(join(FRESH, 'ajv.cjs'));
  for (const [version, entries] of Object.entries(kinds)) {
    writeFileSync(join(FRESH, `kinds-${version}.json`), JSON.stringify(entries));
  }
  writeFileSync(join(FRESH, 'index.json'), JSON.stringify(index));
  writeFileSync(join(FRESH, 'stamp'), stamp);
  rmSync(validators, { recursive: true, force: true });
  renameSync(FRESH, validators);
}

/** The licence texts of the packages whose code is in the bundles. */
function writeLicenses(metafile) {
  const packages = new Set(['ajv', 'fast-deep-equal', 'fast-uri', 'json-schema-traverse']);
  for (const input of Object.keys(metafile.inputs)) {
    const name = /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name !== undefined) packages.add(name);
  }
  const texts = [...packages].sort().map((name) => {
    const directory = join(root, 'node_modules', name);
    const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
    const { version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
    const text =
      file === undefined ? `Licensed under ${license}.` : readFileSync(join(directory, file), 'utf8');
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  writeFileSync(join(dist, 'LICENSES.txt'), texts.join(`\n${'-'.repeat(78)}\n\n`));
}

function buildTypes() {
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the type declarations could not be made');
}

function copyRulePages() {
  const pages = join(dist, 'rules');
  rmSync(pages, { recursive: true, force: true });
  cpSync(join(root, 'docs', 'rules'), pages, { recursive: true });
}
