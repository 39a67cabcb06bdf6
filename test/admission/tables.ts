import type { Admitted } from '../../src/admission/answer.js';
import type { AdmitOptions } from '../../src/admission/options.js';
import { admissionPlugins } from '../../src/admission/plugins/index.js';
import type { FieldError } from '../../src/api/field-error.js';
import { isObject, type JsonObject, type JsonValue } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { admit } from './any-kind.js';

/**
 * A table of what admission answers, as text. Lines in the margin ask, those behind four spaces answer:
 *
 *     world OBJECTS                           the objects that plugins look at from here on
 *     object OBJECT                           a sound object, which the lines below change
 *     create CHANGE [with OPTIONS] [show PLACES]   what is said when the changed object is created
 *     update CHANGE [with OPTIONS] [show PLACES]   what is said when the stored object is changed so
 *
 * With places it is told what is stored there, if the object is accepted. OPTIONS are those of `admit`, and `had`: what
 * others have changed of the stored object since.
 *
 * A change is a JSON object of places (`spec.ports.0.name`, a dot of a key as `\\.`) and values; null takes away.
 * `{"$repeat":["a",64]}` stands for a long text, `{"$each":[513,"k#"]}` for a list (of numbers, if the text is `#`) and `{"$keys":[513,"k#","v"]}` for a
 * map with the number in place of `#`. What is repeated in an answer is shown as `a{64}`.
 */
export function answered(table: string): string {
  let base: JsonObject = {};
  let world: readonly JsonObject[] | undefined;
  const out: string[] = [];
  for (const line of table.split('\n')) {
    const [, verb = '', rest = ''] = /^(world|object|create|update) (.*)$/.exec(line) ?? [];
    if (line.startsWith('    ')) continue;
    out.push(line);
    if (verb === 'world') world = JSON.parse(rest) as JsonObject[];
    else if (verb === 'object') base = expanded(JSON.parse(rest)) as JsonObject;
    else if (verb !== '') out.push(...answer(verb, rest, base, world).map((text) => `    ${text}`));
  }
  return out.join('\n');
}

function answer(
  verb: string,
  rest: string,
  base: JsonObject,
  world: readonly JsonObject[] | undefined,
): string[] {
  const [asked = '', places = ''] = rest.split(' show ');
  const [change, options = {}] = asked
    .split(' with ')
    .map((text) => expanded(JSON.parse(text)) as JsonObject);
  const plugins = world && admissionPlugins(clusterOf(world));
  const admitted = admitAs(verb, base, change ?? {}, {
    ...options,
    ...(plugins && { plugins }),
  } as AdmitOptions);
  if (places === '' || admitted.refusal) return said(admitted);
  return places.split(' ').map((place) => `${place}: ${JSON.stringify(valueAt(admitted.object, place))}`);
}

function clusterOf(objects: readonly JsonObject[]): Cluster {
  return Cluster.empty.with(
    objects.map((object) => ({ verb: 'create', object: object as unknown as KubeObject }) as const),
  );
}

function admitAs(
  verb: string,
  base: JsonObject,
  change: JsonObject,
  { had, missing, ...options }: AdmitOptions & { had?: JsonObject; missing?: boolean },
): Admitted {
  if (verb === 'create') return admit(changed(base, change), options);
  if (missing) return admit(changed(base, change), { ...options, operation: 'update' });
  const old = changed(admit(base, options).object, had ?? {});
  return admit(changed(old, change), { ...options, operation: 'update', old });
}

/** A copy of `object` with the values of `change` at their places. */
export function changed(object: JsonObject, change: JsonObject): JsonObject {
  const copy = structuredClone(object);
  for (const [place, value] of Object.entries(change)) {
    const steps = stepsOf(place);
    const last = steps.pop() ?? '';
    let at = copy;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as JsonObject;
    }
    if (value === null || value === undefined) delete at[last];
    else at[last] = structuredClone(value);
  }
  return copy;
}

function valueAt(object: JsonObject, place: string): JsonValue | undefined {
  let at: JsonValue | undefined = object;
  for (const step of stepsOf(place)) at = (at as JsonObject | undefined)?.[step];
  return at;
}

function stepsOf(place: string): string[] {
  return place.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));
}

function expanded(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(expanded);
  if (!isObject(value)) return value;
  const numbered = (count: JsonValue | undefined, text: JsonValue | undefined): JsonValue[] =>
    Array.from({ length: Number(count) }, (_, at) =>
      text === '#' ? at : JSON.parse(JSON.stringify(text).replaceAll('#', String(at))),
    );
  const { $repeat, $each, $keys } = value;
  if (Array.isArray($repeat)) return String($repeat[0]).repeat(Number($repeat[1]));
  if (Array.isArray($each)) return expanded(numbered($each[0], $each[1]));
  if (Array.isArray($keys)) {
    return Object.fromEntries(
      numbered($keys[0], $keys[1]).map((key) => [String(key), expanded($keys[2] ?? '')]),
    );
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expanded(inner ?? null)]));
}

/** All that is said of an object: field errors (and where, if the manifest has another name for it), a refusal, warnings. */
export function said({ errors, decoding, refusal, warnings }: Admitted): string[] {
  const refused =
    refusal && errors.length === 0 ? [`${refusal.code} ${refusal.reason} ${refusal.message}`] : [];
  if (decoding.length > 0) refused.push(`at ${decoding.map(({ path }) => path.join('.')).join(', ')}`);
  for (const { field, message } of refusal?.causes ?? []) refused.push(`cause ${field}: ${message}`);
  const all = [...errors.map(told), ...refused, ...warnings.map((warning) => `warning: ${warning}`)];
  return all.length === 0 ? ['accepted'] : all.map(shown);
}

function told({ field, message, path }: FieldError): string {
  const place = path.join('.');
  const named = field.replace(/\[([^\]]*)\]/g, '.$1');
  return `${field}: ${message}${place === named ? '' : ` (at ${place})`}`;
}

function shown(text: string): string {
  return text
    .replace(/([^ ])\1{29,}/g, (all, one: string) => `${one}{${all.length}}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\u00a0', '\\u00a0');
}
