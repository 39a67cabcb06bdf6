/** Sets of field paths, as managed fields keep them (sigs.k8s.io/structured-merge-diff/fieldpath). */

/** One step as it is printed: `.spec`, `[name="c"]`, `[="finalizer"]`, `[0]`. */
export type PathStep = string;
export type FieldPath = readonly PathStep[];

/** A set of paths. Immutable: every operation gives a new one. */
export class FieldSet {
  private constructor(private readonly paths: ReadonlyMap<string, FieldPath>) {}

  static readonly EMPTY = new FieldSet(new Map());

  static of(paths: Iterable<FieldPath>): FieldSet {
    const map = new Map<string, FieldPath>();
    for (const path of paths) map.set(pathKey(path), path);
    return new FieldSet(map);
  }

  get isEmpty(): boolean {
    return this.paths.size === 0;
  }

  has(path: FieldPath): boolean {
    return this.paths.has(pathKey(path));
  }

  /** The paths, sorted by their steps: fields by name, items by key. */
  list(): FieldPath[] {
    return [...this.paths.values()].sort(comparePaths);
  }

  union(other: FieldSet): FieldSet {
    return new FieldSet(new Map([...this.paths, ...other.paths]));
  }

  intersection(other: FieldSet): FieldSet {
    return this.filter((key) => other.paths.has(key));
  }

  difference(other: FieldSet): FieldSet {
    return this.filter((key) => !other.paths.has(key));
  }

  private filter(keep: (key: string) => boolean): FieldSet {
    return new FieldSet(new Map([...this.paths].filter(([key]) => keep(key))));
  }

  /** Every proper beginning of a path, for asking whether anything lies below a place. */
  prefixes(): Set<string> {
    const found = new Set<string>();
    for (const path of this.paths.values()) {
      for (let length = 1; length < path.length; length += 1) found.add(pathKey(path.slice(0, length)));
    }
    return found;
  }

  /** The set with the beginnings of its paths that `keep` wants as members too. */
  withPrefixes(keep: (prefix: FieldPath) => boolean): FieldSet {
    const all: FieldPath[] = [...this.paths.values()];
    for (const path of this.paths.values()) {
      for (let length = 1; length < path.length; length += 1) {
        const prefix = path.slice(0, length);
        if (keep(prefix)) all.push(prefix);
      }
    }
    return FieldSet.of(all);
  }
}

/** The key under which sets file a path. */
export function pathKey(path: FieldPath): string {
  return JSON.stringify(path);
}

/** `.spec.template.spec.containers[name="c"].image`. */
export function pathText(path: FieldPath): string {
  return path.join('');
}

function comparePaths(a: FieldPath, b: FieldPath): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const left = a[i] as string;
    const right = b[i] as string;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

export interface FieldsV1 {
  [step: string]: FieldsV1;
}

/** A key of a step and its value: `name="c"`, `port=80`. */
const STEP_KEY = /(?<!\w)([A-Za-z]\w*)=("(?:[^"\\]|\\.)*"|[^,\]]*)/g;

/** The set as managedFields writes it: `{"f:spec":{".":{},"f:size":{}}}`. */
export function fieldsV1(set: FieldSet): FieldsV1 {
  const root: FieldsV1 = {};
  for (const path of set.list()) {
    let at = root;
    for (const step of path) {
      const key = stepV1(step);
      at[key] ??= {};
      at = at[key];
    }
    at['.'] ??= {};
  }
  return withoutLoneDots(root);
}

function stepV1(step: PathStep): string {
  if (step.startsWith('.')) return `f:${step.slice(1)}`;
  if (step.startsWith('[=')) return `v:${step.slice(2, -1)}`;
  if (/^\[-?\d+\]$/.test(step)) return `i:${step.slice(1, -1)}`;
  // `[name="c",port=80]`: the values are JSON already.
  return `k:{${[...step.matchAll(STEP_KEY)].map(([, key, value]) => `"${key}":${value}`).join(',')}}`;
}

/** The set that managedFields write: the other way round. Steps that make no sense are passed over. */
export function fieldSetOf(fields: FieldsV1): FieldSet {
  const paths: FieldPath[] = [];
  const visit = (node: FieldsV1, path: FieldPath): void => {
    for (const key of Object.keys(node)) {
      if (key === '.') {
        paths.push(path);
        continue;
      }
      const step = stepOf(key);
      const below = node[key];
      if (step === undefined || !below) continue;
      if (Object.keys(below).length === 0) paths.push([...path, step]);
      else visit(below, [...path, step]);
    }
  };
  visit(fields, []);
  return FieldSet.of(paths);
}

function stepOf(key: string): PathStep | undefined {
  const text = key.slice(2);
  switch (key.slice(0, 2)) {
    case 'f:':
      return `.${text}`;
    case 'v:':
      return `[=${text}]`;
    case 'i:':
      return `[${text}]`;
    case 'k:': {
      const members = [...text.matchAll(/"([A-Za-z]\w*)":("(?:[^"\\]|\\.)*"|[^,}]*)/g)];
      return `[${members
        .map(([, name, value]) => `${name}=${value}`)
        .sort()
        .join(',')}]`;
    }
    default:
      return undefined;
  }
}

/** Leaves are written as `{}`, not as members with nothing below. */
function withoutLoneDots(node: FieldsV1): FieldsV1 {
  const keys = Object.keys(node);
  if (keys.length === 1 && keys[0] === '.') return {};
  return Object.fromEntries(
    keys.map((key) => [key, key === '.' ? {} : withoutLoneDots(node[key] as FieldsV1)]),
  );
}
