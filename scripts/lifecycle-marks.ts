/** When the kinds of a release came, were deprecated and go, as its own API types say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LifecycleRow } from '../src/schema/generate/write.js';

const MARKS = 'zz_generated.prerelease-lifecycle.go';
const MINOR =
  /^func \(in \*(\w+)\) APILifecycle(Introduced|Deprecated|Removed)\(\).*\{\s*return (\d+), (\d+)/gm;
const REPLACEMENT =
  /^func \(in \*(\w+)\) APILifecycleReplacement\(\).*\{\s*return schema\.GroupVersionKind\{Group: "([^"]*)", Version: "(\w+)", Kind: "(\w+)"/gm;
const GROUP = /GroupName = "([^"]*)"/;

/** The rows of a checkout: its `staging/src/k8s.io/api` is read. Lists have marks of their own and are left out. */
export function lifecycleMarks(checkout: string): LifecycleRow[] {
  const api = join(checkout, 'staging/src/k8s.io/api');
  const foldersIn = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map(({ name }) => name);
  return foldersIn(api).flatMap((group) =>
    foldersIn(join(api, group)).flatMap((version) => marksIn(join(api, group, version), version)),
  );
}

function marksIn(folder: string, version: string): LifecycleRow[] {
  const [marks, register] = [join(folder, MARKS), join(folder, 'register.go')];
  if (!existsSync(marks) || !existsSync(register)) return [];
  const group = GROUP.exec(readFileSync(register, 'utf8'))?.[1] ?? '';
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const text = readFileSync(marks, 'utf8');
  const found = new Map<string, Partial<LifecycleRow>>();
  const entry = (kind = ''): Partial<LifecycleRow> => {
    const known = found.get(kind) ?? {};
    found.set(kind, known);
    return known;
  };
  for (const [, kind, what = '', major, minor] of text.matchAll(MINOR)) {
    Object.assign(entry(kind), { [what.toLowerCase()]: `${major}.${minor}` });
  }
  for (const [, kind, of, its, other] of text.matchAll(REPLACEMENT)) {
    entry(kind).replacement = `${of === '' ? its : `${of}/${its}`} ${other}`;
  }
  return [...found].flatMap(([kind, { introduced, ...rest }]) =>
    introduced === undefined || kind.endsWith('List') ? [] : [{ apiVersion, kind, introduced, ...rest }],
  );
}
