/** Changes of a manifest as its user would write them: shown as YAML to paste, and done to the object to see what comes of it. */
import {
  cloneJson,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
  valueAt,
} from '../../api/json.js';
import type { KubeObject } from '../../api/objects.js';
import { asJson, asObject } from '../../api/unstructured.js';
import { writeYaml } from '../../manifest/write-yaml.js';

/** `add` puts an item at the end of the list at `path`; `replace` sets the field, whether it is there or not. */
export interface FieldEdit {
  action: 'add' | 'replace' | 'remove';
  path: Path;
  /** Absent for a removal. */
  value?: JsonValue;
  /** Nothing is done where the field is not written: the server fills it in by what is changed beside it. */
  ifThere?: true;
}

/** What is pasted: `- {key: dedicated, operator: Exists}`, `maxSkew: 2`; undefined for a removal. */
export function yamlOf({ action, path, value }: FieldEdit): string | undefined {
  if (action === 'remove') return undefined;
  const last = path.at(-1);
  const text = writeYaml(value);
  return action === 'add' || typeof last === 'number' ? `- ${text}` : `${writeYaml(String(last))}: ${text}`;
}

/** The object after the edits. It stays as it is itself. */
export function changedObject<T extends KubeObject>(object: T, edits: readonly FieldEdit[]): T {
  return edits.length === 0 ? object : (asObject(changedJson(asJson(object), edits)) as T);
}

/** A value after the edits; the last is done first, so that places in lists stay true. */
export function changedJson(value: JsonObject, edits: readonly FieldEdit[]): JsonObject {
  const copy = cloneJson(value);
  for (const edit of edits.filter((one) => isToDo(value, one)).reverse()) doEdit(copy, edit);
  return copy;
}

/** Whether there is anything to do: what is not written can be neither removed nor kept in step. */
export function isToDo(value: JsonObject, { action, path, ifThere }: FieldEdit): boolean {
  return (action !== 'remove' && !ifThere) || valueAt(value, path) !== undefined;
}

function doEdit(object: JsonObject, { action, path, value = null }: FieldEdit): void {
  const last = path.at(-1);
  const holder = holderOf(object, path, action !== 'remove');
  if (holder === undefined || last === undefined) return;
  if (action === 'remove') remove(holder, last);
  else if (action === 'replace') put(holder, last, value);
  else {
    const list = Array.isArray(holder) ? holder[Number(last)] : holder[String(last)];
    put(holder, last, [...(Array.isArray(list) ? list : []), value]);
  }
}

/** What the last step of a path stands in; where it is to be made, mappings are put on the way. */
function holderOf(object: JsonObject, path: Path, make: boolean): JsonObject | JsonValue[] | undefined {
  let at: JsonObject | JsonValue[] = object;
  for (const step of path.slice(0, -1)) {
    const next: JsonValue | undefined = Array.isArray(at) ? at[Number(step)] : at[String(step)];
    if (isObject(next) || Array.isArray(next)) at = next;
    else {
      if (!make || Array.isArray(at)) return undefined;
      const made: JsonObject = {};
      setKey(at, String(step), made);
      at = made;
    }
  }
  return at;
}

function put(holder: JsonObject | JsonValue[], key: string | number, value: JsonValue): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else setKey(holder, String(key), value);
}

function remove(holder: JsonObject | JsonValue[], key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[String(key)];
}
