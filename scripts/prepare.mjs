/**
 * Runs after `npm install` in a checkout and before `npm pack`: builds what is not built yet. This is what makes an
 * installation from git work (pre-commit, `npm install github:…`). In an installed package there is nothing to do.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

const built = existsSync(join(root, 'dist', 'cli.js'));
if (!built && hasBuildTools()) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exit(status ?? 1);
}
if (!built) {
  console.error('kubeplan is not built, and the development dependencies that would build it are not installed:');
  console.error('  npm install --include=dev && npm run build');
}

/** What the build needs; `npm install --omit=dev` leaves it out. */
function hasBuildTools() {
  try {
    for (const name of ['esbuild', 'typescript/package.json']) require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
