/**
 * What an expression over a custom resource may cost at most (cel-go checker/cost.go, apiserver pkg/cel/common): sizes
 * come from the schema's limits, or from what fits into a request. A function whose cost or result is not known here
 * counts for less than the server would make of it, so that nothing is refused that the server takes.
 */
import { get, intPtr, keys, type Obj, obj, ptr, str, strings } from '../fields.js';
import type { Expr } from './ast.js';
import { escapeCelName } from './schema-type.js';

const REQUEST_BYTES = 3 * 1024 * 1024;
/** Costs are unsigned 64-bit numbers that stop at their end. */
export const HIGHEST_COST = 2 ** 64;
const TRAVERSAL = 0.1;
const REGEX = 0.25;
const LIST_COST = 10;
const MAP_COST = 30;
const MESSAGE_COST = 40;
const DEEPEST = 500;

/** The sizes of what a schema describes. */
export interface Sizes {
  /** The most elements, characters or bytes. */
  max: number;
  /** The fewest bytes in JSON. */
  least: number;
  elements?: Sizes;
  fields?: ReadonlyMap<string, Sizes>;
}

/** The sizes of a node; undefined for what expressions cannot see. */
export function sizesOf(schema: Obj, resource: boolean): Sizes | undefined {
  const embedded = (inner: Obj): boolean => get(inner, 'x-kubernetes-embedded-resource') === true;
  const limit = (key: string): number | undefined => {
    const value = intPtr(schema, key);
    return value === undefined ? undefined : Math.max(0, Number(value));
  };
  if (get(schema, 'x-kubernetes-int-or-string') === true) {
    return { max: characters(limit('maxLength')) ?? REQUEST_BYTES - 2, least: 1 };
  }
  switch (str(schema, 'type')) {
    case 'array': {
      const items = ptr(schema, 'items');
      const elements = items && sizesOf(items, embedded(items));
      if (!elements) return undefined;
      const most = Math.floor((REQUEST_BYTES - 2) / (elements.least + 1));
      return { max: limit('maxItems') ?? most, least: 2, elements };
    }
    case 'object': {
      const additional = ptr(schema, 'additionalProperties');
      if (additional && !resource) {
        const elements = sizesOf(additional, embedded(additional));
        if (!elements) return undefined;
        const most = Math.floor((REQUEST_BYTES - 2) / (elements.least + 6));
        return { max: limit('maxProperties') ?? most, least: 2, elements };
      }
      return objectSizes(schema, resource, embedded);
    }
    case 'string':
      return textSizes(schema, limit('maxLength'));
    case 'boolean':
      return { max: 0, least: 4 };
    case 'number':
    case 'integer':
      return { max: 0, least: 1 };
    default:
      return undefined;
  }
}

function objectSizes(schema: Obj, resource: boolean, embedded: (inner: Obj) => boolean): Sizes {
  const fields = new Map<string, Sizes>();
  const required = new Set(strings(schema, 'required'));
  const properties = obj(schema, 'properties');
  let least = 2;
  for (const name of keys(properties)) {
    const property = obj(properties, name);
    const sizes = sizesOf(property, embedded(property));
    if (!sizes) continue;
    const field = escapeCelName(name);
    if (field !== undefined) fields.set(field, sizes);
    if (required.has(name) && get(property, 'default') === undefined) {
      least += Buffer.byteLength(name) + sizes.least + 4;
    }
  }
  if (resource) {
    const text: Sizes = { max: REQUEST_BYTES - 2, least: 2 };
    fields.set('kind', text).set('apiVersion', text);
    fields.set('metadata', {
      max: 0,
      least: 2,
      fields: new Map([
        ['name', text],
        ['generateName', text],
      ]),
    });
  }
  return { max: 0, least, fields };
}

/** A character may be four bytes. */
function characters(limit: number | undefined): number | undefined {
  return limit === undefined ? undefined : limit * 4;
}

function textSizes(schema: Obj, limit: number | undefined): Sizes {
  switch (str(schema, 'format')) {
    case 'byte':
      return { max: limit ?? REQUEST_BYTES - 2, least: 2 };
    case 'duration':
      return { max: 32, least: 3 };
    case 'date':
      return { max: 12, least: 12 };
    case 'date-time':
      return { max: 32, least: 21 };
  }
  if (limit !== undefined) return { max: limit * 4, least: 2 };
  const choices = get(schema, 'enum');
  if (!Array.isArray(choices) || choices.length === 0) return { max: REQUEST_BYTES - 2, least: 2 };
  const lengths = choices.map((choice) => (typeof choice === 'string' ? Buffer.byteLength(choice) : 0));
  return { max: Math.max(0, ...lengths), least: 2 };
}

/** How often a node may stand in one object at most, by its size alone. */
export function mostOften(sizes: Sizes): number {
  return Math.floor(REQUEST_BYTES / (sizes.least + 1));
}

/** A part of an expression: what it costs and how large its value is. */
interface Part {
  cost: number;
  size: number;
  sizes?: Sizes;
}

type Scope = ReadonlyMap<string, Sizes>;

/** The most that an expression may cost; `variables` are the sizes of what it may name. */
export function estimateCost(expr: Expr, variables: Readonly<Record<string, Sizes>>): number {
  const { cost } = estimate(expr, new Map(Object.entries(variables)), 0);
  return Math.min(cost, HIGHEST_COST);
}

const FREE: Part = { cost: 0, size: 0 };

function sized(cost: number, sizes: Sizes | undefined): Part {
  return { cost, size: sizes?.max ?? 0, ...(sizes && { sizes }) };
}

