import { isObject, type JsonValue, type Path } from '../api/json.js';
import { typesOfValue } from './value-types.js';
import { type ResolvedNode, resolve, type SchemaSource } from './walk.js';

/** Fields that an API's newer versions have in another form. By definition, then by the old name. Those that moved as they are: src/lint/former-fields.ts. */
const MOVED: Record<string, Record<string, string>> = {
  'io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec': {
    targetCPUUtilizationPercentage: 'autoscaling/v2 writes it as an item of metrics with resource.name cpu',
  },
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec': {
    version: 'apiextensions.k8s.io/v1 writes it as an item of versions',
    validation: 'apiextensions.k8s.io/v1 writes it as versions[].schema',
    subresources: 'apiextensions.k8s.io/v1 writes it as versions[].subresources',
    additionalPrinterColumns: 'apiextensions.k8s.io/v1 writes it as versions[].additionalPrinterColumns',
  },
  'io.k8s.api.apps.v1.DeploymentSpec': { rollbackTo: 'apps/v1 has no such field: use kubectl rollout undo' },
};

/** How far a field that is at home elsewhere is looked for, and among how many schema nodes. */
const DEEPEST = 9;
const MOST_NODES = 4000;

/** What became of `key` of `definition`, if it was there in an older version of the API. */
export function movedTo(definition: string | undefined, key: string): string | undefined {
  const fields = definition !== undefined && Object.hasOwn(MOVED, definition) ? MOVED[definition] : undefined;
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

interface Place {
  /** Field names from the root; `[]` after the name of a list. */
  steps: string[];
  at: ResolvedNode;
}

/**
 * Where else in the object a field called `key`, which `parent` does not know, could stand with such a value:
 * `imagePullPolicy belongs in spec.template.spec.containers[]`. The place nearest to where it was written; of those
 * as near, the one that the fields beside it (`siblings`) speak for. Undefined if there is none.
 */
export function belongsIn(
  source: SchemaSource,
  parent: Path,
  key: string,
  value: JsonValue | undefined,
  siblings?: JsonValue,
): string | undefined {
  const found = placeFor(source, parent, key, value, siblings);
  // Text where another plain value is meant may have run on from the line below.
  return (
    found ?? (typeof value === 'string' ? placeFor(source, parent, key, undefined, siblings) : undefined)
  );
}

function placeFor(
  source: SchemaSource,
  parent: Path,
  key: string,
  value: JsonValue | undefined,
  siblings: JsonValue | undefined,
): string | undefined {
  const near = signsOf(key, siblings);
  const here = parent.filter((step) => typeof step === 'string');
  let best: { place: string; cost: number } | undefined;
  const queue: Place[] = [{ steps: [], at: resolve(source, source.root) }];
  for (const [visited, { steps, at }] of queue.entries()) {
    if (visited >= MOST_NODES) break;
    if (!isAlternative(steps, here) && takesField(source, at, key, value)) {
      const cost = costOf(steps, here) - nearness(steps, near);
      if (!best || cost < best.cost) best = { place: steps.join('.'), cost };
    }
    if (steps.length >= DEEPEST) continue;
    for (const [name, node] of Object.entries(at.node.properties ?? {})) {
      const next = resolve(source, node);
      const item = next.node.items;
      if (name === 'status' && steps.length === 0) continue;
      if (item) queue.push({ steps: [...steps, `${name}[]`], at: resolve(source, item) });
      else if (next.node.properties) queue.push({ steps: [...steps, name], at: next });
    }
  }
  if (!best) return undefined;
  return best.place === '' ? `${key} belongs at the top of the object` : `${key} belongs in ${best.place}`;
}

/**
 * The sources of a volume, the handlers of a probe: their fields are alike, but not meant for each other. The metadata
 * and what stands beside it are nothing of the kind.
 */
function isAlternative(steps: readonly string[], here: readonly string[]): boolean {
  return (
    steps.length === here.length &&
    steps.at(-1) !== 'metadata' &&
    here.at(-1) !== 'metadata' &&
    namesOf(steps)
      .slice(0, -1)
      .every((name, index) => name === here[index])
  );
}

function namesOf(steps: readonly string[]): string[] {
  return steps.map((step) => step.replace('[]', ''));
}

function takesField(
  source: SchemaSource,
  at: ResolvedNode,
  key: string,
  value: JsonValue | undefined,
): boolean {
  const field =
    at.node.properties && Object.hasOwn(at.node.properties, key) ? at.node.properties[key] : undefined;
  if (!field) return false;
  const { node } = resolve(source, field);
  if (value === undefined) return !node.properties && !node.items;
  if (
    !typesOfValue(value).some(
      (type) => node.type === type || (Array.isArray(node.type) && node.type.includes(type)),
    )
  ) {
    return false;
  }
  // A mapping belongs where its own fields are known.
  if (!isObject(value) || !node.properties) return true;
  return Object.keys(value).every((name) => Object.hasOwn(node.properties!, name));
}

/** Steps up from where it was written, then down to the other place; going up is a little cheaper. */
function costOf(steps: readonly string[], here: readonly string[]): number {
  const names = namesOf(steps);
  let shared = 0;
  while (shared < names.length && names[shared] === here[shared]) shared++;
  return (here.length - shared) * 0.9 + (names.length - shared);
}

/** What speaks for one of several places: the empty field just above, other fields beside, the name itself. */
interface Signs {
  empty?: string;
  beside: ReadonlySet<string>;
  key: string;
}

function signsOf(key: string, siblings: JsonValue | undefined): Signs {
  const keys = isObject(siblings) ? Object.keys(siblings) : [];
  const above = keys.slice(0, Math.max(0, keys.indexOf(key)));
  const empty = above.findLast((name) => isObject(siblings) && siblings[name] === null);
  return { key, beside: new Set(keys), ...(empty !== undefined && { empty }) };
}

/** Less than the cost of one step, all in all. */
function nearness(steps: readonly string[], { key, empty, beside }: Signs): number {
  const names = namesOf(steps);
  const last = names.at(-1);
  if (last === undefined) return 0;
  const sure = last === empty ? 0.4 : 0;
  const likely = names.some((name) => beside.has(name)) ? 0.2 : 0;
  return sure + likely + (key.startsWith(last) ? 0.1 : 0);
}
