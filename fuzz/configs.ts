/** What a team says to kubeplan itself: configurations, suppressions, baselines. */
import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, type JsonValue, textOf } from '../src/api/json.js';
import { CATALOGUE } from '../src/lint/rules/catalogue.js';
import type { Draw } from './draw.js';
import type { Seeds } from './seeds.js';
import { mutateText } from './texts.js';
import { copyOf, mutateObjects } from './trees.js';
import { CANARY, TEXTS } from './words.js';
import { textOfObjects } from './write.js';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../schemas/config.json', import.meta.url), 'utf8'),
) as JsonObject;

export const VERSIONS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];
export const SEVERAL_VERSIONS = ['1.28..1.37', '1.34,1.37', '1.37..1.34', '1.35..', '..', '1.30,1.30', ','];
export const NODES = [
  '3x cpu=4,memory=16Gi',
  '1x cpu=1,memory=1Gi,zone=a; 2x cpu=16,memory=64Gi,zone=b,taint=a=b:NoSchedule',
  'cpu=0',
  '2x cpu=4,memory=16Gi,pods=1,example.com/gpu=2',
  '1000x cpu=1',
];
export const POOLS = [
  'name=big,cpu=16,memory=64Gi,zone=a|b,max=10',
  'name=small,cpu=4,memory=16Gi',
  'cpu=1,memory=1Gi',
  'name=big,cpu=9223372036854775807,max=9223372036854775807',
  'name=__proto__,cpu=1,constructor=x',
  'name=a,name=a',
];
export const WISHES = [
  'deployment/web:cpu=250m',
  'web:cpu=0',
  'pod/web:memory=-1',
  'deployment/__proto__:cpu=1',
  ':',
];
/** What is done once the manifests are applied. */
export const THENS = [
  'drain n7 --ignore-daemonsets --delete-emptydir-data --force',
  'fail node/n7; wait 10m; recover node/n7',
  'fail zone/a',
  'kubectl scale deploy/web --replicas=2147483647',
  'scale deploy --all --replicas=0',
  'rollout restart deploy/web; rollout undo deploy/web --to-revision=1',
  `create secret generic harmless --from-literal=a=${CANARY}1 --from-literal b=${CANARY}2`,
  `patch secret/harmless -p '{"stringData":{"a":"${CANARY}3"}}'`,
  'set env deploy/web __proto__=1',
  'set image deploy/web *=a:1',
  'label pods --all __proto__=x; annotate deploy --all a=b',
  'delete deploy --all; wait 5m',
  'taint nodes --all a=b:NoExecute',
  'crash deployment/web; wait 1h',
  'add node cpu=4; remove node/n7',
  'patch deploy web --type=json -p \'[{"op":"remove","path":"/spec"}]\'',
  'wait deploy/web --for=jsonpath={.status}=1 --timeout=9999h',
];
export const IMAGES = ['*', '*app*', 'app:*', '***************a', 'nginx', '[a', '(a+)+$', '?'];
const PATTERNS = [
  'old',
  '*.txt',
  '**/b.yaml',
  '{a,{b,c}}/**',
  '[z-a]',
  `${'**/'.repeat(20)}x`,
  '../**',
  'new/k*',
];
const NAMES = ['web', '*', 'a*b*', 'default', 'shop', '__proto__'];

/** The texts that a field takes, beside those that nobody would write. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  extends: ['base.yaml', 'base.yaml', '.kubeplan.yaml', 'new', 'nowhere.yaml'],
  kubernetes: VERSIONS,
  exclude: PATTERNS,
  paths: ['new', 'new/*.yaml', ...PATTERNS],
  crds: ['crds.yaml'],
  policies: ['policies.yaml'],
  cluster: ['cluster.yaml'],
  schedulerConfig: ['scheduler.yaml'],
  baseline: ['baseline.json'],
  nodes: NODES,
  nodePortRange: ['30000-32767', '0-99999999', '1-1'],
  kinds: ['Deployment', 'Pod', 'Secret', 'deployment', 'toString'],
  format: ['text', 'json', 'json=out/json'],
  for: ['1h', '3650d', '0s'],
  failImage: IMAGES,
  crash: IMAGES,
  neverReady: IMAGES,
};
const COUNTS = [0, 1, 10, 60, 300];

/** Names of rules, of groups of them, and what looks like one. */
function rule(draw: Draw): string {
  const { name } = draw.pick(CATALOGUE);
  if (draw.chance(0.8)) return name;
  return draw.pick(['*', `${name.split('/')[0]}/*`, `${name}x`, '__proto__', 'a/b', '*/*-*', '-']);
}

