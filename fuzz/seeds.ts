/** What inputs are made of: the fixtures, and the objects of the recordings. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Recording, readRecording } from '../conformance/recording.js';
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';
import { parseManifests } from '../src/manifest/parse.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
/** So many objects of a kind are kept of a recording: there are thousands of Pods. */
const MOST_OF_A_KIND = 60;

export interface Seeds {
  /** Objects that belong together: those of a file, or of a recorded case. */
  groups: readonly (readonly JsonObject[])[];
  /** Worlds: nodes, and what else is there. */
  clusters: readonly (readonly JsonObject[])[];
  /** CustomResourceDefinitions, each with resources of it where there are any. */
  definitions: readonly (readonly JsonObject[])[];
  /** By kind, every object. */
  byKind: ReadonlyMap<string, readonly JsonObject[]>;
  /** All keys that are written anywhere. */
  keys: readonly string[];
  /** Files as they stand, and hostile pieces of YAML. */
  texts: readonly string[];
}

/** Reads all of it, always in the same order. */
export function readSeeds(): Seeds {
  const names = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).sort();
  const files = names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(FIXTURES, name), 'utf8'));
  const lines = names
    .filter((name) => /\.jsonl\.(gz|br)$/.test(name))
    .flatMap((name) => readRecording(join(FIXTURES, name)));
  const groups = [
    ...files.map((text) => parseManifests({ file: 'seed.yaml', text }).documents.map(({ value }) => value)),
    ...lines.filter(({ cluster }) => cluster === undefined).map(objectsOf),
  ]
    .map((values) => values.filter(isManifest))
    .filter((objects) => objects.length > 0);
  const clusters = lines.map(({ cluster }) => objectsOf(cluster)).filter((objects) => objects.length > 1);
  const byKind = kindsOf([...groups, ...clusters].flat());
  return {
    groups: thinned(groups),
    clusters,
    definitions: groups.filter((objects) => objects.some(({ kind }) => kind === 'CustomResourceDefinition')),
    byKind,
    keys: keysOf([...byKind.values()].flat()),
    texts: [...files, ...lines.flatMap(textsOf)],
  };
}

function isManifest(value: JsonValue | undefined): value is JsonObject {
  return isObject(value) && typeof value['kind'] === 'string' && typeof value['apiVersion'] === 'string';
}

/** Every object within a value, but none within another. */
function objectsOf(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  if (!isObject(value)) return [];
  return isManifest(value) ? [value] : Object.values(value).flatMap(objectsOf);
}

function textsOf({ text, first, second }: Recording): string[] {
  return [text, first, second].filter((one) => typeof one === 'string');
}

function kindsOf(objects: readonly JsonObject[]): Map<string, JsonObject[]> {
  const found = new Map<string, JsonObject[]>();
  for (const object of objects) {
    const kind = String(object['kind']);
    found.set(kind, [...(found.get(kind) ?? []), object].slice(0, MOST_OF_A_KIND));
  }
  return found;
}

/** Cases are many and alike: of those with the same kinds in them some are enough. */
function thinned(groups: readonly JsonObject[][]): JsonObject[][] {
  const seen = new Map<string, number>();
  return groups.filter((objects) => {
    const kinds = objects.map(({ kind }) => String(kind)).join(' ');
    const count = (seen.get(kinds) ?? 0) + 1;
    seen.set(kinds, count);
    return count <= MOST_OF_A_KIND;
  });
}

function keysOf(objects: readonly JsonObject[]): string[] {
  const keys = new Set<string>();
  const visit = (value: JsonValue | undefined): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        keys.add(key);
        visit(value[key]);
      }
    }
  };
  objects.forEach(visit);
  return [...keys];
}
