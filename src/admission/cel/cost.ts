/**
 * What an expression over a custom resource may cost at most (cel-go checker/cost.go): sizes come from the schema's
 * limits, from literals, or from what fits into a request; where nothing bounds a size there is no end to the cost.
 */
import type { Expr } from './ast.js';
import { callEstimate } from './call-estimate.js';
import { dotted } from './check.js';
import {
  type Entry,
  FIXED,
  HIGHEST_COST,
  known,
  type Part,
  type Size,
  union,
  unionEntry,
} from './cost-parts.js';
import { overloadsOf } from './library.js';
import type { Sizes } from './sizes.js';
import { type CelType, DYN, TYPE_NAMES } from './types.js';

const LIST_COST = 10;
const MAP_COST = 30;
const MESSAGE_COST = 40;
const DEEPEST = 500;
const SCALARS: ReadonlySet<string> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);
/** What is looked into with a cost. */
const CONTAINERS: ReadonlySet<string> = new Set(['map', 'object', 'param']);

/** A name that a macro binds. */
interface Local {
  path: readonly string[];
  size: Size | undefined;
}

type Scope = ReadonlyMap<string, Local>;
type Call = Expr & { kind: 'call' };

/** The most that an expression may cost; `root` are the sizes of `self` and `oldSelf`, `types` those of its parts. */
export function estimateCost(expr: Expr, types: ReadonlyMap<Expr, CelType>, root: Sizes): number {
  return Math.min(new Estimator(types, root).part(expr, new Map()).cost, HIGHEST_COST);
}

class Estimator {
  private depth = 0;

  constructor(
    private readonly types: ReadonlyMap<Expr, CelType>,
    private readonly root: Sizes,
  ) {}

  part(expr: Expr, scope: Scope): Part {
    if (this.depth > DEEPEST) return { cost: 0, path: [], type: DYN };
    this.depth += 1;
    const part = this.partOf(expr, scope);
    this.depth -= 1;
    return part;
  }

  private partOf(expr: Expr, scope: Scope): Part {
    const type = this.types.get(expr) ?? DYN;
    switch (expr.kind) {
      case 'literal': {
        const { value } = expr.literal;
        const long = typeof value === 'string' || value instanceof Uint8Array;
        const size = !long ? 1 : typeof value === 'string' ? Array.from(value).length : value.length;
        const whole = typeof value === 'bigint' ? { value } : {};
        return { cost: 0, path: [], type, size: FIXED(size), ...whole };
      }
      case 'ident': {
        const local = scope.get(expr.name);
        const path = local ? local.path : [expr.name];
        return this.sized({ cost: 1, path, type }, local?.size);
      }
      case 'select':
        return this.select(expr, type, scope);
      case 'list': {
        const parts = expr.elements.map((element) => this.part(element, scope));
        const entry: Entry = { list: true, key: FIXED(1), value: unionOf(parts) };
        return { cost: LIST_COST + total(parts), path: [], type, size: FIXED(parts.length), entry };
      }
      case 'map': {
        const keys = expr.entries.map(({ key }) => this.part(key, scope));
        const values = expr.entries.map(({ value }) => this.part(value, scope));
        const entry: Entry = { list: false, key: unionOf(keys), value: unionOf(values) };
        const cost = MAP_COST + total([...keys, ...values]);
        return { cost, path: [], type, size: FIXED(keys.length), entry };
      }
      case 'message': {
        const parts = expr.fields.map(({ value }) => this.part(value, scope));
        return this.sized({ cost: MESSAGE_COST + total(parts), path: [], type });
      }
      case 'call':
        return this.call(expr, type, scope);
    }
  }

  private select(expr: Expr & { kind: 'select' }, type: CelType, scope: Scope): Part {
    const name = dotted(expr);
    if (name !== undefined && TYPE_NAMES.has(name)) return this.sized({ cost: 1, path: [name], type });
    const operand = this.part(expr.operand, scope);
    if (expr.optional) return this.sized({ cost: operand.cost + 1, path: [], type });
    const cost = operand.cost + (CONTAINERS.has(operand.type.kind) ? 1 : 0);
    return this.sized({ cost, path: [...operand.path, expr.field], type });
  }

  /** The part with its size: by the schema, by its type, else what is told. */
  private sized(part: Part, told?: Size): Part {
    const size = part.size ?? this.sizeAt(part.path) ?? (isScalar(part.type) ? FIXED(1) : told);
    return size ? { ...part, size } : part;
  }

