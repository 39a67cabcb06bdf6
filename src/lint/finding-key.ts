/** What findings are recognised by when texts change around them. */
import type { Finding } from '../api/finding.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';

/** What the items of lists are told apart by. */
const NAMES = ['name', 'key', 'mountPath', 'containerPort', 'port'];

/**
 * The rule, the object and the field, without the file or line, and items of lists by their names: the same wherever the object
 * stands. Of what is about no object, the rule alone.
 */
export function findingKey({ rule, object, path = [] }: Finding, value?: JsonObject): string {
  if (!object) return rule;
  const { apiVersion, kind, namespace = '', name } = object;
  const group = apiVersion.includes('/') ? `${apiVersion.slice(0, apiVersion.indexOf('/'))}/` : '';
  return [rule, `${group}${kind}`, `${namespace}/${name}`, value ? namedPath(path, value) : fieldPath(path)]
    .join(' ')
    .trimEnd();
}

/** `spec.containers[web].image`: a path on which items go by their names. */
function namedPath(path: Path, value: JsonValue): string {
  return path
    .map((step, at) => {
      if (typeof step !== 'number') return at === 0 ? step : `.${step}`;
      const item = valueAt(value, path.slice(0, at + 1));
      const name = isObject(item)
        ? NAMES.map((key) => item[key]).find((one) => one !== undefined)
        : undefined;
      return `[${typeof name === 'string' || typeof name === 'number' ? name : step}]`;
    })
    .join('');
}
