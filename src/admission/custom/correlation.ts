/** What parts of a custom resource were before an update (apiserver pkg/cel/common/equality.go, maplist.go). */
import { jsonEqual } from '../../api/equality.js';
import { hasKey, isObject, type JsonValue } from '../../api/json.js';
import { obj, ptr, str, strings } from '../fields.js';
import type { Schema } from '../shared/structs.js';
import type { Past } from './spot.js';

/**
 * A part and the part that it replaces: fields and keys of maps by name, items of keyed lists by their keys; items of
 * other lists have no past.
 */
export class Correlated implements Past {
  private same: boolean | undefined;
  private readonly children = new Map<string | number, Correlated | undefined>();

  constructor(
    readonly value: JsonValue,
    readonly old: JsonValue,
    private readonly schema: Schema,
  ) {}

  key(name: string): Correlated | undefined {
    if (!this.children.has(name)) this.children.set(name, this.field(name));
    return this.children.get(name);
  }

  private field(name: string): Correlated | undefined {
    const { value, old } = this;
    if (!isObject(value) || !isObject(old) || !hasKey(value, name) || !hasKey(old, name)) return undefined;
    const schema = ptr(obj(this.schema, 'properties'), name) ?? ptr(this.schema, 'additionalProperties');
    return schema && new Correlated(value[name] as JsonValue, old[name] as JsonValue, schema);
  }

  index(at: number): Correlated | undefined {
    if (!this.children.has(at)) this.children.set(at, this.item(at));
    return this.children.get(at);
  }

  private item(at: number): Correlated | undefined {
    const items = ptr(this.schema, 'items');
    if (!items || !Array.isArray(this.value)) return undefined;
    const item = this.value[at];
    const old = itemLike(item, this.old, this.schema);
    return old === undefined || item === undefined ? undefined : new Correlated(item, old, items);
  }

  /** Nothing changed; a keyed list may have its items in another order. */
  get unchanged(): boolean {
    this.same ??= this.compare();
    return this.same;
  }

  private compare(): boolean {
    const { value, old } = this;
    if (Array.isArray(value) && Array.isArray(old)) {
      if (value.length !== old.length) return false;
      if (str(this.schema, 'x-kubernetes-list-type') !== 'map') return jsonEqual(value, old);
      return value.every((_, at) => this.index(at)?.unchanged === true);
    }
    return jsonEqual(value, old);
  }
}

/** The item of a keyed list whose keys are those of `item`; undefined in lists of another type. */
export function itemLike(
  item: JsonValue | undefined,
  items: JsonValue | undefined,
  schema: Schema,
): JsonValue | undefined {
  if (!Array.isArray(items) || str(schema, 'x-kubernetes-list-type') !== 'map') return undefined;
  const keys = strings(schema, 'x-kubernetes-list-map-keys');
  const wanted = keysText(item, keys);
  return wanted === undefined ? undefined : items.find((one) => keysText(one, keys) === wanted);
}

/** The values of an item's keys; undefined where one is missing or no scalar. */
function keysText(item: JsonValue | undefined, keys: readonly string[]): string | undefined {
  if (!isObject(item) || keys.length === 0) return undefined;
  const values = keys.map((key) => (hasKey(item, key) ? item[key] : undefined));
  if (values.some((value) => value === undefined || typeof value === 'object')) return undefined;
  return values.map((value) => `${typeof value}:${String(value)}`).join('\0');
}