  /** The size of what is at a path. The first step is the variable: whatever it is, the path goes on from the root. */
  sizeAt(path: readonly string[]): Size | undefined {
    if (path.length === 0) return undefined;
    let at: Sizes | undefined = this.root;
    for (const step of path.slice(1)) {
      if (step === '@keys') at = at.elements && { max: 0, least: 2 };
      else at = step === '@items' || step === '@values' ? at.elements : at.fields?.get(step);
      if (!at) return undefined;
    }
    return { min: 0, max: at.max };
  }

  private call(expr: Call, type: CelType, scope: Scope): Part {
    const { name, target, args } = expr;
    const [first, second, third] = args;
    if (name === 'has' && !target && first?.kind === 'select') {
      return { cost: this.part(first.operand, scope).cost, path: [], type, size: FIXED(1) };
    }
    if (name === 'dyn' && !target && first) {
      const { cost, size, entry } = this.part(first, scope);
      return { cost: cost + 1, path: [], type, ...(size && { size }), ...(entry && { entry }) };
    }
    if (target) {
      const macro = this.macro(expr, target, type, scope);
      if (macro) return macro;
    }
    const parts = args.map((arg) => this.part(arg, scope));
    const [a, b, c] = parts;
    if ((name === '_&&_' || name === '_||_') && a && b) {
      return { cost: a.cost + b.cost, path: [], type, size: FIXED(1) };
    }
    if (name === '_?_:_' && a && b && c && second && third) {
      const entry = unionEntry(b.entry, c.entry);
      const cost = a.cost + Math.max(b.cost, c.cost);
      return { cost, path: [], type, size: union(known(b), known(c)), ...(entry && { entry }) };
    }
    // `sets.contains(…)`: the name in front is that of a library.
    const library = target?.kind === 'ident' && !scope.has(target.name) ? `${target.name}.${name}` : '';
    const qualified = overloadsOf(library) !== undefined;
    const on = target && !qualified ? this.part(target, scope) : undefined;
    const cost = total(parts) + (on?.cost ?? 0);
    if (name === '_[_]' && a) {
      const step = a.type.kind === 'list' ? '@items' : '@values';
      const indexed: Part = { cost: cost + 1, path: [...a.path, step], type };
      return this.sized(a.entry ? { ...indexed, size: a.entry.value } : indexed);
    }
    const own = callEstimate(qualified ? library : name, on, parts, (path) => this.sizeAt(path));
    const entry = name === '_+_' ? unionEntry(a?.entry, b?.entry) : undefined;
    return this.sized({
      cost: Math.min(cost + own.cost, HIGHEST_COST),
      path: [],
      type,
      ...(own.size && { size: own.size }),
      ...(entry && { entry }),
    });
  }

