/** Texts of YAML, and what the reader of Kubernetes made of them (FORMAT-yaml.md of the recordings). */
import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonValue } from '../src/api/json.js';
import { readYaml } from '../src/manifest/yaml/read.js';
import type { Measured } from './measured.js';

/** A line of a yaml recording: a text, and what Kubernetes' own reader made of it. */
export interface YamlRecording {
  id: string;
  about: string;
  text: string;
  docs: string[];
  error?: string;
  strict?: string[];
}

/** How far our line may be from the reader's, which is at times the one before or after the place. */
const LINES_OFF = 1;

/**
 * Puts one recorded text to our reader. Measures: `verdict` (readable as a whole or not), `docs` (the same values, for
 * a text with an error those before it), `strict` (which documents a strict reader refuses) and, of a refused text
 * whose error names a line, `place`. A measure that does not apply is left out.
 */
export function yamlCase(line: YamlRecording): Record<string, Measured> {
  const stream = readYaml(line.text);
  const measures: Record<string, Measured> = {};
  const measure = (name: string, expected: unknown, actual: unknown, agree: boolean): void => {
    measures[name] = { agree, expected, actual };
  };

  const verdict = (refused: boolean): string => (refused ? 'refused' : 'read');
  const refused = line.error !== undefined;
  measure(
    'verdict',
    verdict(refused),
    verdict(stream.error !== undefined),
    refused === (stream.error !== undefined),
  );

  const expected = line.docs.map(readNumbersExactly);
  const actual = stream.documents.map((document) => document.value);
  measure('docs', line.docs, actual.map(shown), sameValues(actual, expected));

  if (line.strict !== undefined || (!refused && stream.strict !== undefined)) {
    const found = (stream.strict ?? []).map((text) => text !== '');
    const wanted =
      line.strict === undefined ? found.map(() => false) : line.strict.map((text) => text !== '');
    measure('strict', line.strict ?? [], stream.strict ?? [], isDeepStrictEqual(found, wanted));
  }

  const named = /line (\d+): /.exec(line.error ?? '');
  if (named) {
    const wanted = Number(named[1]);
    const at = stream.error?.line;
    measure('place', wanted, at, at !== undefined && Math.abs(at - wanted) <= LINES_OFF);
  }
  return measures;
}

/** A JSON text as a value; integers beyond ±2^53 that fit 64 bits as bigint. */
function readNumbersExactly(text: string): JsonValue {
  if (!/\d{16}|\\ud[89a-f]/i.test(text)) return JSON.parse(text) as JsonValue;
  const [document] = readYaml(`{"value":${text}}`).documents;
  const { value } = document!.value as { value: JsonValue };
  return value;
}

function shown(value: JsonValue): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  } catch {
    return '(too deep to be shown)';
  }
}

/** Deep equality that does not depend on the depth of the call stack. */
function sameValues(a: JsonValue, b: JsonValue): boolean {
  const waiting: [JsonValue, JsonValue][] = [[a, b]];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [left, right] = pair;
    if (Array.isArray(left) && Array.isArray(right)) {
      if (left.length !== right.length) return false;
      for (const [index, item] of left.entries()) waiting.push([item, right[index]!]);
    } else if (isObject(left) && isObject(right)) {
      const keys = Object.keys(left);
      if (keys.length !== Object.keys(right).length) return false;
      for (const key of keys) {
        if (!Object.hasOwn(right, key)) return false;
        waiting.push([left[key]!, right[key]!]);
      }
    } else if (typeof left === 'number' && typeof right === 'bigint') {
      // A float of that size, which Go prints like an integer.
      if (left !== Number(right)) return false;
    } else if (!Object.is(left, right)) return false;
  }
  return true;
}
