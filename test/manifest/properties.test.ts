import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject, type JsonValue, type Path } from '../../src/api/json.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { readYaml } from '../../src/manifest/yaml/read.js';

/** What YAML texts are made of, in pieces small enough to be combined wrongly. */
const PIECES = [
  ...[
    'a',
    'b',
    '1',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n- ',
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    '"',
    "'",
    '\\',
    '#',
    ' #',
    '|',
    '>',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    ',',
    '&x ',
    '*x',
    '!!str ',
    '!t ',
    '!',
    '%',
    '@',
    '`',
    '~',
    '<<: ',
    '---\n',
    '\n---\n',
  ],
  ...[
    '...\n',
    '\t',
    '\r\n',
    '\r',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u00a0',
    'é',
    '😀',
    '\0',
    '{{',
    '}}',
    '0x1',
    '.inf',
  ],
];
const yamlText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(yamlText, fc.string({ unit: 'binary', maxLength: 60 }));

/** All paths of a value with what is there. */
function* paths(value: JsonValue, path: Path = []): Generator<[Path, JsonValue]> {
  yield [path, value];
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* paths(item, [...path, index]);
  else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* paths(item!, [...path, key]);
  }
}

describe('for any text', () => {
  test('reading ends without an exception, and every place is inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { documents, findings } = parseManifests({ file: 'x', text });
        readYaml(text);
        if (documents.length === 0) expect(findings.length).toBeGreaterThan(0);
        const places = [
          ...findings.flatMap(({ location, related }) => [
            location,
            ...(related ?? []).map((r) => r.location),
          ]),
          ...documents.flatMap((document) =>
            [...paths(document.value)].flatMap(([path]) => [
              document.locate(path),
              document.locate(path, 'key'),
            ]),
          ),
        ];
        for (const { start, end } of places) {
          expect(start.offset).toBeGreaterThanOrEqual(0);
          expect(end.offset).toBeGreaterThanOrEqual(start.offset);
          expect(end.offset).toBeLessThanOrEqual(text.length);
          expect(start.line).toBeGreaterThan(0);
          expect(start.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 4000 },
    );
  });

  test('the same text is read the same way twice', () => {
    fc.assert(
      fc.property(yamlText, (text) => {
        expect(readYaml(text)).toEqual(readYaml(text));
      }),
    );
  });
});

describe('JSON', () => {
  const json = fc.object({
    maxDepth: 4,
    key: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('__proto__')),
    values: [
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
      // Integers beyond ±2^53 come out as bigint, on purpose.
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n)),
      fc.maxSafeInteger(),
    ],
  });

  test('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readYaml(text).documents.map((document) => document.value)).toEqual([JSON.parse(text)]);
      }),
    );
  });

  test('the text at the path of a scalar is the scalar', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        const [document] = parseManifests({ file: 'x', text }).documents;
        if (!document) return;
        for (const [path, part] of paths(document.value)) {
          if (typeof part === 'object' && part !== null) continue;
          const { start, end } = document.locate(path);
          expect(text.slice(start.offset, end.offset)).toBe(JSON.stringify(part));
        }
      }),
    );
  });
});

describe('YAML', () => {
  const key = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9./-]{0,12}$/);
  const scalar = fc.oneof(
    fc.stringMatching(/^[\x20-\x7e]{0,20}$/),
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
  );
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      scalar,
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 4 }) as fc.Arbitrary<JsonValue>,
    ),
  }));

  /** Block style, scalars as JSON writes them, keys in quotes. */
  function print(value: JsonValue, indent: string): string {
    const below = (item: JsonValue): string =>
      typeof item === 'object' && item !== null
        ? `\n${print(item, `${indent}  `)}`
        : ` ${JSON.stringify(item)}\n`;
    if (Array.isArray(value)) return value.map((item) => `${indent}-${below(item)}`).join('');
    if (isObject(value)) {
      const entries = Object.entries(value);
      return entries.map(([name, item]) => `${indent}${JSON.stringify(name)}:${below(item!)}`).join('');
    }
    return `${indent}${JSON.stringify(value)}\n`;
  }

  test('in blocks holds what was written, at the place where it was written', () => {
    fc.assert(
      fc.property(tree, (content) => {
        const value = { content };
        const text = print(value, '');
        const [document] = parseManifests({ file: 'x', text }).documents;
        expect(document?.value).toEqual(value);
        for (const [path, part] of paths(value)) {
          if (typeof part === 'object' && part !== null) continue;
          const { start, end } = document!.locate(path);
          expect(text.slice(start.offset, end.offset)).toBe(JSON.stringify(part));
          if (typeof path.at(-1) === 'string') {
            const name = document!.locate(path, 'key');
            expect(text.slice(name.start.offset, name.end.offset)).toBe(JSON.stringify(path.at(-1)));
          }
        }
      }),
    );
  });
});
