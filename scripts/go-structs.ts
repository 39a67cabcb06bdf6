/** The structs of the table of Go types as TypeScript can check them: `src/api/go-structs.generated.ts`. */

import { STRUCT_LINES } from '../src/api/go-types.generated.js';
import { type GoType, goStruct } from '../src/api/go-types.js';

const HEAD = `/**
 * Generated, not to be edited: \`npx tsx scripts/generate-go-structs.ts\` writes it from go-types.generated.ts.
 * The fields of every struct by their JSON names, of all minors and with those of embedded structs: \`*\` marks a pointer,
 * \`{KEY}\` is a struct, \`[{KEY}]\` a list of structs, \`strings\` and \`ints\` lists of these, \`map\` what has keys of
 * its own.
 */
`;

/** Structs that JSON does not write as their fields: any value; a schema, or else a list or a flag that says less. */
const OWN_JSON: Readonly<Record<string, string>> = {
  'apiextensions.v1.JSON': 'any',
  'apiextensions.v1.JSONSchemaPropsOrArray': '{apiextensions.v1.JSONSchemaProps}',
  'apiextensions.v1.JSONSchemaPropsOrBool': '{apiextensions.v1.JSONSchemaProps}',
  'apiextensions.v1.JSONSchemaPropsOrStringArray': '{apiextensions.v1.JSONSchemaProps}',
};

/** Lists of plain values, by the codes of these. */
const LISTS: Readonly<Record<string, string>> = { string: 'strings', int: 'ints' };

/** What a field holds, as `FieldOf` in src/admission/typed.ts reads it. */
function codeOf(type: GoType): string {
  switch (type.kind) {
    case 'pointer':
      return `*${codeOf(type.to)}`;
    case 'struct':
      return OWN_JSON[type.key] ?? `{${type.key}}`;
    case 'slice': {
      const of = codeOf(type.of);
      if (of.startsWith('{')) return `[${of}]`;
      return LISTS[of] ?? 'list';
    }
    case 'special':
      return type.special === 'IntOrString' ? 'int-or-string' : type.special;
    case 'bytes':
      return 'string';
    default:
      return type.kind;
  }
}

/** The codes of a struct's fields; a field whose type changed between minors has both. */
function codesOf(key: string): Map<string, Set<string>> {
  const fields = new Map<string, Set<string>>();
  const add = (name: string, code: string) => fields.set(name, (fields.get(name) ?? new Set()).add(code));
  for (const { json, embedded, type } of goStruct(key)?.fields ?? []) {
    if (!embedded) {
      add(json, codeOf(type));
      continue;
    }
    const inner = type.kind === 'pointer' ? type.to : type;
    if (inner.kind !== 'struct') continue;
    for (const [name, codes] of codesOf(inner.key)) for (const code of codes) add(name, code);
  }
  return fields;
}

/** The text of the generated file. */
export function goStructsSource(): string {
  const interfaces = structKeys().map((key) => {
    const fields = [...codesOf(key)].map(
      ([name, codes]) => `${quoted(name)}: ${[...codes].map((code) => `'${code}'`).join(' | ')}`,
    );
    return `  '${key}': { ${fields.join('; ')} };\n`.replace('{  }', '{}');
  });
  return `${HEAD}export interface GoStructs {\n${interfaces.join('')}}\n\n${readersSource()}`;
}

const READERS = `/**
 * The same by what reads a field: asked for at every access, so that nothing has to be worked out of the codes there. They
 * are keys, so that several structs have those in common that all of them have. What \`held\` and \`lists\` lead to is the
 * key of a struct, or \`map\`.
 */
`;
const TEXTS = /^\*?(?:string|Time|MicroTime|Duration|Quantity)$/;
const NUMBERS = /^\*?(?:int|float)$/;
const FLAGS = /^\*?bool$/;
const COUNTS = /^\*?int-or-string$/;
const HELD = /^(?:map|\*?\{(.*)\})$/;
const STRUCT_LISTS = /^\[\{(.*)\}\]$/;

function readersSource(): string {
  const lines = structKeys().map((key) => {
    const codes = [...codesOf(key)];
    const names = (pattern: RegExp): string => {
      const fields = codes.filter(([, all]) => [...all].every((code) => pattern.test(code)));
      return `{ ${fields.map(([name]) => `${quoted(name)}: 1`).join('; ')} }`.replace('{  }', 'object');
    };
    const inner = (pattern: RegExp): string => {
      const fields = codes.flatMap(([name, all]) => {
        const keys = [...all].flatMap((code) => pattern.exec(code)?.slice(1) ?? []);
        if (![...all].some((code) => pattern.test(code))) return [];
        return [`${quoted(name)}: ${keys.map((one) => `'${one ?? 'map'}'`).join(' | ')}`];
      });
      return `{ ${fields.join('; ')} }`.replace('{  }', 'object');
    };
    const kinds = [
      `text: ${names(TEXTS)}`,
      `number: ${names(NUMBERS)}`,
      `flag: ${names(FLAGS)}`,
      `count: ${names(COUNTS)}`,
      `strings: ${names(/^strings$/)}`,
      `ints: ${names(/^ints$/)}`,
      `held: ${inner(HELD)}`,
      `lists: ${inner(STRUCT_LISTS)}`,
    ];
    return `  '${key}': { ${kinds.join('; ')} };\n`;
  });
  return `${READERS}export interface GoReaders {\n${lines.join('')}}\n`;
}

function structKeys(): string[] {
  return STRUCT_LINES.split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((key) => key !== '');
}

function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}
