/**
 * Runs after `npm install` in a checkout and before the package is packed: builds what is not built yet. This is what
 * makes an installation from git work (pre-commit, `npm install github:…`). In an installed package it does not run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

if (!existsSync(join(root, 'dist', 'cli.js'))) prepare();

function prepare() {
  // npm hands `--global` down to the installation of a git package's own dependencies, which then end up nowhere:
  // `npm install -g git+…` would pack a package without its build.
  if (!hasBuildTools() && process.env.npm_config_global === 'true') installBuildTools();
  if (hasBuildTools()) {
    run([join(root, 'scripts', 'build.mjs')]);
    return;
  }
  console.error('kubeplan is not built, and the development dependencies that build it are not installed:');
  console.error('  npm install --include=dev && npm run build');
}

/** What the build needs; `npm install --omit=dev` leaves it out. */
function hasBuildTools() {
  try {
    for (const name of ['esbuild', 'typescript/package.json', 'ajv']) require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function installBuildTools() {
  const npm = process.env.npm_execpath;
  if (!npm) return;
  const env = { ...process.env };
  for (const name of ['global', 'prefix', 'global_prefix', 'local_prefix', 'omit', 'include']) {
    delete env[`npm_config_${name}`];
  }
  run([npm, 'install', '--no-save', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], env);
}

function run(args, env = process.env) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