  /** The cost of a macro by that of what it stands for; undefined for a call that is none. */
  private macro(expr: Call, target: Expr, type: CelType, scope: Scope): Part | undefined {
    const { name, args } = expr;
    const [variable, body] = args;
    if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2 && variable && body) {
      return this.optionalMacro(expr, target, type, scope);
    }
    const id = `${name}/${args.length}`;
    const loop = Object.hasOwn(LOOPS, id) ? LOOPS[id] : undefined;
    if (!loop) return undefined;
    const range = this.part(target, scope);
    const list = range.entry?.list ?? range.type.kind === 'list';
    const inner = new Map(scope);
    const [key, value] = list ? ['@indices', '@items'] : ['@keys', '@values'];
    const bind = (at: number, step: string, size: Size | undefined): void => {
      const named = args[at];
      if (named?.kind === 'ident') inner.set(named.name, { path: [...range.path, step], size });
    };
    const single = loop.variables === 1;
    bind(0, single && list ? value : key, single && list ? range.entry?.value : range.entry?.key);
    if (!single) bind(1, value, range.entry?.value);
    const bodies = args.slice(loop.variables).map((one) => this.part(one, inner));
    const rounds = known(range).max;
    const around = range.cost + loop.around;
    if (name === 'sortBy') return this.sortBy(around, rounds, bodies[0], type);
    const cost = Math.min(around + rounds * (loop.round + total(bodies)), HIGHEST_COST);
    if (loop.made === 'scalar') return { cost, path: [], type, size: FIXED(1) };
    const part: Part = { cost, path: [], type, size: known(range) };
    const last = loop.made === 'items' ? this.item(range, inner, args[0]) : bodies[bodies.length - 1];
    if (loop.made === 'map' || !last) return part;
    return { ...part, entry: { list: true, key: FIXED(1), value: union(FIXED(0), known(last)) } };
  }

  /** The variable of a loop, as it stands in what is made of it. */
  private item(range: Part, inner: Scope, variable: Expr | undefined): Part {
    const local = variable?.kind === 'ident' ? inner.get(variable.name) : undefined;
    const of = range.type.kind === 'list' ? range.type.of : DYN;
    return this.sized({ cost: 1, path: local?.path ?? [], type: of }, local?.size);
  }

  /** The list is bound to a name, its keys are made of it, then both are compared, each with each. */
  private sortBy(around: number, rounds: number, key: Part | undefined, type: CelType): Part {
    const keys = 1 + LIST_COST + 1 + rounds * (12 + (key?.cost ?? 0));
    const textual = key?.type.kind === 'string' || key?.type.kind === 'bytes';
    const compared = Math.ceil(rounds * rounds * (textual ? 2.1 : 2));
    const cost = Math.min(around + keys + 1 + compared + LIST_COST + 1, HIGHEST_COST);
    return { cost, path: [], type, size: { min: 0, max: Math.min(rounds * rounds, HIGHEST_COST) } };
  }

  private optionalMacro({ name, args }: Call, target: Expr, type: CelType, scope: Scope): Part {
    const [variable, body] = args;
    const on = this.part(target, scope);
    const inner = new Map(scope);
    const held = on.type.kind === 'opaque' ? (on.type.of[0] ?? DYN) : DYN;
    const { size } = this.sized({ cost: 0, path: [], type: held });
    if (variable?.kind === 'ident') inner.set(variable.name, { path: [], size });
    const made = body ? this.part(body, inner) : undefined;
    // The optional is asked whether it holds something, then for it, which is bound to the name.
    const bound = LIST_COST + on.cost + 1 + (made?.cost ?? 0);
    const cost = on.cost + 1 + bound + (name === 'optMap' ? 1 : 0);
    return this.sized({ cost, path: [], type });
  }
}

function isScalar(type: CelType): boolean {
  if (type.kind !== 'opaque') return SCALARS.has(type.kind);
  return type.name === 'optional_type' && isScalar(type.of[0] ?? DYN);
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, { cost }) => sum + cost, 0);
}

function unionOf(parts: readonly Part[]): Size {
  const [first, ...others] = parts;
  return first ? others.reduce((size, part) => union(size, known(part)), known(first)) : FIXED(0);
}

interface Loop {
  /** What a round costs beside the expressions. */
  round: number;
  /** What stands around the loop. */
  around: number;
  variables: 1 | 2;
  made: 'scalar' | 'items' | 'list' | 'map';
}

const ALL: Loop = { round: 3, around: 1, variables: 1, made: 'scalar' };
const EXISTS: Loop = { round: 4, around: 1, variables: 1, made: 'scalar' };
const ONE: Loop = { round: 2, around: 2, variables: 1, made: 'scalar' };
const LIST: Loop = { round: 12, around: 11, variables: 1, made: 'list' };
const MAP: Loop = { round: 3, around: 31, variables: 2, made: 'map' };
const ENTRIES: Loop = { round: 2, around: 31, variables: 2, made: 'map' };

const LOOPS: Readonly<Record<string, Loop>> = {
  'all/2': ALL,
  'all/3': { ...ALL, variables: 2 },
  'exists/2': EXISTS,
  'exists/3': { ...EXISTS, variables: 2 },
  'exists_one/2': ONE,
  'exists_one/3': { ...ONE, variables: 2 },
  'existsOne/2': ONE,
  'existsOne/3': { ...ONE, variables: 2 },
  'map/2': LIST,
  'map/3': LIST,
  'filter/2': { round: 13, around: 11, variables: 1, made: 'items' },
  'sortBy/2': { round: 0, around: LIST_COST, variables: 1, made: 'list' },
  'transformList/3': { ...LIST, variables: 2 },
  'transformList/4': { ...LIST, variables: 2 },
  'transformMap/3': MAP,
  'transformMap/4': MAP,
  'transformMapEntry/3': ENTRIES,
  'transformMapEntry/4': ENTRIES,
};
