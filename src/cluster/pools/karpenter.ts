/** Karpenter's NodePools: what their requirements say of nodes, and what they leave open. */
import { isObject, type JsonValue, type Path, valueAt } from '../../api/json.js';
import { groupOf, nameText, refOf, refText } from '../../api/object-key.js';
import type { KubeObject, Node, ResourceList, Taint } from '../../api/objects.js';
import { quantityError, resourceAmount } from '../../api/quantity.js';
import { asJson, asKind } from '../../api/unstructured.js';
import { nodeLike } from '../node-spec.js';
import { enoughOf } from './cluster-api.js';
import { MOST_SHAPES, type NodePool, type PoolLimit, type Shape, type Wish } from './pool.js';
import { nodePoolProblems } from './problems.js';

const GROUP = 'karpenter.sh';
const OF_POOL = 'karpenter.sh/nodepool';
const TEMPLATE = ['spec', 'template', 'spec'];
const REQUIREMENTS = [...TEMPLATE, 'requirements'];
/** What providers call the size of an instance type: memory in MiB. */
const SIZE = /^karpenter\.[a-z0-9.]+\/(?:instance|sku)-(cpu|memory)$/;
/** Labels that a provider gives every node: where nothing is said of them a pod may have its wish. */
const PROVIDED =
  /^(topology\.kubernetes\.io\/(zone|region)|topology\.k8s\.aws\/.+|kubernetes\.io\/(arch|os)|node\.kubernetes\.io\/(instance-type|windows-build)|karpenter\.sh\/capacity-type|karpenter\.[a-z0-9.]+\/.+)$/;
const NAME_OF_NODE = 'kubernetes.io/hostname';

/** One key of the requirements: all that is said of it together. */
interface Bounds {
  /** The values it may have; missing where they are not listed. */
  values?: string[];
  not: string[];
  above: number;
  below: number;
  absent: boolean;
}

/** Whether an object is a NodePool of Karpenter's. */
export function isKarpenterPool({ apiVersion, kind }: KubeObject): boolean {
  return groupOf(apiVersion) === GROUP && kind === 'NodePool';
}

/** The pool that a NodePool is. `nodes`: those that are there already. */
export function karpenterPool(object: KubeObject, nodes: readonly Node[]): NodePool {
  const json = asJson(object);
  const name = object.metadata.name ?? '';
  const written = listAt(json, REQUIREMENTS);
  const bounds = boundsOf(written);
  const labels = { ...labelsOf(json), [OF_POOL]: name };
  const taints = listAt(json, [...TEMPLATE, 'taints'])
    .filter(isObject)
    .map(taintOf)
    .filter(({ key }) => key !== '');
  const shapes = (wish: Wish) => shapesFor(name, { bounds, labels, taints }, wish);
  const own = nodes.filter(({ metadata }) => metadata.labels?.[OF_POOL] === name);
  return {
    title: refText(refOf(object)),
    name,
    object,
    ref: refOf(object),
    problems: nodePoolProblems(json),
    limits: limitsOf(json, own),
    shapes,
    at(part, key): Path {
      if (part === 'taint') {
        const at = taints.findIndex((taint) => taint.key === key);
        return at < 0 ? [...TEMPLATE, 'taints'] : [...TEMPLATE, 'taints', at];
      }
      if (part === 'limit') return ['spec', 'limits', key];
      const isOf = (requirement: string) =>
        part === 'resource' ? SIZE.exec(requirement)?.[1] === key : requirement === key;
      const at = written.findIndex((one) => isObject(one) && isOf(nameText(one['key'])));
      return at < 0 ? [...REQUIREMENTS] : [...REQUIREMENTS, at];
    },
  };
}

function listAt(json: JsonValue, path: Path): JsonValue[] {
  const list = valueAt(json, path);
  return Array.isArray(list) ? list : [];
}

function labelsOf(json: JsonValue): Record<string, string> {
  const labels = valueAt(json, ['spec', 'template', 'metadata', 'labels']);
  return isObject(labels)
    ? Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, nameText(value)]))
    : {};
}

function taintOf(value: JsonValue): Taint {
  const [key, effect] = [nameText(valueAt(value, ['key'])), nameText(valueAt(value, ['effect']))];
  const written = valueAt(value, ['value']);
  const taint = { key, effect, ...(written === undefined ? {} : { value: nameText(written) }) };
  return asKind<'Node'>({ spec: { taints: [taint] } }).spec?.taints?.[0] as Taint;
}

function boundsOf(requirements: readonly JsonValue[]): Map<string, Bounds> {
  const all = new Map<string, Bounds>();
  for (const one of requirements) {
    if (!isObject(one)) continue;
    const key = nameText(one['key']);
    const values = Array.isArray(one['values']) ? one['values'].map(nameText) : [];
    const known = all.get(key) ?? {
      not: [],
      above: Number.NEGATIVE_INFINITY,
      below: Number.POSITIVE_INFINITY,
      absent: false,
    };
    all.set(key, narrowed(known, nameText(one['operator']), values));
  }
  return all;
}

