/** Lists that the server replaces whole, read as people read them: by names, hosts and paths, or one by one. */
import { isObject, type JsonValue } from '../api/json.js';
import type { KeyedItem } from '../schema/keyed-items.js';

/** The items of both lists, those with the same key paired. */
export interface PairedItems {
  olds: Map<string, KeyedItem>;
  news: Map<string, KeyedItem>;
}

/** What people tell items apart by, where nothing says what the server does. */
const TOLD_BY = ['name', 'host', 'path', 'id', 'key', 'port', 'containerPort'];

/**
 * The pairs of two lists of mappings that differ: by the first field that all items have and that is unique, or by their place
 * where few of as many differ. Undefined where the items that both have are in another order, or nothing pairs them.
 */
export function pairedItems(
  old: readonly JsonValue[],
  now: readonly JsonValue[],
  same: (a: JsonValue, b: JsonValue) => boolean,
): PairedItems | undefined {
  if (old.length === 0 || now.length === 0 || ![...old, ...now].every(isObject)) return undefined;
  for (const field of TOLD_BY) {
    const [olds, news] = [byField(old, field), byField(now, field)];
    if (!olds || !news) continue;
    const common = [...olds.keys()].filter((id) => news.has(id));
    const inOrder = [...news.keys()].filter((id) => olds.has(id)).every((id, at) => id === common[at]);
    if (common.length > 0 && inOrder) return { olds, news };
    return undefined;
  }
  const differing = now.filter((item, at) => !same(old[at] ?? null, item)).length;
  if (old.length !== now.length || differing > Math.max(1, now.length / 2)) return undefined;
  return { olds: byPlace(old), news: byPlace(now) };
}

function byField(list: readonly JsonValue[], field: string): Map<string, KeyedItem> | undefined {
  const items = new Map<string, KeyedItem>();
  for (const [index, item] of list.entries()) {
    const value = isObject(item) && Object.hasOwn(item, field) ? item[field] : undefined;
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    const id = `${typeof value}:${value}`;
    if (items.has(id)) return undefined;
    items.set(id, { item, index, label: `${field}=${value}` });
  }
  return items;
}

function byPlace(list: readonly JsonValue[]): Map<string, KeyedItem> {
  return new Map(list.map((item, index) => [String(index), { item, index, label: String(index) }]));
}
