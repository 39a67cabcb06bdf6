import { isObject, type JsonObject, type JsonValue, textOf } from '../api/json.js';
import type { Document } from './document.js';

/** The names under which kustomize looks for its file. */
export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The files in which kustomize looks for what a folder collects. */
export function kustomizationFilesOf(folder: string): string[] {
  const below = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return KUSTOMIZATION_FILES.map((name) => below + name);
}

/** What makes a folder a Helm chart. */
export const CHART_FILE = 'Chart.yaml';

/**
 * The files that kustomizations name as patches: pieces of objects, not objects. By the names that the kustomization's
 * own file name makes of them.
 */
export function patchFiles(documents: readonly Document[]): Set<string> {
  return filesNamed(documents, patchesOf);
}

/** The files that kustomizations name as configurations of generators, transformers and validators: programs read them. */
export function pluginFiles(documents: readonly Document[]): Set<string> {
  return filesNamed(documents, (value) =>
    ['generators', 'transformers', 'validators'].flatMap((key) => textsIn(value[key])).filter(isName),
  );
}

function filesNamed(
  documents: readonly Document[],
  namesIn: (kustomization: JsonObject) => string[],
): Set<string> {
  const files = new Set<string>();
  for (const { file, value } of documents) {
    if (!isObject(value) || !isKustomization(file, value)) continue;
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    for (const name of namesIn(value)) files.add(normalizePath(folder + name));
  }
  return files;
}

/**
 * True for a kustomization or a component of kustomize itself: by its apiVersion, and where it has none, which is allowed,
 * by its kind or the name of its file.
 */
export function isKustomization(file: string, { apiVersion, kind }: JsonObject): boolean {
  if (apiVersion !== undefined) return textOf(apiVersion).startsWith('kustomize.config.k8s.io/');
  if (kind !== undefined) return kind === 'Kustomization' || kind === 'Component';
  return KUSTOMIZATION_FILES.some((name) => file === name || file.endsWith(`/${name}`));
}

function patchesOf(value: JsonObject): string[] {
  const list = (key: string): JsonValue[] => (Array.isArray(value[key]) ? value[key] : []);
  const named = [...list('patches'), ...list('patchesJson6902')]
    .map((item) => (isObject(item) ? item['path'] : undefined))
    .filter((path) => typeof path === 'string');
  // Under `patches` a bare name is a mistake, and says all the same what the file is.
  const bare = ['patchesStrategicMerge', 'patches'].flatMap((key) => textsIn(value[key]));
  return [...bare, ...named].filter(isName);
}

function textsIn(list: JsonValue | undefined): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** What is named can be written in place of a name. */
const isName = (text: string): boolean => !/[\n:{]/.test(text);

/** The names that kustomizations give the ConfigMaps and Secrets that they generate, before their hash. */
export function generatedNames(documents: readonly Document[]): Set<string> {
  const names = new Set<string>();
  for (const { file, value } of documents) {
    if (!isObject(value) || !isKustomization(file, value)) continue;
    for (const generator of ['configMapGenerator', 'secretGenerator']) {
      const list = value[generator];
      for (const one of Array.isArray(list) ? list : []) {
        if (isObject(one) && typeof one['name'] === 'string') names.add(one['name']);
      }
    }
  }
  return names;
}

/** True for an object that says how it is to be merged: only a patch does. */
function hasDirective(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasDirective);
  return Object.keys(value).some((key) => isDirective(key) || hasDirective(value[key] ?? null));
}

/** `$patch`, `$retainKeys`, `$setElementOrder/containers`, `$deleteFromPrimitiveList/finalizers`. */
export function isDirective(key: string): boolean {
  return (
    key === '$patch' || key === '$retainKeys' || /^\$(?:setElementOrder|deleteFromPrimitiveList)\//.test(key)
  );
}

/** What a path has that can be written shorter. */
const LONG_WAY = /(?:^|\/)\.\.?(?:\/|$)|\/\/|\/$/;

/** `a/./b/../c` as `a/c`. */
export function normalizePath(path: string): string {
  // Nearly all are, and each is asked about many times.
  if (!LONG_WAY.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' && parts.length > 0) continue;
    if (part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

const merges = new WeakMap<Document, boolean>();

/** True for a document that says anywhere how it is to be merged; looked through once. */
function isMerge(document: Document): boolean {
  const is = merges.get(document) ?? hasDirective(document.value);
  merges.set(document, is);
  return is;
}

/** Tells the pieces of objects from objects: by what the kustomizations among `documents` name, and by what they hold. */
export function patchTest(documents: readonly Document[]): (document: Document) => boolean {
  const patches = patchFiles(documents);
  return (document) => patches.has(normalizePath(document.file)) || isMerge(document);
}
