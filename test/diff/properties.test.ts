import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cloneJson,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  valueAt,
} from '../../src/api/json.js';
import { diffManifests } from '../../src/diff/diff.js';
import { sameMeaning } from '../../src/diff/meaning.js';
import { type Change, diffObjects } from '../../src/diff/object-diff.js';
import { orderCounts } from '../../src/diff/pod-template.js';
import { applyPatch, threeWayPatch } from '../../src/patch/three-way.js';
import { diffJson } from '../../src/report/diff-json.js';
import { diffText } from '../../src/report/diff-text.js';
import { kindShape } from '../../src/schema/field-shapes.js';
import { documents } from './manifests.js';

const shapes = (kind: string) => kindShape('1.36', kind === 'Deployment' ? 'apps/v1' : 'v1', kind).shapeAt;

const name = fc.constantFrom('a', 'b', 'c', 'd');
const text = fc.constantFrom('x', 'y', '1', 'a b', '');
const quantity = fc.constantFrom('1', '1000m', '2', '0.5', '500m', '1Gi', '1024Mi');
const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const unique = <T extends JsonObject>(item: fc.Arbitrary<T>, key: string) =>
  fc.uniqueArray(item, { selector: (one) => one[key], maxLength: 4 });

function record(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc
    .record(model)
    .map(
      (made) =>
        Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) as JsonObject,
    );
}

const container = record({
  name,
  image: text,
  args: some(fc.array(text, { maxLength: 3 })),
  env: some(unique(record({ name, value: some(text) }), 'name')),
  resources: some(
    record({ limits: fc.dictionary(fc.constantFrom('cpu', 'memory'), quantity, { minKeys: 1 }) }),
  ),
});
const deployment = record({
  apiVersion: fc.constant('apps/v1'),
  kind: fc.constant('Deployment'),
  metadata: record({ name: fc.constant('web'), labels: some(fc.dictionary(name, text)) }),
  spec: record({
    replicas: some(fc.integer({ min: 0, max: 9 })),
    selector: fc.constant({ matchLabels: { app: 'web' } }),
    template: record({
      metadata: fc.constant({ labels: { app: 'web' } }),
      spec: record({ containers: unique(container, 'name'), nodeSelector: some(fc.dictionary(name, text)) }),
    }),
  }),
});
const service = record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Service'),
  metadata: fc.constant({ name: 's' }),
  spec: record({
    selector: some(fc.dictionary(name, text)),
    ports: some(unique(record({ port: fc.integer({ min: 1, max: 5 }), name: some(name) }), 'port')),
  }),
});
const anyObject = fc.oneof(deployment, service);
const twoOfAKind = fc.oneof(fc.tuple(deployment, deployment), fc.tuple(service, service));

const kindOf = (object: JsonObject) => String(object['kind']);
const changesOf = (old: JsonObject, now: JsonObject) =>
  diffObjects(old, now, shapes(kindOf(old)), orderCounts(kindOf(old)));

/** Keys of every mapping in another order. */
function shuffled(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, shuffled(field as JsonValue)]),
  );
}

/** Without mappings and lists that have nothing in them: of a struct that goes only the fields are told. */
function filled(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(filled);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, filled(field as JsonValue)] as const);
  return Object.fromEntries(
    fields.filter(([, field]) => typeof field !== 'object' || Object.keys(field ?? {}).length > 0),
  );
}

/** `old` with the changes made: removed items last, so that the ways to the others hold. */
function withChanges(old: JsonObject, changes: readonly Change[]): JsonObject {
  const result = cloneJson(old);
  const parentOf = (path: Path) => {
    let at: JsonValue = result;
    for (const step of path.slice(0, -1)) {
      if (Array.isArray(at)) at = at[Number(step)] as JsonValue;
      else if (isObject(at)) {
        const next: JsonValue | undefined = at[String(step)];
        if (next === undefined || next === null) at[String(step)] = {};
        at = at[String(step)] as JsonValue;
      }
    }
    return at;
  };
  for (const { op, oldPath, new: value } of changes.filter(
    (change) => change.op === 'replace' || change.op === 'add',
  )) {
    const last = oldPath.at(-1) as string | number;
    // An item that is new goes to the end of its list.
    if (typeof last === 'number' && op === 'add') {
      const way = oldPath.slice(0, -1);
      const holder = parentOf(way) as JsonObject;
      const key = String(way.at(-1));
      holder[key] = [...((holder[key] as JsonValue[] | undefined) ?? []), value as JsonValue];
    } else {
      const parent = parentOf(oldPath);
      if (Array.isArray(parent)) parent[Number(last)] = value as JsonValue;
      else if (isObject(parent)) parent[String(last)] = value as JsonValue;
    }
  }
  // The deepest first, and later items before earlier ones.
  const removals = changes.filter(({ op }) => op === 'remove');
  removals.sort(
    (a, b) => b.oldPath.length - a.oldPath.length || Number(b.oldPath.at(-1)) - Number(a.oldPath.at(-1)) || 0,
  );
  for (const { oldPath } of removals) {
    const parent = parentOf(oldPath);
    const last = oldPath.at(-1) as string | number;
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (isObject(parent)) delete parent[String(last)];
  }
  return result;
}

