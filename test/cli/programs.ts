/** Programs that stand in for those that kubeplan calls, in front of the others on the path. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Puts shell scripts into a folder, which is looked through first; what is `undefined` is not there at all. */
export function standIns(folder: string, scripts: Record<string, string>): void {
  const bin = join(folder, 'stand-ins');
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before}`;
  afterAll(() => {
    process.env['PATH'] = before;
  });
}

/** Answers to nothing: as if it were not there. */
export const NOT_THERE = 'exit 127';

/**
 * What `kustomize build FOLDER` prints is the folder's rendered.txt, or what it complains of its complaint.txt; a kustomization
 * around one has its origins.
 */
export const KUSTOMIZE = `case "$1" in
version) exit 0 ;;
esac
if [ -f "$2/rendered.txt" ]; then cat "$2/rendered.txt"; exit 0; fi
base=$(sed -n 's/^resources: \\["\\(.*\\)"\\]/\\1/p' "$2/kustomization.yaml")
if [ -n "$base" ] && [ -f "$2/$base/origins.txt" ]; then sed "s|BASE|$base|" "$2/$base/origins.txt"; exit 0; fi
if [ -f "$2/complaint.txt" ]; then sed "s|HERE|$(pwd -P)|g" "$2/complaint.txt" >&2; exit 1; fi
echo "Error: accumulating resources" >&2
exit 1`;

/** `helm template NAME FOLDER` prints a Deployment whose name has the number of words that it was called with, and NAME. */
export const HELM_NAMES = `case "$1" in
version) exit 0 ;;
esac
printf 'apiVersion: apps/v1\\nkind: Deployment\\nmetadata: {name: d%s-%s}\\n' "$#" "$2"
cat "$3/rendered.txt"`;

/** What `helm template NAME FOLDER` prints is the folder's rendered.txt, behind what it was called with. */
export const HELM = `case "$1" in
version) exit 0 ;;
esac
if [ -f "$3/rendered.txt" ]; then echo "# $*"; cat "$3/rendered.txt"; exit 0; fi
echo "Error: no template" >&2
exit 1`;