function estimate(expr: Expr, scope: Scope, depth: number): Part {
  if (depth > DEEPEST) return FREE;
  const of = (inner: Expr): Part => estimate(inner, scope, depth + 1);
  switch (expr.kind) {
    case 'literal': {
      const { value } = expr.literal;
      const size =
        typeof value === 'string' ? Array.from(value).length : value instanceof Uint8Array ? value.length : 1;
      return { cost: 0, size };
    }
    case 'ident':
      return sized(1, scope.get(expr.name));
    case 'select': {
      const operand = of(expr.operand);
      if (expr.test) return { cost: operand.cost, size: 1 };
      return sized(operand.cost + 1, operand.sizes?.fields?.get(expr.field) ?? operand.sizes?.elements);
    }
    case 'list': {
      const parts = expr.elements.map(of);
      const elements: Sizes = { max: Math.max(0, ...parts.map(({ size }) => size)), least: 0 };
      const sizes: Sizes = { max: parts.length, least: 2, elements };
      return { cost: LIST_COST + total(parts), size: parts.length, sizes };
    }
    case 'map': {
      const parts = expr.entries.flatMap(({ key, value }) => [of(key), of(value)]);
      return { cost: MAP_COST + total(parts), size: expr.entries.length };
    }
    case 'message':
      return { cost: MESSAGE_COST + total(expr.fields.map(({ value }) => of(value))), size: 0 };
    case 'call':
      return estimateCall(expr, scope, depth);
  }
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, { cost }) => sum + cost, 0);
}

function traversal(size: number): number {
  return Math.ceil(size * TRAVERSAL);
}

function estimateCall(expr: Expr & { kind: 'call' }, scope: Scope, depth: number): Part {
  const { name, target, args } = expr;
  const of = (inner: Expr): Part => estimate(inner, scope, depth + 1);
  const [first] = args;
  if (name === 'has' && !target && first?.kind === 'select') return of({ ...first, test: true });
  if (target) {
    const looped = estimateLoop(expr, target, scope, depth);
    if (looped) return looped;
  }
  const parts = args.map(of);
  const [a = FREE, b = FREE, c = FREE] = parts;
  const on = target ? of(target) : undefined;
  const all = total(parts) + (on?.cost ?? 0);
  switch (name) {
    case '_&&_':
    case '_||_':
      return { cost: a.cost + b.cost, size: 1 };
    case '_?_:_':
      return { ...(b.size > c.size ? b : c), cost: a.cost + Math.max(b.cost, c.cost) };
    case '_==_':
    case '_!=_':
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_':
      return { cost: all + traversal(Math.min(a.size, b.size)), size: 1 };
    case '@in':
      return { cost: all + (b.sizes?.fields ? 1 : b.size), size: 1 };
    case '_[_]':
    case '_[?_]':
      return sized(all + 1, a.sizes?.elements);
    case '_+_':
      return {
        ...(a.size > b.size ? a : b),
        cost: all + Math.max(1, traversal(a.size + b.size)),
        size: a.size + b.size,
      };
    case 'startsWith':
    case 'endsWith':
      return { cost: all + traversal(a.size), size: 1 };
    case 'contains':
      return { cost: all + traversal(on?.size ?? 0) * traversal(a.size), size: 1 };
    case 'matches': {
      const [text, pattern] = on ? [on, a] : [a, b];
      return { cost: all + traversal(text.size + 1) * Math.ceil(pattern.size * REGEX), size: 1 };
    }
    case 'value':
    case 'orValue':
    case 'or':
    case 'lowerAscii':
    case 'upperAscii':
    case 'trim':
      return { ...(on ?? FREE), cost: all + 1 };
    case 'dyn':
      return { ...a, cost: a.cost + 1 };
    default:
      return { cost: all + 1, size: 0 };
  }
}

/** What a round of a macro's loop costs beside its bodies, and what stands around the loop. */
const LOOPS: Readonly<Record<string, { round: number; around: number; variables: number; list?: boolean }>> =
  {
    'all/2': { round: 3, around: 1, variables: 1 },
    'all/3': { round: 3, around: 1, variables: 2 },
    'exists/2': { round: 4, around: 1, variables: 1 },
    'exists/3': { round: 4, around: 1, variables: 2 },
    'exists_one/2': { round: 2, around: 2, variables: 1 },
    'exists_one/3': { round: 2, around: 2, variables: 2 },
    'existsOne/2': { round: 2, around: 2, variables: 1 },
    'existsOne/3': { round: 2, around: 2, variables: 2 },
    'map/2': { round: 12, around: 11, variables: 1, list: true },
    'map/3': { round: 12, around: 11, variables: 1, list: true },
    'filter/2': { round: 13, around: 11, variables: 1, list: true },
  };

function estimateLoop(
  expr: Expr & { kind: 'call' },
  target: Expr,
  scope: Scope,
  depth: number,
): Part | undefined {
  const id = `${expr.name}/${expr.args.length}`;
  const loop = Object.hasOwn(LOOPS, id) ? LOOPS[id] : undefined;
  if (!loop) return undefined;
  const range = estimate(target, scope, depth + 1);
  const inner = new Map(scope);
  const elements = range.sizes?.elements ?? { max: 0, least: 0 };
  expr.args.slice(0, loop.variables).forEach((variable) => {
    if (variable.kind === 'ident') inner.set(variable.name, elements);
  });
  const bodies = expr.args.slice(loop.variables).map((body) => estimate(body, inner, depth + 1));
  const cost = range.cost + loop.around + range.size * (loop.round + total(bodies));
  if (!loop.list) return { cost, size: 1 };
  const last = bodies[bodies.length - 1] ?? FREE;
  const made = expr.name === 'filter' ? elements : (last.sizes ?? { max: last.size, least: 0 });
  return { cost, size: range.size, sizes: { max: range.size, least: 2, elements: made } };
}
