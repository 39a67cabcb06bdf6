/** The paths of `--for=jsonpath=…`, as far as they name values: `.status.phase`, `[0]`, `[*]`, `['a.b']`, `[?(@.type=="Ready")]`. */
import { isObject, type JsonValue } from '../api/json.js';

type Part =
  | { key: string }
  | { index: number }
  | { all: true }
  | { where: { path: readonly string[]; is: string } };

const PART =
  /^(?:\.?\[(?<index>-?\d+)\]|\.?\[(?<all>\*)\]|\.(?<star>\*)|\.?\['(?<quoted>[^']*)'\]|\.?\["(?<double>[^"]*)"\]|\.?\[\?\(@(?<path>(?:\.[\w-]+)+)\s*==\s*(?<is>'[^']*'|"[^"]*"|[\w.-]+)\s*\)\]|\.?(?<key>(?:[\w/-]|\\.)+))/;

/** A path read; undefined for one that is not understood here. */
export function readJsonPath(text: string): readonly Part[] | undefined {
  const inside = /^\{(.*)\}$/s.exec(text.trim())?.[1] ?? text.trim();
  let rest = inside.replace(/^\$/, '');
  const parts: Part[] = [];
  while (rest !== '') {
    const found = PART.exec(rest);
    const groups = found?.groups;
    if (!found || !groups) return undefined;
    parts.push(partOf(groups));
    rest = rest.slice(found[0].length);
  }
  return parts.length === 0 ? undefined : parts;
}

function partOf(groups: Record<string, string | undefined>): Part {
  const { index, all, star, quoted, double, path, is = '', key = '' } = groups;
  if (index !== undefined) return { index: Number(index) };
  if (all !== undefined || star !== undefined) return { all: true };
  if (path !== undefined)
    return { where: { path: path.slice(1).split('.'), is: is.replace(/^(['"])(.*)\1$/s, '$2') } };
  return { key: quoted ?? double ?? key.replace(/\\(.)/g, '$1') };
}

/** The values that a path leads to. */
export function jsonPathValues(value: JsonValue | undefined, parts: readonly Part[]): JsonValue[] {
  let found: JsonValue[] = value === undefined ? [] : [value];
  for (const part of parts) found = found.flatMap((one) => stepInto(one, part));
  return found;
}

function stepInto(value: JsonValue, part: Part): JsonValue[] {
  if ('key' in part) {
    const next = isObject(value) && Object.hasOwn(value, part.key) ? value[part.key] : undefined;
    return next === undefined ? [] : [next];
  }
  const items = Array.isArray(value) ? value : [];
  if ('index' in part) {
    const item = items.at(part.index);
    return item === undefined ? [] : [item];
  }
  if ('where' in part) {
    const { path, is } = part.where;
    const keys = path.map((key) => ({ key }));
    return items.filter((item) => jsonPathValues(item, keys).some((one) => String(one) === is));
  }
  return isObject(value) ? Object.values(value).filter((one) => one !== undefined) : [...items];
}
