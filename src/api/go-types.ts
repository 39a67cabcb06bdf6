/**
 * The API's types as Go declares them: names, order, which fields are written when empty. They decide what the server's
 * decoder says, how it writes an object, and the text that a pod template's hash is made of.
 */

import { NAMED_LINES, STRUCT_LINES } from './go-types.generated.js';
import { ownValue } from './json.js';
import { atMost, isBefore, type KubernetesVersion } from './version.js';

/** Types with their own reader and writer. */
type SpecialType =
  | 'Quantity'
  | 'IntOrString'
  | 'RawExtension'
  | 'Time'
  | 'MicroTime'
  | 'Duration'
  | 'FieldsV1';

/** A type as reflection sees it. `name` is what Go prints for it: `[]v1.Container`, `v1.PullPolicy`, `int32`. */
export type GoType =
  | { kind: 'string' | 'bool' | 'bytes' | 'float' | 'any'; name: string }
  | { kind: 'int'; name: string; bits: 32 | 64; unsigned: boolean }
  | { kind: 'pointer'; name: string; to: GoType }
  | { kind: 'slice'; name: string; of: GoType }
  | { kind: 'map'; name: string; of: GoType }
  | { kind: 'struct'; name: string; key: string }
  | { kind: 'special'; name: string; special: SpecialType };

export interface GoField {
  /** The Go name: `DNSPolicy`. */
  name: string;
  /** The JSON name: `dnsPolicy`; the empty string for an embedded struct. */
  json: string;
  type: GoType;
  embedded: boolean;
  omitEmpty: boolean;
  omitZero: boolean;
  since?: string;
  last?: string;
}

/** A struct: `name` is the bare Go name, `Container`. */
export interface GoStruct {
  key: string;
  name: string;
  fields: readonly GoField[];
}

const SPECIAL: Readonly<Record<SpecialType, string>> = {
  Quantity: 'resource.Quantity',
  IntOrString: 'intstr.IntOrString',
  RawExtension: 'runtime.RawExtension',
  Time: 'v1.Time',
  MicroTime: 'v1.MicroTime',
  Duration: 'v1.Duration',
  FieldsV1: 'v1.FieldsV1',
};

/** The names, `:` or `^`, the type, `!`, `~`, the minors. */
const FIELD = /^(\w+)(?:=([^:^]*))?([:^])([^!~@]+)(!?)(~?)(?:@([\d.]*)(?:-([\d.]+))?)?$/;

const structLine = reader(STRUCT_LINES);
const namedLine = reader(NAMED_LINES);

/** Finds the value of a key in sorted lines of `key value`. Only the lines of API versions that are asked for are taken apart. */
function reader(text: string): (key: string) => string | undefined {
  const scopes = new Map<string, ReadonlyMap<string, string>>();
  return (key) => {
    const scope = key.slice(0, key.lastIndexOf('.') + 1);
    let lines = scopes.get(scope);
    if (!lines) {
      lines = linesOf(text, scope);
      scopes.set(scope, lines);
    }
    return lines.get(key);
  };
}

/** The lines that begin with `scope`, `core.v1.`, by key. */
function linesOf(text: string, scope: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  let at = text.startsWith(scope) ? 0 : text.indexOf(`\n${scope}`) + 1;
  while (text.startsWith(scope, at)) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    const space = line.indexOf(' ');
    if (space < 0) lines.set(line, '');
    else lines.set(line.slice(0, space), line.slice(space + 1));
    if (end < 0) break;
    at = end + 1;
  }
  return lines;
}

/** What was taken apart already. The tables never change, so that this only saves work. */
const structs = new Map<string, GoStruct>();

/** The struct of that key, `core.v1.Container`; undefined if there is none. */
export function goStruct(key: string): GoStruct | undefined {
  const made = structs.get(key);
  if (made) return made;
  const line = structLine(key);
  if (line === undefined) return undefined;
  const dot = key.lastIndexOf('.');
  const scope = key.slice(0, dot);
  const fields = line
    .split(' ')
    .filter((text) => text !== '')
    .map((text) => readField(text, scope));
  const struct = { key, name: key.slice(dot + 1), fields };
  structs.set(key, struct);
  return struct;
}

function readField(text: string, scope: string): GoField {
  const [, name = '', json, mark, type = '', written, omitZero, since, last] = FIELD.exec(text) ?? [];
  const embedded = mark === '^';
  return {
    name,
    json: embedded ? '' : (json ?? name.charAt(0).toLowerCase() + name.slice(1)),
    type: goType(type, scope),
    embedded,
    omitEmpty: written === '' && !embedded,
    omitZero: omitZero === '~',
    ...(since && { since }),
    ...(last && { last }),
  };
}

