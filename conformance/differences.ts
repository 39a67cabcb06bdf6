/** How two answers differ, in short. */
import { isObject } from '../src/api/json.js';

/** A short name for how two answers differ, the same for all cases that differ in the same way. */
export function differenceKind(expected: unknown, actual: unknown): string {
  return describe(expected, actual, '') ?? 'the same when printed';
}

function describe(expected: unknown, actual: unknown, path: string): string | undefined {
  if (isObject(expected) && isObject(actual)) {
    for (const key of [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort()) {
      const at = path ? `${path}.${generic(key)}` : generic(key);
      if (!(key in actual)) return `${at}: missing`;
      if (!(key in expected)) return `${at}: too much`;
      const found = describe(expected[key], actual[key], at);
      if (found) return found;
    }
    return undefined;
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
      const at = `${path}[]`;
      if (i >= actual.length) return `${at}: missing ${brief(expected[i])}`;
      if (i >= expected.length) return `${at}: too much ${brief(actual[i])}`;
      const found = describe(expected[i], actual[i], at);
      if (found) return found;
    }
    return undefined;
  }
  if (Object.is(expected, actual)) return undefined;
  return `${path ? `${path}: ` : ''}${brief(expected)}, not ${brief(actual)}`;
}

function brief(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : json(value);
  return generic(text).slice(0, 110);
}

/** A text without what differs from case to case: quoted values, numbers, generated names. */
function generic(text: string): string {
  return text
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ');
}

/** JSON text of any value: bigints as digits, undefined as null. */
export function json(value: unknown, indent?: number): string {
  return (
    JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? `${v}` : v), indent) ?? 'undefined'
  );
}
