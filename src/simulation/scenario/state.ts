/** The state of a world as expressions of scenarios see it: objects by resource and name. */
import type { CelEnvironment } from '../../admission/cel/check.js';
import type { Names } from '../../admission/cel/eval/code.js';
import { untypedValue } from '../../admission/cel/eval/typed-value.js';
import type { CelValue } from '../../admission/cel/eval/value.js';
import { type CelType, DYN, listOf, mapOf, STRING } from '../../admission/cel/types.js';
import { type GoType, goStruct, goStructOfKind } from '../../api/go-types.js';
import { isObject, type JsonObject } from '../../api/json.js';
import { kindOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { asJson } from '../../api/unstructured.js';
import type { KubernetesVersion } from '../../api/version.js';
import type { Cluster } from '../../cluster/cluster.js';
import { type Resource, resources } from '../../schema/resources.js';

/** What is looked at as a list, whatever its names: they are generated. */
const LISTS: ReadonlySet<string> = new Set(['pods']);

/** One moment of a world. */
export interface Moment {
  cluster: Cluster;
  /** Virtual milliseconds since the scenario began. */
  elapsed: number;
  /** ms since 1970. */
  now: number;
  /** Of which namespace the objects are. */
  namespace: string;
}

/** What an expression may name: every resource of the minor by its plural, `elapsed` in seconds. */
export function stateEnvironment(version: KubernetesVersion): CelEnvironment {
  const variables: Record<string, CelType> = { elapsed: { kind: 'int' } };
  for (const plural of byPlural(version).keys()) {
    variables[plural] = LISTS.has(plural) ? listOf(DYN) : mapOf(STRING, DYN);
  }
  return { variables, bindings: true };
}

const tables = new Map<KubernetesVersion, ReadonlyMap<string, Resource>>();

function byPlural(version: KubernetesVersion): ReadonlyMap<string, Resource> {
  let table = tables.get(version);
  if (!table) {
    const found = new Map<string, Resource>();
    for (const one of resources(version).all()) {
      if (one.plural !== '' && !found.has(one.plural)) found.set(one.plural, one);
    }
    table = found;
    tables.set(version, table);
  }
  return table;
}

/** What the names of an expression stand for at a moment; each is made when it is asked for. */
export function stateNames({ cluster, elapsed, namespace }: Moment): Names {
  const known = new Map<string, CelValue>([['elapsed', BigInt(Math.floor(elapsed / 1000))]]);
  return {
    get(name) {
      const had = known.get(name);
      if (had !== undefined) return had;
      const resource = byPlural(cluster.version).get(name);
      if (!resource) return undefined;
      const value = objectsOf(cluster, resource, namespace);
      known.set(name, value);
      return value;
    },
  };
}

function objectsOf(cluster: Cluster, resource: Resource, namespace: string): CelValue {
  const kind = kindOf(resource);
  const objects: KubeObject[] = cluster.list(kind, resource.namespaced ? namespace : undefined);
  if (LISTS.has(resource.plural)) return untypedValue(objects.map(withCounts));
  const byName: JsonObject = Object.create(null) as JsonObject;
  for (const object of objects) byName[object.metadata.name ?? ''] = withCounts(object);
  return untypedValue(byName);
}

/** The object with the counts of its status that are none: the server leaves them out, and an expression asks for them. */
function withCounts(object: KubeObject): JsonObject {
  const json = asJson(object) as JsonObject;
  const type = statusType(object);
  if (type?.kind !== 'struct') return json;
  const written = isObject(json['status']) ? json['status'] : {};
  const status: JsonObject = {};
  for (const { json: name, type: is } of goStruct(type.key)?.fields ?? []) {
    if (is.kind === 'int') status[name] = 0;
  }
  return { ...json, status: { ...status, ...written } };
}

function statusType({ apiVersion, kind }: KubeObject): GoType | undefined {
  const struct = goStructOfKind(apiVersion, kind);
  return struct?.fields.find(({ json }) => json === 'status')?.type;
}