function goType(text: string, scope: string): GoType {
  if (text.startsWith('*')) {
    const to = goType(text.slice(1), scope);
    return { kind: 'pointer', name: `*${to.name}`, to };
  }
  if (text === '[]uint8') return { kind: 'bytes', name: text };
  if (text.startsWith('[]')) {
    const of = goType(text.slice(2), scope);
    return { kind: 'slice', name: `[]${of.name}`, of };
  }
  const [, keys, values] = /^map\[([\w.]+)\](.+)$/.exec(text) ?? [];
  if (keys !== undefined && values !== undefined) {
    const of = goType(values, scope);
    return { kind: 'map', name: `map[${goType(keys, scope).name}]${of.name}`, of };
  }
  switch (text) {
    case 'string':
    case 'bool':
      return { kind: text, name: text };
    case 'UID':
      return { kind: 'string', name: 'types.UID' };
    case 'int32':
      return { kind: 'int', name: text, bits: 32, unsigned: false };
    case 'int64':
      return { kind: 'int', name: text, bits: 64, unsigned: false };
    case 'float64':
      return { kind: 'float', name: text };
  }
  if (Object.hasOwn(SPECIAL, text)) {
    const special = text as SpecialType;
    return { kind: 'special', name: SPECIAL[special], special };
  }
  const key = text.includes('.') ? text : `${scope}.${text}`;
  const name = key.slice(key.indexOf('.') + 1);
  const named = namedLine(key);
  if (named !== undefined) {
    const underneath = goType(named, key.slice(0, key.lastIndexOf('.')));
    return { ...underneath, name };
  }
  return { kind: 'struct', name, key };
}

/** The fields of structs by minor, as they were asked for. */
const fieldsByVersion = new WeakMap<GoStruct, Map<KubernetesVersion, readonly GoField[]>>();

/** The fields that a struct has in a Kubernetes minor. */
export function fieldsOf(struct: GoStruct, version: KubernetesVersion): readonly GoField[] {
  let byVersion = fieldsByVersion.get(struct);
  if (!byVersion) fieldsByVersion.set(struct, (byVersion = new Map()));
  let fields = byVersion.get(version);
  if (!fields) {
    fields = struct.fields.filter((field) => hasField(field, version));
    byVersion.set(version, fields);
  }
  return fields;
}

/** Whether a Kubernetes minor has the field. */
export function hasField(field: GoField, version: KubernetesVersion): boolean {
  if (field.since !== undefined && isBefore(version, field.since)) return false;
  return field.last === undefined || atMost(version, field.last);
}

const GROUPS: Readonly<Record<string, string>> = {
  '': 'core',
  'admissionregistration.k8s.io': 'admissionregistration',
  'apiextensions.k8s.io': 'apiextensions',
  'apiregistration.k8s.io': 'apiregistration',
  apps: 'apps',
  'authentication.k8s.io': 'authentication',
  'authorization.k8s.io': 'authorization',
  autoscaling: 'autoscaling',
  batch: 'batch',
  'certificates.k8s.io': 'certificates',
  'coordination.k8s.io': 'coordination',
  'discovery.k8s.io': 'discovery',
  'events.k8s.io': 'events',
  'flowcontrol.apiserver.k8s.io': 'flowcontrol',
  'internal.apiserver.k8s.io': 'apiserverinternal',
  'networking.k8s.io': 'networking',
  'node.k8s.io': 'node',
  policy: 'policy',
  'rbac.authorization.k8s.io': 'rbac',
  'resource.k8s.io': 'resource',
  'scheduling.k8s.io': 'scheduling',
  'storage.k8s.io': 'storage',
  'storagemigration.k8s.io': 'storagemigration',
};

/**
 * Versions whose types are still there for old objects, but which no minor that kubeplan knows serves: with a kind, where
 * the version came back with others.
 */
const UNSERVED: ReadonlySet<string> = new Set([
  'apps/v1beta1',
  'apps/v1beta2',
  'autoscaling/v2beta1',
  'autoscaling/v2beta2',
  'batch/v1beta1',
  'discovery.k8s.io/v1beta1',
  'events.k8s.io/v1beta1',
  'flowcontrol.apiserver.k8s.io/v1beta1',
  'node.k8s.io/v1alpha1',
  'node.k8s.io/v1beta1',
  'policy/v1beta1',
  'rbac.authorization.k8s.io/v1alpha1',
  'rbac.authorization.k8s.io/v1beta1',
  'scheduling.k8s.io/v1alpha1',
  'scheduling.k8s.io/v1beta1 PriorityClass',
]);

/** Whether a kind of an apiVersion went before the oldest minor that kubeplan knows. */
export function isLongGone(apiVersion: string, kind: string): boolean {
  return UNSERVED.has(apiVersion) || UNSERVED.has(`${apiVersion} ${kind}`);
}

/** True for a group whose types are known. */
export function isGoGroup(group: string): boolean {
  return Object.hasOwn(GROUPS, group);
}

/** The struct of a kind: `('apps/v1', 'Deployment')`; undefined for kinds that are not built in. */
export function goStructOfKind(apiVersion: string, kind: string): GoStruct | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  if (!Object.hasOwn(GROUPS, group)) return undefined;
  const struct = goStruct(`${ownValue(GROUPS, group)}.${apiVersion.slice(slash + 1)}.${kind}`);
  return struct?.fields[0]?.name === 'TypeMeta' ? struct : undefined;
}
