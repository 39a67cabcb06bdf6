/** What kustomizations name: files and folders that have to be there, and objects among what they collect. */
import { isObject, type JsonObject, type JsonValue, type Path, textOf, valueAt } from '../api/json.js';
import type { Document } from '../manifest/document.js';
import { isKustomization, normalizePath } from '../manifest/kustomize.js';

/** A file or a folder that a kustomization names. */
export interface Named {
  /** Where in the kustomization. */
  path: Path;
  /** As it is written. */
  name: string;
  /** From where the files are named from. */
  file: string;
}

/** A kustomization among the files. */
export interface Kustomization {
  document: Document;
  value: JsonObject;
  folder: string;
  /** What it collects: objects, and folders with kustomizations. */
  collects: readonly Named[];
}

/** Lists of what is collected. */
const COLLECTED = ['resources', 'bases', 'components'];
/** Lists of files beside that; an item that is no path is written in place. */
const FILES = ['crds', 'configurations', 'generators', 'transformers', 'validators', 'patchesStrategicMerge'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

export function kustomizationOf(document: Document): Kustomization | undefined {
  const { file, value } = document;
  if (!isObject(value) || !isKustomization(file, value)) return undefined;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return { document, value, folder, collects: COLLECTED.flatMap((list) => namedIn(value, list, folder)) };
}

/** All that has to be there. */
export function namedFiles({ value, folder, collects }: Kustomization): Named[] {
  return [
    ...collects,
    ...FILES.flatMap((list) => namedIn(value, list, folder)),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((list) => pathsIn(value, list, folder)),
    ...GENERATORS.flatMap((list) => sourcesIn(value, list, folder)),
  ];
}

/** Patches that say themselves what they are about, in files. */
export function patchesByName({ value, folder }: Kustomization): Named[] {
  const written = pathsIn(value, 'patches', folder).filter(
    ({ path }) => valueAt(value, [...path.slice(0, -1), 'target']) === undefined,
  );
  return [...written, ...namedIn(value, 'patchesStrategicMerge', folder)];
}

function namedIn(value: JsonObject, list: string, folder: string): Named[] {
  return itemsOf(value[list]).flatMap((item, index) => named(item, [list, index], folder));
}

function pathsIn(value: JsonObject, list: string, folder: string): Named[] {
  return itemsOf(value[list]).flatMap((item, index) =>
    isObject(item) ? named(item['path'], [list, index, 'path'], folder) : [],
  );
}

/** `app.conf`, or `name=app.conf`. */
function sourcesIn(value: JsonObject, list: string, folder: string): Named[] {
  return itemsOf(value[list]).flatMap((item, index) =>
    ['files', 'envs'].flatMap((key) =>
      itemsOf(isObject(item) ? item[key] : undefined).flatMap((source, at) =>
        named(textOf(source).replace(/^[^=]*=/, ''), [list, index, key, at], folder),
      ),
    ),
  );
}

/** What is written in place, and what is fetched from elsewhere, is no file. */
function named(item: JsonValue | undefined, path: Path, folder: string): Named[] {
  const name = textOf(item);
  const isElsewhere = /:|^git@|[?&]ref=|^[\w-]+\.(?:com|org|io|net)\//.test(name);
  if (name === '' || name.startsWith('/') || /[\n{]/.test(name) || isElsewhere) return [];
  return [{ path, name, file: normalizePath(folder + name) }];
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
