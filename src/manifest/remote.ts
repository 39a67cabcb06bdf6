/** What kustomizations take from elsewhere than the files. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isObject, type JsonValue, valueAt } from '../api/json.js';
import { KUSTOMIZATION_FILES } from './kustomize.js';
import { parseManifests } from './parse.js';

const FIELDS = [
  'resources',
  'components',
  'bases',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
];
/** As kustomize tells them from paths: a scheme, a user at a host, the hosts that it knows, a query. */
const REMOTE =
  /^(?:\w+:\/\/|git::|[\w.-]+@[\w.-]+:|(?:www\.)?(?:github|gitlab|bitbucket)\.\w+[/:])|\?(?:ref|version|timeout)=/i;

/** The names of remote resources that a kustomization and those that it stands on have, in their order. */
export function remoteResources(folder: string): string[] {
  return namesBelow(folder, new Set()).filter((name) => REMOTE.test(name));
}

/** The folder of a kustomization, and those of all that it stands on: what it is made of is in them. */
export function foldersOfKustomization(folder: string): string[] {
  const seen = new Set<string>();
  namesBelow(folder, seen);
  return [...seen];
}

/** The names that a kustomization and those that it stands on have of what is no file here; `seen` gets their folders. */
function namesBelow(folder: string, seen: Set<string>): string[] {
  const key = resolve(folder);
  const file = KUSTOMIZATION_FILES.map((name) => join(folder, name)).find((one) => existsSync(one));
  if (file === undefined || seen.has(key)) return [];
  seen.add(key);
  const value = parseManifests({ file, text: readFileSync(file, 'utf8') }).documents[0]?.value ?? null;
  const names = FIELDS.flatMap((field) => namesIn(value, field));
  return names.flatMap((name) => {
    const below = join(folder, name);
    return existsSync(below) ? namesBelow(below, seen) : [name];
  });
}

function namesIn(value: JsonValue, field: string): string[] {
  const list = isObject(value) ? valueAt(value, [field]) : undefined;
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}