function narrowed(known: Bounds, operator: string, values: string[]): Bounds {
  const number = Number(values[0]);
  switch (operator) {
    case 'In':
      return { ...known, values: known.values ? known.values.filter((one) => values.includes(one)) : values };
    case 'NotIn':
      return { ...known, not: [...known.not, ...values] };
    case 'Gt':
      return { ...known, above: Math.max(known.above, number) };
    case 'Lt':
      return { ...known, below: Math.min(known.below, number) };
    case 'Gte':
      return { ...known, above: Math.max(known.above, number - 1) };
    case 'Lte':
      return { ...known, below: Math.min(known.below, number + 1) };
    case 'DoesNotExist':
      return { ...known, absent: true };
    default:
      return known;
  }
}

/** Whether a value is one that the key may have. */
function allows({ values, not, above, below, absent }: Bounds, value: string): boolean {
  if (absent || not.includes(value) || (values && !values.includes(value))) return false;
  if (above === Number.NEGATIVE_INFINITY && below === Number.POSITIVE_INFINITY) return true;
  return Number(value) > above && Number(value) < below;
}

interface Said {
  bounds: ReadonlyMap<string, Bounds>;
  labels: Readonly<Record<string, string>>;
  taints: Taint[];
}

/** A node for each choice that is listed, the wish first; what is not said is as the wish has it. */
function shapesFor(name: string, { bounds, labels, taints }: Said, wish: Wish): Shape[] {
  const sizes = sizesOf(bounds);
  const choices: [key: string, values: string[]][] = [];
  const fixed: Record<string, string> = { ...labels };
  const supposed: string[] = [];
  for (const [key, known] of bounds) {
    if (SIZE.test(key) || fixed[key] !== undefined) continue;
    const wanted = wish.labels[key];
    if (wanted !== undefined && allows(known, wanted) && (known.values || !PROVIDED.test(key)))
      fixed[key] = wanted;
    else if (wanted !== undefined && allows(known, wanted)) {
      fixed[key] = wanted;
      supposed.push(`${key}=${wanted}`);
    } else {
      const allowed = (known.values ?? []).filter((value) => allows(known, value));
      if (allowed.length > 0) choices.push([key, allowed]);
    }
  }
  for (const [key, value] of Object.entries(wish.labels)) {
    if (fixed[key] !== undefined || bounds.has(key) || !PROVIDED.test(key) || key === NAME_OF_NODE) continue;
    fixed[key] = value;
    supposed.push(`${key}=${value}`);
  }
  const open = wish.resources.filter((resource) => resource !== 'pods' && !sizes.known.has(resource));
  const enough = Object.fromEntries(
    open.map((resource) => [resource, sizes.most[resource] ?? enoughOf(resource)]),
  );
  return combined(choices, fixed)
    .flatMap((one) =>
      sizes.all.map((resources) => ({
        node: nodeLike(name, { resources: { ...enough, ...resources }, labels: one, taints }),
        supposed: [...supposed, ...open],
      })),
    )
    .slice(0, MOST_SHAPES);
}

/** All choices of labels that are listed. */
function combined(
  choices: readonly [key: string, values: string[]][],
  fixed: Record<string, string>,
): Record<string, string>[] {
  return choices.reduce(
    (before, [key, values]) =>
      before.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))).slice(0, MOST_SHAPES),
    [fixed],
  );
}

interface Sizes {
  /** The sizes that nodes may have, of what is known. */
  all: ResourceList[];
  known: ReadonlySet<string>;
  /** The most that there can be of what is bounded only. */
  most: ResourceList;
}

/** `karpenter.k8s.aws/instance-cpu In [4, 8]` is a size; `Gt` and `Lt` bound it only. */
function sizesOf(bounds: ReadonlyMap<string, Bounds>): Sizes {
  const listed: Record<string, string[]> = {};
  const most: ResourceList = {};
  for (const [key, known] of bounds) {
    const resource = SIZE.exec(key)?.[1];
    if (resource === undefined) continue;
    const amount = (value: string | number) => (resource === 'cpu' ? String(value) : `${value}Mi`);
    const values = known.values?.filter((value) => allows(known, value) && /^\d+$/.test(value));
    if (values && values.length > 0) listed[resource] = values.map(amount);
    else if (Number.isFinite(known.below)) most[resource] = amount(Math.max(0, known.below - 1));
  }
  const all = Object.entries(listed).reduce<ResourceList[]>(
    (before, [resource, values]) =>
      before.flatMap((one) => values.map((value) => ({ ...one, [resource]: value }))),
    [{}],
  );
  return { all: all.slice(0, MOST_SHAPES), known: new Set(Object.keys(listed)), most };
}

/** What `spec.limits` leaves beside the nodes that are there. */
function limitsOf(json: JsonValue, own: readonly Node[]): PoolLimit[] {
  const limits = valueAt(json, ['spec', 'limits']);
  if (!isObject(limits)) return [];
  return Object.entries(limits).flatMap(([resource, written]) => {
    const text = nameText(written ?? null);
    if (quantityError(text) !== undefined) return [];
    const used = own.reduce(
      (sum, { status }) =>
        sum + (resource === 'nodes' ? 1 : resourceAmount(resource, status?.capacity?.[resource] ?? '0')),
      0,
    );
    const most = resource === 'nodes' ? Number(text) : resourceAmount(resource, text);
    return [{ resource, left: most - used, text: `limits.${resource}: ${text}` }];
  });
}
