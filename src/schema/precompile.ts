import standaloneModule from 'ajv/dist/standalone/index.js';
import { append } from '../api/lists.js';
import { KUBERNETES_VERSIONS, type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { refsIn } from './generate/served.js';
import { stable } from './generate/write.js';
import { type AjvModule, compilable, createAjv } from './keywords.js';
import type { KindTable, SchemaNode, SchemaSet } from './set.js';
import { OLDER } from './validators.js';

/** What the build writes. */
export interface Precompiled {
  /** The text of each CommonJS module, by name. */
  chunks: Record<string, string>;
  /** The kinds of each minor, apart from their definitions: a catalog is needed by every run. */
  kinds: Record<string, KindTable>;
  /** The chunk that each kind's definition is in. */
  index: Record<string, string>;
}

/** The code of validators for a file that kubeplan itself reads (`schemas/config.json`, `schemas/scenario.json`): one CommonJS module, by definition. */
export function precompileOwn(module: AjvModule, definitions: Record<string, SchemaNode>): string {
  const ajv = createAjv(module, true);
  const names = Object.keys(definitions);
  for (const name of names) ajv.addSchema(compilable(definitions[name]!), name);
  const code = shorten(standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, name]))));
  return `${code}\n${ADD_ERROR}\n`;
}

const standaloneCode = standaloneModule.default;
const POD_TEMPLATE = 'io.k8s.api.core.v1.PodTemplateSpec';
const POD_KINDS = ['io.k8s.api.core.v1.Pod', 'io.k8s.api.core.v1.PodTemplate'];
const MACHINERY = 'io.k8s.apimachinery.';
/**
 * The code that ajv writes for each error. Of it, only the place, the keyword and the name of an unknown or missing field
 * are ever read: the rest would be two thirds of all code, and reading code is what a start waits for.
 */
const ERROR_CODE =
  /const (err\d+) = \{instancePath:?((?:(?!,schemaPath:).)*),schemaPath:"(?:[^"\\]|\\.)*",keyword:("\w+"),params:\{(?:field: ?(\w+|"(?:[^"\\]|\\.)*")|[^}]*)\}\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;
const COUNT_CODE = 'errors = vErrors === null ? 0 : vErrors.length;';
const RESULT_CODE = 'return errors === 0;';
const ADD_ERROR =
  'function add(errors, instancePath, keyword, field) { const error = { instancePath, keyword, params: { field } }; ' +
  'if (errors === null) return [error]; errors.push(error); return errors; }';

/**
 * The code of validators for every definition of all Kubernetes minors, as CommonJS modules. A definition that reads
 * the same in several minors becomes one function; modules are cut so that an object's kind needs few of them: what a
 * pod template is made of, what all objects share, and the rest by API group.
 */
export function precompile(module: AjvModule, sets: Record<KubernetesVersion, SchemaSet>): Precompiled {
  const chunkOf = chunksOf(Object.values(sets));
  const label = (definition: string) => `${chunkOf.get(definition)}:${definition}`;
  const names = [...chunkOf.keys()].sort();
  const chunks: Record<string, string> = {};
  for (const chunk of [...new Set(chunkOf.values())].sort()) {
    const members = names.filter((name) => chunkOf.get(name) === chunk);
    chunks[chunk] = chunkCode(module, members, sets, label, 'newest');
    chunks[`${chunk}${OLDER}`] = chunkCode(module, members, sets, label, 'older');
  }
  const kinds = Object.fromEntries(
    Object.entries(sets).map(([version, { kinds, off }]) => [version, { kinds, off }]),
  );
  const roots = new Set(Object.values(sets).flatMap((set) => set.kinds.map((kind) => kind.definition)));
  const index = Object.fromEntries([...roots].sort().map((name) => [name, chunkOf.get(name) ?? '']));
  return { chunks, kinds, index };
}

function chunkCode(
  module: AjvModule,
  members: readonly string[],
  sets: Record<KubernetesVersion, SchemaSet>,
  label: (definition: string) => string,
  part: 'newest' | 'older',
): string {
  const ajv = createAjv(module, true);
  const functions = new Map<string, string>();
  const rows: string[] = [];
  for (const name of members) {
    const newest = sets[NEWEST_VERSION].definitions[name];
    const newestText = newest && stable(compilable(newest, label));
    const columns = KUBERNETES_VERSIONS.map((version) => {
      const node = sets[version].definitions[name];
      if (!node) return '0';
      const schema = compilable(node, label);
      const text = stable(schema);
      if ((text === newestText) !== (part === 'newest')) return '0';
      let exported = functions.get(text);
      if (exported === undefined) {
        exported = `v${functions.size}`;
        functions.set(text, exported);
        ajv.addSchema(schema, exported);
      }
      return `exports.${exported}`;
    });
    if (columns.some((column) => column !== '0'))
      rows.push(`${JSON.stringify(name)}: [${columns.join(',')}]`);
  }
  const exported = [...functions.values()];
  const code = standaloneCode(ajv, Object.fromEntries(exported.map((name) => [name, name])));
  return `${shorten(code)}\n${ADD_ERROR}\nmodule.exports = {${rows.join(',')}};\n`;
}

/** ajv's code with errors added by a function. Fails rather than leave code that it does not know. */
function shorten(code: string): string {
  const short = code
    .replace(ERROR_CODE, (_, _name, place: string, keyword: string, field: string | undefined) => {
      const at = place === '' ? 'instancePath' : place;
      return `vErrors = add(vErrors, ${at}, ${keyword}${field === undefined ? '' : `, ${field}`});`;
    })
    .replaceAll(COUNT_CODE, '')
    .replaceAll(RESULT_CODE, 'return vErrors === null;')
    .replaceAll('let errors = 0;', '');
  const left = /(?<![."\w])errors(?:\+\+| = | === ).{0,60}/.exec(short);
  if (left) throw new Error(`ajv writes its errors in a new way: ${left[0]}`);
  return short;
}

function chunksOf(sets: readonly SchemaSet[]): Map<string, string> {
  const references = new Map<string, Set<string>>();
  for (const set of sets) {
    for (const [name, node] of Object.entries(set.definitions)) {
      const found = references.get(name) ?? new Set();
      for (const reference of refsIn(node)) found.add(reference);
      references.set(name, found);
    }
  }
  const pod = new Set(POD_KINDS);
  const queue = [POD_TEMPLATE];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (pod.has(name)) continue;
    pod.add(name);
    append(queue, references.get(name) ?? []);
  }
  const chunkOf = new Map<string, string>();
  for (const name of references.keys()) {
    if (name.startsWith(MACHINERY)) chunkOf.set(name, 'meta');
    else chunkOf.set(name, pod.has(name) ? 'pod' : (name.split('.').at(-3) ?? 'other'));
  }
  return chunkOf;
}
