/** What editors are shipped and what the reader takes are one: schemas/config.json as any validator of JSON Schema reads it. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/api/json.js';
import { ownFileErrors } from '../../src/schema/own-files.js';

type Node = JsonObject & { properties?: Record<string, Node> };

const schema = JSON.parse(readFileSync(new URL('../../schemas/config.json', import.meta.url), 'utf8'));
const inEditor = new Ajv({ strict: false }).compile(schema);

const inReader = (value: JsonValue): boolean => ownFileErrors('Config', value).length === 0;

/** Values of every kind, and what stands in some field or other. */
const VALUES: JsonValue[] = [
  ...['text', '', 'on', 'off', 'error', 'warning', 'info', 'loud', 'kubectl', 'strict', 'closed', 'Config'],
  ...[true, false, null, 0, 3, -1, 1.5, 1e20],
  ...[[], ['text'], [1], [true], [null], [['text']], [{}], [{ rules: {} }], [{ rules: { 'a/b': 'loud' } }]],
  ...[
    {},
    { text: 'text' },
    { 'a/b': 'on' },
    { 'a/b': true },
    { 'a/b': 1 },
    { 'a/b': { level: 'off', keys: [1] } },
  ],
  ...[{ 'a/b': { level: false } }, { 'a/b': { level: 'loud' } }, { 'a/b': ['on'] }, { 'a/b': null }],
];

/** Every field of the schema, as the value that holds one of these and else nothing but what has to be. */
function fieldsOf(node: Node, around: (value: JsonValue) => JsonValue): ((value: JsonValue) => JsonValue)[] {
  const resolved: Node = node['$ref'] ? schema.definitions[String(node['$ref']).split('/').at(-1)!] : node;
  const here = Object.entries(resolved.properties ?? {}).flatMap(([name, inner]) =>
    fieldsOf(inner, (value) => around({ ...(resolved['required'] && { rules: {} }), [name]: value })),
  );
  const items = resolved['items'] ? fieldsOf(resolved['items'] as Node, (value) => around([value])) : [];
  const others = resolved['additionalProperties'];
  const named = others ? fieldsOf(others as Node, (value) => around({ 'a/b': value })) : [];
  return [around, (value) => around({ unheardOf: value }), ...here, ...items, ...named];
}

const FIELDS = fieldsOf(schema.definitions.Config, (value) => value);

describe('schemas/config.json', () => {
  it('takes in an editor what the reader takes, in every field', () => {
    const told = new Set<string>();
    for (const field of FIELDS) {
      for (const value of VALUES) {
        const config = field(value);
        if (inEditor(config) !== inReader(config))
          told.add(`${JSON.stringify(config)}: read ${inReader(config)}`);
      }
    }
    expect([...told]).toEqual([]);
    expect(FIELDS.length).toBeGreaterThan(100);
  });
});
