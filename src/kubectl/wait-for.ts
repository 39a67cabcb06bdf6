/** What `kubectl wait` waits for (k8s.io/kubectl/pkg/cmd/wait). */

import { isObject, type JsonValue, valueAt } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { withoutTrailing } from '../api/text.js';
import { asJson } from '../api/unstructured.js';
import { jsonPathValues, readJsonPath } from './json-path.js';

/** One condition; `met` of the object as it is, undefined where it is not there. */
export interface WaitedFor {
  is: 'create' | 'delete' | 'other';
  met(object: KubeObject | undefined): boolean | { error: string };
}

/** Reads `create`, `delete`, `condition=NAME[=VALUE]`, `jsonpath=EXPRESSION[=VALUE]`; or why it is none of them. */
export function readWaitedFor(text: string): WaitedFor | { error: string } {
  const lower = text.toLowerCase();
  if (lower === 'create') return { is: 'create', met: (object) => object !== undefined };
  if (lower === 'delete') return { is: 'delete', met: (object) => object === undefined };
  if (text.startsWith('condition=')) return forCondition(text.slice('condition='.length));
  if (text.startsWith('jsonpath=')) return forPath(text.slice('jsonpath='.length));
  return { error: `unrecognized condition: "${text}"` };
}

function forCondition(text: string): WaitedFor {
  const equals = text.indexOf('=');
  const name = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
  const wanted = (equals < 0 ? 'true' : text.slice(equals + 1)).toLowerCase();
  return {
    is: 'other',
    met(object) {
      const json = object && asJson(object);
      const conditions = valueAt(json, ['status', 'conditions']);
      const one = (Array.isArray(conditions) ? conditions : []).find(
        (candidate) => String(valueAt(candidate, ['type'])).toLowerCase() === name,
      );
      if (!isObject(one)) return false;
      const generation = valueAt(json, ['metadata', 'generation']);
      const observed = one['observedGeneration'] ?? valueAt(json, ['status', 'observedGeneration']);
      if (typeof generation === 'number' && typeof observed === 'number' && observed < generation)
        return false;
      return String(one['status']).toLowerCase() === wanted;
    },
  };
}

/** A single `=` parts the expression from the value; `==` belongs to it. */
function forPath(text: string): WaitedFor | { error: string } {
  const parts = text
    .replaceAll('==', '\0')
    .split('=')
    .map((part) => part.replaceAll('\0', '=='));
  if (parts.length > 2) {
    return {
      error:
        "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    };
  }
  const [expression = '', value] = parts;
  const path = readJsonPath(expression);
  if (!path) return { error: `the jsonpath ${expression} is not understood` };
  const wanted = value && withoutTrailing(value.replace(/^['"]+/, ''), `'"`);
  if (wanted === '') {
    return {
      error:
        "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    };
  }
  return {
    is: 'other',
    met(object) {
      const found = object ? jsonPathValues(asJson(object), path) : [];
      if (found.length > 1) return { error: 'given jsonpath expression matches more than one value' };
      const [only] = found;
      if (only === undefined || wanted === undefined) return only !== undefined;
      return isNested(only)
        ? { error: 'jsonpath leads to a nested object or list which is not supported' }
        : String(only).trim() === wanted.trim();
    },
  };
}

function isNested(value: JsonValue): boolean {
  return isObject(value) || Array.isArray(value);
}
