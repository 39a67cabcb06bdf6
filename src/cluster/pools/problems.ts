/** What of a pool cannot be understood, and is therefore not counted. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../../api/json.js';
import { labelKeyErrors, labelValueErrors } from '../../api/names.js';
import { nameText } from '../../api/object-key.js';
import { quantityError } from '../../api/quantity.js';
import { closest } from '../../api/suggest.js';
import { listed } from '../../api/text.js';
import type { PoolProblem } from './pool.js';

const TEMPLATE: Path = ['spec', 'template', 'spec'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
/** Operators of requirements, with whether they take values, or one number. */
const OPERATORS: Readonly<Record<string, 'values' | 'number' | 'none'>> = {
  In: 'values',
  NotIn: 'values',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'number',
  Lt: 'number',
  Gte: 'number',
  Lte: 'number',
};

/** `spot is none of On and Off, did you mean …?` */
function noneOf(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return `${JSON.stringify(word)} is none of ${listed(known)}${near === undefined ? '' : `, did you mean ${near}?`}`;
}

/** What of a NodePool of Karpenter's is not counted. */
export function nodePoolProblems(json: JsonValue): PoolProblem[] {
  const template = valueAt(json, TEMPLATE);
  if (!isObject(template)) {
    return [{ path: ['spec'], text: 'it has no spec.template.spec, which says what its nodes are' }];
  }
  return [
    ...listProblems(template, 'requirements', requirementProblem),
    ...listProblems(template, 'taints', taintProblem),
    ...labelProblems(valueAt(json, ['spec', 'template', 'metadata', 'labels'])),
    ...limitProblems(valueAt(json, ['spec', 'limits'])),
  ];
}

function listProblems(
  template: JsonObject,
  field: string,
  problemOf: (one: JsonObject) => string | undefined,
): PoolProblem[] {
  const list = template[field];
  if (list === undefined || list === null) return [];
  const path = [...TEMPLATE, field];
  if (!Array.isArray(list)) return [{ path, text: `${field} is no list` }];
  return list.flatMap((one, at): PoolProblem[] => {
    const text = isObject(one) ? problemOf(one) : 'this is no mapping';
    return text === undefined ? [] : [{ path: [...path, at], text }];
  });
}

function requirementProblem({ key, operator, values = [] }: JsonObject): string | undefined {
  if (typeof key !== 'string' || key === '') return 'the requirement has no key';
  const name = nameText(operator ?? '');
  const takes = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (takes === undefined) return `the operator ${noneOf(name, Object.keys(OPERATORS))}`;
  if (!Array.isArray(values)) return `the values of ${key} are no list`;
  if (takes === 'values' && values.length === 0) return `${name} of ${key} has no values`;
  if (takes === 'number' && (values.length !== 1 || !/^\d+$/.test(nameText(values[0] ?? '')))) {
    return `${name} of ${key} takes one whole number`;
  }
  return undefined;
}

function taintProblem({ key, effect }: JsonObject): string | undefined {
  if (typeof key !== 'string' || key === '') return 'the taint has no key';
  const name = nameText(effect ?? '');
  return EFFECTS.includes(name) ? undefined : `the effect of the taint ${key}: ${noneOf(name, EFFECTS)}`;
}

function labelProblems(labels: JsonValue | undefined): PoolProblem[] {
  if (!isObject(labels)) return [];
  return Object.entries(labels).flatMap(([key, value]): PoolProblem[] => {
    const [error] = [...labelKeyErrors(key), ...labelValueErrors(nameText(value ?? ''))];
    const path = ['spec', 'template', 'metadata', 'labels', key];
    return error === undefined ? [] : [{ path, text: `the label ${key}: ${error}` }];
  });
}

function limitProblems(limits: JsonValue | undefined): PoolProblem[] {
  if (limits === undefined || limits === null) return [];
  const path = ['spec', 'limits'];
  if (!isObject(limits)) return [{ path, text: 'limits is no mapping' }];
  return Object.entries(limits).flatMap(([resource, written]): PoolProblem[] => {
    const error = quantityError(nameText(written ?? ''));
    return error === undefined ? [] : [{ path: [...path, resource], text: `limits.${resource}: ${error}` }];
  });
}

/** How the annotations of a node group are to be read, by what follows their prefix. */
export interface GroupAnnotations {
  capacity: string;
  size: string;
  taint: RegExp;
}

const NUMBERS = ['cpu', 'memory', 'ephemeral-disk', 'maxPods', 'gpu-count'];
const CAPACITIES = [...NUMBERS, 'gpu-type', 'labels', 'taints', 'csi-driver'];
const SIZES = ['min-size', 'max-size'];

/** What of a node group of the Cluster Autoscaler is not counted. */
export function nodeGroupProblems(
  annotations: Readonly<Record<string, string>>,
  { capacity, size, taint }: GroupAnnotations,
): PoolProblem[] {
  return Object.entries(annotations).flatMap(([key, value]): PoolProblem[] => {
    const said = (text: string | undefined) =>
      text === undefined ? [] : [{ path: ['metadata', 'annotations', key], text: `${key}: ${text}` }];
    if (key.startsWith(size)) {
      const name = key.slice(size.length);
      if (!SIZES.includes(name)) return said(noneOf(name, SIZES));
      return said(/^\d+$/.test(value) ? undefined : `${JSON.stringify(value)} is no whole number`);
    }
    if (!key.startsWith(capacity)) return [];
    const name = key.slice(capacity.length);
    if (!CAPACITIES.includes(name)) return said(noneOf(name, CAPACITIES));
    if (NUMBERS.includes(name)) return said(quantityError(value));
    const parts = value.split(',').map((part) => part.trim());
    if (name === 'labels') return said(parts.map(pairError).find((error) => error !== undefined));
    if (name !== 'taints' || value === '') return [];
    const wrong = parts.find((part) => !taint.test(part));
    return said(
      wrong === undefined ? undefined : `${JSON.stringify(wrong)} is no taint such as key=value:NoSchedule`,
    );
  });
}

function pairError(part: string): string | undefined {
  const [key = '', value = ''] = part.split('=');
  const [error] = [...labelKeyErrors(key), ...labelValueErrors(value)];
  return error === undefined ? undefined : `${JSON.stringify(part)}: ${error}`;
}
