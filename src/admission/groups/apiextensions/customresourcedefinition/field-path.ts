/** Simple JSON paths into a schema (`.spec.a`, `.labels['x']`), as rules and selectable fields name them. */
import { get, keys, ptr } from '../../../fields.js';
import type { Schema } from '../../../shared/structs.js';

interface FieldPath {
  /** The path as the server writes it: `spec.a[x]`. */
  text: string;
  root: string;
  schema: Schema | undefined;
}

const NO_FIELD = 'does not refer to a valid field';
const END = 'unexpected end of JSON path';

/** Follows a path through a schema's properties; an error where it leads nowhere. */
export function followFieldPath(
  path: string,
  schema: Schema,
  options: { arrays: boolean },
): FieldPath | { error: string } {
  const tokens = tokensOf(path);
  let at: Schema | undefined = schema;
  let text = '';
  let root = '';
  const step = (name: string): string | undefined => {
    if (keys(ptr(at, 'properties')).length > 0) {
      text += text === '' ? name : `.${name}`;
      root ||= name;
      at = ptr(ptr(at, 'properties'), name);
      return at ? undefined : NO_FIELD;
    }
    if (get(at, 'additionalProperties') === undefined) return NO_FIELD;
    text += `[${name}]`;
    at = ptr(at, 'additionalProperties');
    return undefined;
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    let name = tokens[index + 1];
    if (token === '[' && !options.arrays) return { error: 'array notation is not allowed' };
    if (token !== '[' && token !== '.') return { error: `expected [ or . but got: ${token}` };
    if (name === undefined) return { error: END };
    index += 1;
    if (token === '[') {
      if (!/^'.*'$/s.test(name) || name.length < 2) {
        return { error: `expected single quoted string but got ${name}` };
      }
      name = name.slice(1, -1).replace(/\\(['\\])/g, '$1');
    }
    const wrong = step(name);
    if (wrong !== undefined) return { error: wrong };
    if (token === '[') {
      index += 1;
      const close = tokens[index];
      if (close === undefined) return { error: END };
      if (close !== ']') return { error: `expected ] but got ${close}` };
    }
  }
  return { text, root, schema: at };
}

function tokensOf(path: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < path.length) {
    let end = at + 1;
    if (path[at] === "'") {
      while (end < path.length && !(path[end] === "'" && path[end - 1] !== '\\')) end += 1;
      end += 1;
    } else if (!'.[]'.includes(path[at] ?? '')) {
      while (end < path.length && !'.[]'.includes(path[end] ?? '')) end += 1;
    }
    tokens.push(path.slice(at, end));
    at = end;
  }
  return tokens;
}