/** A value of a schema: not every one is right, most are. */
function valueFor(schema: JsonObject, field: string, draw: Draw): JsonValue {
  const { $ref, enum: allowed, type, properties, required, items, additionalProperties } = schema;
  if (typeof $ref === 'string') return valueFor(definition($ref), field, draw);
  if (Array.isArray(allowed)) return draw.pick(allowed);
  if (type === 'array' && isObject(items)) {
    const item = items;
    return Array.from({ length: draw.few(3) }, () => valueFor(item, field, draw));
  }
  if (type === 'boolean') return draw.chance(0.5);
  if (type === 'integer') return draw.pick(COUNTS);
  if (type !== 'object') return draw.chance(0.04) ? draw.pick(TEXTS) : draw.pick(WORDS[field] ?? NAMES);
  const made: [string, JsonValue][] = [];
  for (const [name, inner] of Object.entries(isObject(properties) ? properties : {})) {
    const isAsked = Array.isArray(required) && required.includes(name);
    if (isObject(inner) && (isAsked || draw.chance(0.25))) made.push([name, valueFor(inner, name, draw)]);
  }
  if (isObject(additionalProperties)) {
    const keyOf = () => (field === 'rules' ? rule(draw) : draw.pick(NAMES));
    for (let left = draw.few(4); left > 0; left--)
      made.push([keyOf(), valueFor(additionalProperties, field, draw)]);
  }
  return Object.fromEntries(made);
}

function definition($ref: string): JsonObject {
  const { definitions } = SCHEMA;
  const found = isObject(definitions) ? definitions[$ref.slice($ref.lastIndexOf('/') + 1)] : undefined;
  if (!isObject(found)) throw new Error(`schemas/config.json has no ${$ref}`);
  return found;
}

/** A configuration; it names no files but those there are. */
export function configuration(files: Readonly<Record<string, string>>, seeds: Seeds, draw: Draw): string {
  const made = valueFor(SCHEMA, '', draw) as JsonObject;
  for (const field of ['crds', 'policies', 'cluster', 'schedulerConfig', 'extends']) {
    const isThere = [made[field] ?? []].flat().every((name) => files[String(name)] !== undefined);
    if (!isThere && draw.chance(0.95)) delete made[field];
  }
  const objects = [made];
  if (draw.chance(0.3)) mutateObjects(objects, draw.few(4), seeds, draw);
  const text = textOfObjects(objects, draw);
  return draw.chance(0.1) ? mutateText(text, draw.few(3), false, seeds, draw) : text;
}

/** What a comment or an annotation says of rules. */
function asked(draw: Draw): string {
  const names = Array.from({ length: draw.few(4) }, () => rule(draw)).join(draw.pick([',', ', ', ' ']));
  const reason = draw.chance(0.3) ? draw.pick(TEXTS) : 'it is meant';
  return draw.pick([`${names}: ${reason}`, names, `${names} ${reason}`, '', `: ${names}`]);
}

/** A text with comments that ask for silence: at the ends of lines, above them, for the file. */
export function commented(text: string, draw: Draw): string {
  const lines = text.split('\n');
  for (let left = draw.few(6); left > 0; left--) {
    const at = draw.below(lines.length);
    const comment = `${draw.pick(['#', '# ', '## '])}kubeplan-ignore${draw.pick(['', '', '-file', '-x'])} ${asked(draw)}`;
    if (draw.chance(0.5)) lines[at] = `${lines[at]} ${comment}`;
    else lines.splice(at, 0, /^ */.exec(lines[at]!)![0] + comment);
  }
  return lines.join('\n');
}

/** Objects of which one asks for silence itself. */
export function annotate(objects: readonly JsonObject[], draw: Draw): void {
  const { metadata } = draw.pick(objects);
  if (!isObject(metadata)) return;
  const annotations = isObject(metadata['annotations']) ? metadata['annotations'] : {};
  metadata['annotations'] = { ...annotations, 'kubeplan.dev/ignore': `${asked(draw)}; ${asked(draw)}` };
}

/** A baseline of what might be found in some objects. */
export function baseline(objects: readonly JsonObject[], seeds: Seeds, draw: Draw): string {
  const findings = objects.flatMap(({ kind, metadata, apiVersion }): JsonObject[] => {
    const { name = '', namespace = '' } = isObject(metadata) ? metadata : {};
    const written = textOf(apiVersion);
    const group = written.includes('/') ? `${written.split('/')[0]}/` : '';
    const object = `${group}${textOf(kind)} ${textOf(namespace)}/${textOf(name)}`;
    const key = `${rule(draw)} ${object} ${draw.pick(seeds.keys)}`;
    return [{ key, file: draw.pick(['new/a.yaml', 'gone.yaml', '../x']), count: draw.pick([1, 2, 9e15]) }];
  });
  const made = [{ format: 'kubeplan.baseline/1', findings: copyOf<JsonObject[]>(findings) }];
  if (draw.chance(0.25)) mutateObjects(made, draw.few(4), seeds, draw);
  const text = JSON.stringify(made[0], (_, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  return draw.chance(0.1) ? mutateText(text, draw.few(3), false, seeds, draw) : text;
}
