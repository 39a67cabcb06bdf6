/** What `kubectl apply` makes of a manifest and the live object (client-side: three-way merge), as far as plans need it. */
import { isObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Lists of objects that are merged by a key instead of being replaced (patchMergeKey of k8s.io/api). */
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  env: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  conditions: 'type',
  ownerReferences: 'uid',
};
/** Fields whose other members do not survive a change of one (patchStrategy retainKeys). */
const RETAIN_KEYS = new Set(['strategy', 'volumes']);

type Loose = Record<string, unknown>;

/** The object with the annotation that remembers the manifest. */
export function withLastApplied<T extends KubeObject>(manifest: T): T {
  const { [LAST_APPLIED]: _old, ...annotations } = manifest.metadata.annotations ?? {};
  const bare = { ...manifest, metadata: { ...manifest.metadata, annotations } };
  const text = `${JSON.stringify(bare)}\n`;
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } },
  };
}

/** The live object after `kubectl apply` of a manifest. */
export function applied<T extends KubeObject>(live: T, manifest: KubeObject): T {
  const remembered = live.metadata.annotations?.[LAST_APPLIED];
  const original = remembered ? (parse(remembered) ?? {}) : {};
  const modified = withLastApplied(manifest) as unknown as Loose;
  const { status: _status, ...wanted } = modified;
  return threeWay(original, wanted, live as unknown as Loose, '') as unknown as T;
}

function parse(text: string): Loose | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as Loose) : undefined;
  } catch {
    return undefined;
  }
}

function threeWay(original: unknown, modified: unknown, current: unknown, field: string): unknown {
  if (isObject(modified) && isObject(current)) {
    return mergeMaps(isObject(original) ? original : {}, modified as Loose, current as Loose, field);
  }
  if (Array.isArray(modified) && Array.isArray(current)) {
    const key = field === 'ports' ? portKey([...modified, ...current]) : MERGE_KEYS[field];
    if (key) return mergeLists(Array.isArray(original) ? original : [], modified, current, key, field);
    if (field === 'finalizers') return [...new Set([...current, ...modified])];
  }
  return modified;
}

function portKey(ports: readonly unknown[]): string | undefined {
  return ports.every((port) => isObject(port) && 'containerPort' in port) ? 'containerPort' : 'port';
}

function mergeMaps(original: Loose, modified: Loose, current: Loose, field: string): Loose {
  const merged: Loose = {};
  for (const [key, value] of Object.entries(current)) {
    const dropped = key in original && !(key in modified);
    const notRetained = RETAIN_KEYS.has(field) && !(key in modified);
    if (!dropped && !notRetained) merged[key] = value;
  }
  for (const [key, value] of Object.entries(modified)) {
    if (value === null) delete merged[key];
    else merged[key] = key in current ? threeWay(original[key], value, current[key], key) : value;
  }
  return merged;
}

function mergeLists(
  original: readonly unknown[],
  modified: readonly unknown[],
  current: readonly unknown[],
  key: string,
  field: string,
): unknown[] {
  const find = (list: readonly unknown[], item: unknown) =>
    list.find((one) => isObject(one) && isObject(item) && one[key] === item[key]);
  const inside = RETAIN_KEYS.has(field) ? field : '';
  const merged = modified.map((item) => {
    const live = find(current, item);
    return live === undefined ? item : threeWay(find(original, item), item, live, inside);
  });
  const extra = current.filter((item) => !find(modified, item) && !find(original, item));
  return [...merged, ...extra];
}

/** A JSON merge patch (RFC 7396): null takes a field away, everything but maps is replaced. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Loose = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** A strategic merge patch, as far as plain manifests use it: lists with a merge key are merged, others replaced. */
export function strategicPatch<T extends KubeObject>(live: T, patch: unknown): T {
  return threeWay({}, patch, live, '') as T;
}

/** A JSON patch (RFC 6902) of add, replace and remove. Throws an Error that says which operation does not fit. */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new Error('a JSON patch is a list of operations');
  return operations.reduce((value: unknown, operation: unknown) => {
    if (!isObject(operation) || typeof operation['path'] !== 'string')
      throw new Error('an operation needs a path');
    const path = operation['path']
      .split('/')
      .slice(1)
      .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
    return edit(value, path, String(operation['op']), operation['value']);
  }, target);
}

function edit(target: unknown, path: readonly string[], op: string, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(target)) {
    const at = step === '-' ? target.length : Number(step);
    const copy = [...target];
    if (rest.length > 0) copy[at] = edit(copy[at], rest, op, value);
    else if (op === 'add') copy.splice(at, 0, value);
    else if (op === 'remove') copy.splice(at, 1);
    else copy[at] = value;
    return copy;
  }
  if (!isObject(target)) throw new Error(`the path ends before ${step}`);
  const copy: Loose = { ...target };
  if (rest.length > 0) copy[step] = edit(copy[step], rest, op, value);
  else if (op === 'remove') delete copy[step];
  else copy[step] = value;
  return copy;
}
