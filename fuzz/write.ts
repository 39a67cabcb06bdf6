/** Objects as the texts that people write of them. */
import { stringify } from 'yaml';
import type { JsonObject, JsonValue } from '../src/api/json.js';
import type { Draw } from './draw.js';
import { withRaw } from './words.js';

type Writer = (value: JsonValue) => string;

const block: Writer = (value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

const WRITERS: readonly Writer[] = [
  block,
  block,
  block,
  (value) => stringify(value, { lineWidth: 60, indent: 4, aliasDuplicateObjects: false }),
  (value) => stringify(value, { lineWidth: 0, collectionStyle: 'flow', aliasDuplicateObjects: false }),
  (value) =>
    stringify(value, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', aliasDuplicateObjects: false }),
  (value) => stringify(value, { lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false }),
  (value) => `${JSON.stringify(value, bigAsNumber)}\n`,
  (value) => `${JSON.stringify(value, bigAsNumber, 2)}\n`,
];

function bigAsNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Several objects as one file, in a style that is drawn: documents, or a List. */
export function textOfObjects(objects: readonly JsonObject[], draw: Draw): string {
  const write = draw.pick(WRITERS);
  if (draw.chance(0.12)) return withRaw(write({ apiVersion: 'v1', kind: 'List', items: [...objects] }));
  return withRaw(objects.map(write).join('---\n'));
}

/** Objects as one file, a document each: what `kubectl get` prints. */
export function textOfSnapshot(objects: readonly JsonObject[], draw: Draw): string {
  if (draw.chance(0.5)) return withRaw(block({ apiVersion: 'v1', kind: 'List', items: [...objects] }));
  return withRaw(objects.map(block).join('---\n'));
}
