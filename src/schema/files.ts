import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KubernetesVersion, knownVersion } from '../api/version.js';
import type { KindTable, LifecycleTable, SchemaNode, SchemaSet } from './set.js';

/** The generated data that ships with the package, and the modules that are only loaded when needed. */

const here = dirname(fileURLToPath(import.meta.url));
const root = packageRoot(here);

/** Where the build puts compiled validators; undefined when running from source. */
export const VALIDATORS: string | undefined =
  here.startsWith(join(root, 'dist') + sep) || here === join(root, 'dist')
    ? join(root, 'dist', 'validators')
    : undefined;

/** Loads a CommonJS module in place: validators and ajv come this way so that callers need not wait. */
export const load: NodeJS.Require = createRequire(import.meta.url);

const sets = new Map<KubernetesVersion, SchemaSet>();
let lifecycleTable: LifecycleTable | undefined;

/** The schema set of a Kubernetes minor, read once. */
export function schemaSet(version: KubernetesVersion): SchemaSet {
  let set = sets.get(version);
  if (!set) {
    set = readJson(`v${knownVersion(version)}.json`) as SchemaSet;
    sets.set(version, set);
  }
  return set;
}

/** The kinds of a Kubernetes minor: built, they lie apart from the definitions, which many runs can do without. */
export function kindTable(version: KubernetesVersion): KindTable {
  const apart = VALIDATORS && join(VALIDATORS, `kinds-${version}.json`);
  if (apart === undefined || !existsSync(apart)) return schemaSet(version);
  return JSON.parse(readFileSync(apart, 'utf8')) as KindTable;
}

/** When each API came and went. */
export function lifecycles(): LifecycleTable {
  lifecycleTable ??= readJson('lifecycle.json') as LifecycleTable;
  return lifecycleTable;
}

/** The definitions of a file that kubeplan itself reads (`config`, `scenario`, `sweep`), as they are shipped for editors. */
export function ownDefinitions(name: string): Record<string, SchemaNode> {
  return (readJson(`${name}.json`) as { definitions: Record<string, SchemaNode> }).definitions;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(root, 'schemas', name), 'utf8'));
}

function packageRoot(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, 'schemas', 'lifecycle.json'))) return at;
    if (at === dirname(at))
      throw new Error('the schemas of kubeplan are missing: the installation is incomplete');
  }
}
