/** Leaves out of documents what can be left out, as trees: keys and items, larger ones first. */
import { stringify } from 'yaml';
import { isObject, type JsonValue } from '../src/api/json.js';
import { copyOf } from './trees.js';

type Way = readonly (string | number)[];

const textOf = (documents: readonly JsonValue[]): string =>
  documents
    .map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');

/** Tries texts without parts of the documents, and goes on from each that is good enough. */
export async function cutTree(
  documents: readonly JsonValue[],
  isEnough: (text: string) => Promise<boolean>,
): Promise<void> {
  let best = [...documents];
  if (!(await isEnough(textOf(best)))) return;
  for (let depth = 1; depth < 40; depth++) {
    // From the end, so that items keep their numbers while those behind them go.
    for (const way of waysOf(best, depth).reverse()) {
      const candidate = without(best, way);
      if (await isEnough(textOf(candidate))) best = candidate;
    }
  }
}

function waysOf(value: JsonValue, depth: number, at: Way = []): Way[] {
  if (depth === 0) return [at];
  const keys = Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
  return keys.flatMap((key) => waysOf(inner(value, key), depth - 1, [...at, key]));
}

function inner(value: JsonValue, key: string | number): JsonValue {
  return (Object.getOwnPropertyDescriptor(value, key)?.value as JsonValue | undefined) ?? null;
}

function without(documents: readonly JsonValue[], way: Way): JsonValue[] {
  const copy = copyOf<JsonValue[]>([...documents]);
  const parent = way.slice(0, -1).reduce<JsonValue>(inner, copy);
  const last = way.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isObject(parent)) delete parent[last];
  return copy;
}
