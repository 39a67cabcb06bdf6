import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { YamlRecording } from '../../conformance/yaml.js';
import type { JsonValue, Path } from '../../src/api/json.js';
import type { Document } from '../../src/manifest/document.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

const FILE = new URL('../../fixtures/recorded/yaml-1.jsonl.gz', import.meta.url);
const TEXTS = gunzipSync(readFileSync(FILE))
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as YamlRecording).text)
  // Values that come by another way than their own text: tags, aliases, merges; and what has several lines.
  .filter((text) => !/[!*&|>]|<<|^\s*\{\s*"/.test(text));

/** Text that means something else where it stands alone. */
const INDICATOR = /^[-?]$|:$/;

/** A text that is read alone as the value or the key it is of. */
const readAlone = (text: string): JsonValue | undefined => readYaml(text).documents[0]?.value;

test('the text at the place of a value, and at that of its key, is read as the same again', () => {
  const [wrong, kinds]: [unknown[], Record<string, number>] = [[], { key: 0, scalar: 0, flow: 0, block: 0 }];
  const check = (kind: string, good: boolean, what: unknown): void => {
    kinds[kind]!++;
    if (!good) wrong.push([kind, what]);
  };
  for (const text of TEXTS) {
    const visit = (document: Document, value: JsonValue, path: Path): void => {
      const { start, end } = document.locate(path);
      const own = text.slice(start.offset, end.offset);
      const what = { text, path, own };
      if (typeof path.at(-1) === 'string') {
        const place = document.locate(path, 'key');
        const key = text.slice(place.start.offset, place.end.offset);
        if (!key.includes('\n') && !INDICATOR.test(key)) {
          const again = readAlone(`? ${key}\n: 1\n`);
          check('key', JSON.stringify(again) === JSON.stringify({ [path.at(-1)!]: 1 }), { ...what, key });
        }
      }
      if (typeof value !== 'object' || value === null) {
        if (/[\n\r\u0085\u2028\u2029]/.test(own) || INDICATOR.test(own)) return;
        const again = readAlone(`v: ${own}\n`) as { v: JsonValue } | undefined;
        check('scalar', Object.is(again?.v, value) && !/^[ \t]|[ \t]$/.test(own), what);
        return;
      }
      const children = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
      for (const step of children)
        visit(document, (value as Record<string, JsonValue>)[step]!, [...path, step]);
      if (/^[[{]/.test(own)) {
        check('flow', own.endsWith(own.startsWith('[') ? ']' : '}'), what);
        return;
      }
      // Numbers come first in the order of keys, and may stand for several that are written.
      const keys = children.map((step) => document.locate([...path, step], 'key').start.offset);
      const begins = own.startsWith('?') || Array.isArray(value) || Math.min(...keys) === start.offset;
      const ends = children.map((step) => document.locate([...path, step]).end.offset);
      const same = children.some((step) => /^\d+$/.test(String(step)));
      check('block', (begins || same) && end.offset >= Math.max(...ends), what);
      if (Array.isArray(value)) check('block', own.startsWith('-'), what);
    };
    const { documents, findings } = parseManifests({ file: 'x', text });
    if (findings.length > 0) continue;
    for (const document of documents) visit(document, document.value, []);
  }
  expect(wrong).toEqual([]);
  expect(kinds).toEqual({ key: 1714, scalar: 1234, flow: 910, block: 1371 });
});
