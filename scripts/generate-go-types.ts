/**
 * Writes `src/api/go-types.generated.ts`: `npx tsx scripts/generate-go-types.ts KUBERNETES OPENAPI`.
 * KUBERNETES is a checkout of the newest release (its `staging/src/k8s.io` is read), OPENAPI the folder of
 * `vMAJOR.MINOR.swagger.json[.gz]` of all minors, which tell since when a field is there. What the newest release does not
 * have any more is kept from the file as it was, with the last minor that has it: releases are added one by one.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { NAMED_LINES, STRUCT_LINES } from '../src/api/go-types.generated.js';
import { isBefore } from '../src/api/version.js';

interface Field {
  name: string;
  json: string;
  type: string;
  omitEmpty: boolean;
  omitZero: boolean;
  inline: boolean;
}

const TARGET = fileURLToPath(new URL('../src/api/go-types.generated.ts', import.meta.url));
const BUILTIN = new Set('string bool int int32 int64 uint32 uint64 uint8 float64'.split(' '));
const SPECIAL: Readonly<Record<string, string>> = {
  'resource.Quantity': 'Quantity',
  'intstr.IntOrString': 'IntOrString',
  'runtime.RawExtension': 'RawExtension',
  'runtime.Object': 'RawExtension',
  'types.UID': 'UID',
  'apimachinerytypes.UID': 'UID',
  'types.NodeName': 'string',
};
const META_SPECIAL = new Set(['Time', 'MicroTime', 'Duration', 'FieldsV1']);
/** Groups of which no object is ever stored. */
const NOT_READ = new Set(['testdata', 'imagepolicy', 'admission', 'apidiscovery', 'roundtrip']);
const GENERATED = /^(?:zz_|generated|types_swagger)|_test\.go$/;

/** What only answers hold: known by name alone. */
const NEVER_SENT = /^meta\.v1\.Table/;

const HEAD = `/**
 * Generated, not to be edited: the structs of k8s.io/api, k8s.io/apimachinery (meta/v1), apiextensions and
 * apiregistration of Kubernetes NEWEST in declaration order. A field is \`GoName=jsonName:Type\`, the JSON name left out where
 * it is the Go name with a small first letter; \`^\` for \`:\` marks an embedded struct, \`!\` a field that is written even
 * when empty, \`~\` one that is left out when zero, \`@since-last\` the Kubernetes minors that have it (after OLDEST, before NEWEST).
 * One struct a line, its key first: one text is read by need, where an object of so many keys would be made at every start.
 */
`;

/** The files of a package, by the key that its types go by: `core.v1`. */
function packages(root: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const group of readdirSync(join(root, 'api')).sort()) {
    if (NOT_READ.has(group)) continue;
    const folder = join(root, 'api', group);
    const versions =
      existsSync(join(folder, 'doc.go')) || !isFolder(folder) ? [] : readdirSync(folder).sort();
    for (const version of versions) {
      if (!existsSync(join(folder, version, 'types.go'))) continue;
      const files = readdirSync(join(folder, version)).filter(
        (file) => file.endsWith('.go') && !GENERATED.test(file),
      );
      found.set(
        `${group}.${version}`,
        files.sort().map((file) => join(folder, version, file)),
      );
    }
  }
  const extensions = join(root, 'apiextensions-apiserver/pkg/apis/apiextensions/v1');
  found.set('meta.v1', [join(root, 'apimachinery/pkg/apis/meta/v1/types.go')]);
  found.set('apiextensions.v1', [join(extensions, 'types.go'), join(extensions, 'types_jsonschema.go')]);
  found.set('apiregistration.v1', [join(root, 'kube-aggregator/pkg/apis/apiregistration/v1/types.go')]);
  return found;
}

function isFolder(path: string): boolean {
  try {
    return readdirSync(path).length > 0;
  } catch {
    return false;
  }
}

function importsOf(source: string): Map<string, string> {
  const imports = new Map<string, string>();
  for (const [, alias, path = ''] of source.matchAll(/^\s*(?:import\s+)?(\w+)?\s*"(k8s\.io\/[^"]+)"/gm)) {
    const api = /^k8s\.io\/api\/(\w+)\/(\w+)$/.exec(path);
    const name = alias ?? path.slice(path.lastIndexOf('/') + 1);
    if (api) imports.set(name, `${api[1]}.${api[2]}`);
    else if (path === 'k8s.io/apimachinery/pkg/apis/meta/v1') imports.set(name, 'meta.v1');
  }
  return imports;
}