describe('properties of the object diff', () => {
  it('an object does not differ from itself, however its keys are ordered', () => {
    fc.assert(
      fc.property(anyObject, (object) => {
        expect(changesOf(object, object)).toEqual([]);
        expect(changesOf(object, shuffled(object) as JsonObject)).toEqual([]);
      }),
    );
  });

  it('the order of items that are told apart by key and do not run in order changes nothing', () => {
    fc.assert(
      fc.property(service, (object) => {
        const turned = cloneJson(object);
        const spec = turned['spec'] as JsonObject;
        if (Array.isArray(spec['ports'])) spec['ports'].reverse();
        expect(changesOf(object, turned)).toEqual([]);
      }),
    );
  });

  it('the changes listed turn the old object into the new one, by meaning', () => {
    fc.assert(
      fc.property(twoOfAKind, ([old, now]) => {
        const changes = changesOf(old, now);
        const made = withChanges(old, changes);
        // Order is told apart by itself; here the items count.
        const [left, right] = [filled(made), filled(now)];
        expect(sameMeaning(left, right, shapes(kindOf(old)), [], () => false)).toBe(true);
      }),
    );
  });

  it('a change has its values at its paths', () => {
    fc.assert(
      fc.property(twoOfAKind, ([old, now]) => {
        for (const change of changesOf(old, now)) {
          if (change.op === 'reorder') continue;
          if (change.old !== undefined) expect(valueAt(old, change.oldPath)).toEqual(change.old);
          if (change.new !== undefined) expect(valueAt(now, change.newPath)).toEqual(change.new);
        }
      }),
    );
  });
});

describe('properties of kubectl apply', () => {
  it('what was applied and is applied next is what is there, whatever the server had of the first', () => {
    fc.assert(
      fc.property(twoOfAKind, ([old, now]) => {
        const shapeAt = shapes(kindOf(old));
        const before = JSON.stringify([old, now]);
        const patch = threeWayPatch(old, now, old, shapeAt, 'strategic');
        const { merged } = applyPatch(old, patch, shapeAt, 'strategic');
        expect(sameMeaning(merged, now, shapeAt, [], () => false)).toBe(true);
        expect(JSON.stringify([old, now])).toBe(before);
      }),
    );
  });

  it('applying the same again sends nothing', () => {
    fc.assert(
      fc.property(anyObject, (object) => {
        expect(threeWayPatch(object, object, object, shapes(kindOf(object)), 'strategic')).toEqual({});
      }),
    );
  });
});

describe('secrets', () => {
  const secret = fc.string({
    minLength: 8,
    maxLength: 24,
    unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzQWX#"\\:{ '),
  });
  const yaml = (value: unknown) => JSON.stringify(value);
  const base64 = (value: string) => Buffer.from(value).toString('base64');

  it('are in no output, wherever they stand and whatever they are', () => {
    const place = fc.constantFrom('data', 'stringData', 'env', 'argument', 'docker', 'job', 'broken');
    fc.assert(
      fc.property(secret, secret, place, fc.boolean(), (one, two, where, comes) => {
        const marked = (value: string) => `s3cr3t${value}t3rc3s`;
        const write = (value: string): string => {
          const pod = (extra: string) =>
            `{containers: [{name: c, image: i, ${extra}}], restartPolicy: Never}`;
          switch (where) {
            case 'data':
              return `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {k: ${yaml(base64(value))}}\n`;
            case 'stringData':
              return `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {k: ${yaml(value)}}\n`;
            case 'broken':
              return `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {k: ${yaml(value)}}\n`;
            case 'docker':
              return `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: ${yaml(JSON.stringify({ auths: { r: { password: value } } }))}}\n`;
            case 'argument':
              return `apiVersion: v1\nkind: Pod\nmetadata: {name: s}\nspec: ${pod(`args: [${yaml(`--db-password=${value}`)}]`)}\n`;
            case 'job':
              return `apiVersion: batch/v1\nkind: Job\nmetadata: {name: s}\nspec: {template: {spec: ${pod(`env: [{name: DB_PASSWORD, value: ${yaml(value)}}]`)}}}\n`;
            default:
              return `apiVersion: v1\nkind: Pod\nmetadata: {name: s}\nspec: ${pod(`env: [{name: API_TOKEN, value: ${yaml(value)}}]`)}\n`;
          }
        };
        const values = [marked(one), marked(two)];
        const old = documents(comes ? '' : write(values[0]!), 'old.yaml');
        const now = documents(write(values[1]!), 'new.yaml');
        const diff = diffManifests(old, now);
        const said = [
          diffText(diff),
          diffText(diff, { verbose: true, width: 80 }),
          diffJson(diff),
          JSON.stringify(diff.objects),
        ].join('\n');
        for (const value of values) {
          for (const form of [value, base64(value), JSON.stringify(value).slice(1, -1)]) {
            expect(said).not.toContain(form);
          }
          expect(said).not.toContain('s3cr3t');
        }
      }),
      { numRuns: 200 },
    );
  });
});
