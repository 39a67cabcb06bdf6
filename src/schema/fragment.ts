import type { JsonObject } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import { schemaSet } from './files.js';
import { allBelong } from './lost-indentation.js';
import { type Resource, resources } from './resources.js';
import { resolve, type SchemaSource } from './walk.js';

/** What a piece of an object is a piece of. */
export interface Fragment {
  kind: string;
  /** Field names from the root, `[]` after that of a list; empty for an object without apiVersion and kind alone. */
  steps: readonly string[];
}

/** The kinds that pieces are most often of. */
const FIRST = ['Pod', 'Deployment', 'Service'];
const DEEPEST = 7;
const MOST_NODES = 3000;

/**
 * The kind, and the place in it, whose fields are those of `map`: a pod's spec for `containers`. The place nearest to the
 * root of the first kind that has one. Undefined where none has all the fields, or where there is nothing but plain
 * values, which are at home everywhere.
 */
export function fragmentOf(version: KubernetesVersion, map: JsonObject): Fragment | undefined {
  const keys = Object.keys(map);
  if (!keys.some((key) => typeof map[key] === 'object')) return undefined;
  const kinds = resources(version)
    .all()
    .filter(({ role }) => role === 'object');
  const rank = ({ kind }: Resource) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);
  const { definitions } = schemaSet(version);
  for (const info of [...kinds].sort((a, b) => rank(a) - rank(b))) {
    const steps = placeIn({ definitions, root: definitions[info.definition] ?? {} }, map);
    if (steps) return { kind: info.kind, steps };
  }
  return undefined;
}

function placeIn(source: SchemaSource, map: JsonObject): string[] | undefined {
  const [key = ''] = Object.keys(map);
  const queue = [{ steps: [] as string[], at: resolve(source, source.root) }];
  const seen = new Set<string>();
  for (const [visited, { steps, at }] of queue.entries()) {
    if (visited >= MOST_NODES) break;
    if (at.definition !== undefined && seen.has(at.definition)) continue;
    if (at.definition !== undefined) seen.add(at.definition);
    const { properties = {} } = at.node;
    if (Object.hasOwn(properties, key) && allBelong(map, at, source)) return steps;
    if (steps.length >= DEEPEST) continue;
    for (const [name, node] of Object.entries(properties)) {
      if (name === 'status' && steps.length === 0) continue;
      const next = resolve(source, node);
      if (next.node.items)
        queue.push({ steps: [...steps, `${name}[]`], at: resolve(source, next.node.items) });
      else if (next.node.properties) queue.push({ steps: [...steps, name], at: next });
    }
  }
  return undefined;
}