/** A Go type in the table's notation: types of other packages by their key. */
function typeText(type: string, own: string, imports: ReadonlyMap<string, string>): string {
  const text = type.trim();
  if (text.startsWith('*')) return `*${typeText(text.slice(1), own, imports)}`;
  if (text.startsWith('[]')) return `[]${typeText(text.slice(2), own, imports)}`;
  const map = /^map\[(.*?)\](.*)$/.exec(text);
  if (map) return `map[${typeText(map[1] ?? '', own, imports)}]${typeText(map[2] ?? '', own, imports)}`;
  if (text === 'byte') return 'uint8';
  if (BUILTIN.has(text)) return text;
  const special = SPECIAL[text];
  if (special) return special;
  const [alias = '', name] = text.split('.');
  if (name === undefined) return text;
  const from = imports.get(alias);
  if (from === undefined) return text;
  if (from === own || (from === 'meta.v1' && META_SPECIAL.has(name))) return name;
  return `${from}.${name}`;
}

function readField(line: string, own: string, imports: ReadonlyMap<string, string>): Field | undefined {
  const tag = /`(.*)`/.exec(line);
  const code = (tag ? line.slice(0, tag.index) : line).trim();
  const [, first = '', rest] = /^(\S+)(?:\s+(.*))?$/.exec(code) ?? [];
  const embedded = rest === undefined;
  const name = embedded ? (first.split('.').at(-1) ?? '').replace(/^\*/, '') : first;
  if (!/^[A-Z]/.test(name)) return undefined;
  const written = /json:"([^"]*)"/.exec(tag?.[1] ?? '')?.[1];
  const [json = '', ...marks] = written?.split(',') ?? (embedded ? ['', 'inline'] : [name]);
  if (json === '-') return undefined;
  return {
    name,
    json: json || name,
    type: typeText(rest ?? first, own, imports),
    omitEmpty: marks.includes('omitempty'),
    omitZero: marks.includes('omitzero'),
    inline: marks.includes('inline') || (json === '' && embedded),
  };
}

interface Tables {
  structs: Map<string, Field[]>;
  named: Map<string, string>;
}

function readPackage(own: string, files: readonly string[], { structs, named }: Tables): void {
  for (const file of files) {
    const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    const imports = importsOf(source);
    const lines = source
      .split('\n')
      .map((line) => (/`.*\/\/.*`/.test(line) ? line : line.replace(/\/\/.*$/, '')));
    let fields: Field[] | undefined;
    for (const line of lines) {
      const struct = /^type\s+(\w+)\s+struct\s*\{\s*(\})?\s*$/.exec(line);
      if (struct) {
        const begun: Field[] = [];
        structs.set(`${own}.${struct[1]}`, begun);
        fields = struct[2] ? undefined : begun;
      } else if (fields && line.startsWith('}')) fields = undefined;
      else if (fields) {
        const field = line.trim() === '' ? undefined : readField(line.trim(), own, imports);
        if (field) fields.push(field);
      } else {
        const type = /^\s*type\s+(\w+)\s+(?:=\s*)?([\w.[\]*]+)\s*$/.exec(line);
        if (type && type[2] !== 'struct' && type[2] !== 'interface')
          named.set(`${own}.${type[1]}`, typeText(type[2] ?? '', own, imports));
      }
    }
  }
}

type Definitions = Record<string, { properties?: Record<string, unknown> }>;

function definitionsOf(folder: string): [string, Definitions][] {
  const found: [string, Definitions][] = [];
  for (const file of readdirSync(folder)) {
    const match = /^v(\d+\.\d+)\.swagger\.json(\.gz)?$/.exec(file);
    if (!match) continue;
    const bytes = readFileSync(join(folder, file));
    const text = (match[2] ? gunzipSync(bytes) : bytes).toString('utf8');
    found.push([match[1] ?? '', (JSON.parse(text) as { definitions: Definitions }).definitions]);
  }
  return found.sort(([a], [b]) => (isBefore(a, b) ? -1 : 1));
}

function definitionName(key: string): string {
  const [group = '', version = '', name = ''] = key.split('.');
  const packageOf: Readonly<Record<string, string>> = {
    meta: 'io.k8s.apimachinery.pkg.apis.meta',
    apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions',
    apiregistration: 'io.k8s.kube-aggregator.pkg.apis.apiregistration',
  };
  return `${packageOf[group] ?? `io.k8s.api.${group}`}.${version}.${name}`;
}

/** The minor that brought a field, '' where it came with its struct; `names`: the struct and those that embed it. */
function sinceOf(names: readonly string[], json: string, minors: readonly [string, Definitions][]): string {
  let first: string | undefined;
  for (const name of names) {
    const known = minors.filter(([, definitions]) => name in definitions);
    const having = known.filter(([, definitions]) => json in (definitions[name]?.properties ?? {}));
    if (known.length === 0) continue;
    if (having.length === 0) return '';
    const since = having[0] === known[0] ? '' : (having[0]?.[0] ?? '');
    if (first === undefined || since < first) first = since;
  }
  return first ?? '';
}

