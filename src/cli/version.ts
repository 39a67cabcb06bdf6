import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this kubeplan, built or not: that of the package.json above this file. */
export function packageFolder(): string | undefined {
  return readPackage()?.folder;
}

/** The version of this kubeplan. */
export function kubeplanVersion(): string {
  return readPackage()?.version ?? 'unknown';
}

function readPackage(): { folder: string; version: string } | undefined {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const file = join(at, 'package.json');
    if (!existsSync(file)) continue;
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
    if (version !== undefined) return { folder: at, version };
  }
  return undefined;
}