function fieldText(field: Field, since: string): string {
  const { name, json, type, omitEmpty, omitZero, inline } = field;
  if (inline) return `${name}^${type}${omitZero ? '~' : ''}`;
  const shown = json === name.charAt(0).toLowerCase() + name.slice(1) ? name : `${name}=${json}`;
  return `${shown}:${type}${omitEmpty ? '' : '!'}${omitZero ? '~' : ''}${since && `@${since}`}`;
}

function generate(root: string, openapi: string): string {
  const tables: Tables = { structs: new Map(), named: new Map() };
  for (const [own, files] of packages(root)) readPackage(own, files, tables);
  const minors = definitionsOf(openapi);
  const embedders = new Map<string, string[]>();
  for (const [key, fields] of tables.structs) {
    for (const { inline, type } of fields) {
      if (!inline) continue;
      const bare = type.replace(/^\*/, '');
      const inner = bare.includes('.') ? bare : `${key.slice(0, key.lastIndexOf('.'))}.${bare}`;
      embedders.set(inner, [...(embedders.get(inner) ?? []), key]);
    }
  }
  const lines = new Map<string, string>();
  for (const [key, fields] of tables.structs) {
    if (/^storagemigration\.v1alpha/.test(key)) continue;
    const names = [key, ...(embedders.get(key) ?? [])].map(definitionName);
    const texts = fields.map((field) =>
      fieldText(field, field.inline ? '' : sinceOf(names, field.json, minors)),
    );
    lines.set(key, NEVER_SENT.test(key) ? '' : texts.join(' '));
  }
  const [newest = '', before = ''] = [minors.at(-1)?.[0], minors.at(-2)?.[0]];
  for (const row of STRUCT_LINES.split('\n')) {
    const [key = '', ...was] = row.split(' ');
    const now = lines.get(key);
    lines.set(key, now === undefined ? was.join(' ') : withGone(was, now, [before, newest]));
  }
  for (const row of NAMED_LINES.split('\n')) {
    const [key = '', type = ''] = row.split(' ');
    if (!tables.named.has(key)) tables.named.set(key, type);
  }
  const table = (rows: ReadonlyMap<string, string>): string =>
    [...rows]
      .filter(([key]) => key !== '')
      .map(([key, line]) => `${key} ${line}`.trim())
      .sort(byKey)
      .join('\n');
  const oldest = minors[0]?.[0] ?? '';
  return [
    HEAD.replaceAll('NEWEST', newest).replace('OLDEST', oldest),
    `export const STRUCT_LINES = \`\\\n${table(lines)}\`;\n\n`,
    '/** Named types that are not structs, and what they are underneath. */\n',
    `export const NAMED_LINES = \`\\\n${table(tables.named)}\`;\n`,
  ].join('');
}

/**
 * The fields of a struct as they are, with those that it had, each behind the one that it stood behind; one that is written
 * otherwise now stands there twice. `last`: the minor before the newest.
 */
function withGone(was: readonly string[], now: string, [last, newest]: readonly [string, string]): string {
  const fields = now === '' ? [] : now.split(' ');
  const textOf = (field: string) => field.replace(/@.*$/, '');
  const nameOf = (field: string) => field.replace(/[@!~:^].*$/, '');
  for (const [index, field] of was.entries()) {
    const range = /@(.*)$/.exec(field)?.[1] ?? '';
    const at = fields.findIndex((one) => textOf(one) === textOf(field));
    // Where the descriptions of old minors do not tell since when, the file as it was does.
    if (at >= 0 && !fields[at]!.includes('@') && range !== '') fields[at] += `@${range}`;
    if (at >= 0) continue;
    const other = fields.findIndex((one) => nameOf(one) === nameOf(field) && !one.includes('@'));
    if (other >= 0 && !range.includes('-')) fields[other] += `@${newest}`;
    const kept = `${textOf(field)}@${range.includes('-') ? range : `${range}-${last}`}`;
    const previous = textOf(was[index - 1] ?? '');
    fields.splice(other >= 0 ? other : fields.findIndex((one) => textOf(one) === previous) + 1, 0, kept);
  }
  return fields.join(' ');
}

function byKey(a: string, b: string): number {
  const [left = '', right = ''] = [a.split(' ')[0], b.split(' ')[0]];
  return left < right ? -1 : left > right ? 1 : 0;
}

const [checkout, openapi] = process.argv.slice(2);
if (
  checkout === undefined ||
  openapi === undefined ||
  !existsSync(join(checkout, 'staging/src/k8s.io/api'))
) {
  console.error('usage: npx tsx scripts/generate-go-types.ts KUBERNETES OPENAPI');
  process.exit(2);
}
writeFileSync(TARGET, generate(join(checkout, 'staging/src/k8s.io'), openapi));
