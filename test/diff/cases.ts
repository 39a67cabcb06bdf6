import type { JsonObject } from '../../src/api/json.js';

/**
 * Files of cases. Each begins with `=== title`, options behind `|`; then the old manifests, `<<<` the new ones, `>>>`
 * all that is said of them. A line with `@` is a manifest in short:
 *   `@v1 Service NAME | spec: {…}`, `@Deployment NAME | fields of spec | fields of its container | fields of its pod`
 * where the name may have more metadata behind it: `@v1 Secret a, namespace: x | data: {…}`.
 */
export interface Case {
  title: string;
  options: Record<string, string>;
  old: string;
  now: string;
  said: string[];
}

const CASE = /^([^|\n]*?)(?: \|(.*))?\n([\s\S]*?)^<<<\n([\s\S]*?)^>>>\n([\s\S]*)$/m;

/** The cases of a file. */
export function casesOf(text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [, title = '', options = '', old = '', now = '', said = ''] = CASE.exec(one) ?? [];
      const words = options.split(/\s+/).filter((word) => word !== '');
      return {
        title,
        options: Object.fromEntries(words.map((word) => word.split(/=(.*)/s) as [string, string])),
        old: whole(old),
        now: whole(now),
        said: said.trimEnd().split('\n'),
      };
    });
}

function whole(text: string): string {
  return text.replace(/^@(.*)$/gm, (_line, short: string) => `---\n${manifest(short)}`);
}

const GROUPS: Record<string, string> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
};

/** A manifest written in short, on one line. */
export function manifest(short: string): string {
  const [head = '', ...parts] = short.split(/\s*\|(?=\s|$)\s?/);
  const [, apiVersion, kind = '', name = ''] = /^(\S+\d )?(\S+) (.*)$/.exec(head) ?? [];
  const start = `metadata: {name: ${name}}`;
  if (apiVersion !== undefined) {
    const body = parts.map((part) => `, ${part}`).join('');
    return `{apiVersion: ${apiVersion.trim()}, kind: ${kind}, ${start}${body}}`;
  }
  const [spec = '', container = 'image: i', pod = ''] = parts;
  const more = (text: string) => (text === '' ? '' : `, ${text}`);
  const restart = kind === 'Job' || kind === 'CronJob' ? ', restartPolicy: Never' : '';
  const podSpec = `{containers: [{name: c${more(container)}}]${restart}${more(pod)}}`;
  const label = 'app: a';
  const template = `{metadata: {labels: {${label}}}, spec: ${podSpec}}`;
  const inner: Record<string, string> = {
    Pod: podSpec,
    Job: `{template: ${template}${more(spec)}}`,
    CronJob: `{jobTemplate: {spec: {template: ${template}}}${more(spec)}}`,
    ReplicationController: `{template: ${template}${more(spec)}}`,
  };
  const workload = `{selector: {matchLabels: {${label}}}, template: ${template}${more(spec)}}`;
  return `{apiVersion: ${GROUPS[kind]}, kind: ${kind}, ${start}, spec: ${inner[kind] ?? workload}}`;
}

/**
 * Definitions of `Widget` (with a schema in v1, one that leaves all open in v1beta1, none in v1alpha1) and of the
 * cluster-scoped `Globe`.
 */
export const CRDS: JsonObject[] = (() => {
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const versions = (schema: JsonObject) => [
    { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
    { name: 'v1beta1', served: true, storage: false, schema: { openAPIV3Schema: open } },
    { name: 'v1alpha1', served: true, storage: false },
  ];
  const definition = (kind: string, scope: string, schema: JsonObject): JsonObject => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.example.com` },
    spec: {
      group: 'example.com',
      scope,
      names: { kind, plural: `${kind.toLowerCase()}s` },
      versions: versions(schema),
    },
  });
  const text = { type: 'string' };
  const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
    type: 'object',
    properties,
    ...more,
  });
  const list = (items: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'array', items, ...more });
  const keyed = (...keys: string[]): JsonObject => ({
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': keys,
  });
  const spec = object({
    size: { type: 'integer', default: 3, minimum: 0 },
    big: { type: 'integer', maximum: 10 },
    even: { type: 'integer', multipleOf: 2 },
    number: { type: 'number' },
    flag: { type: 'boolean' },
    color: { type: 'string', enum: ['red', 'blue'] },
    text: { type: 'string', minLength: 1 },
    long: { type: 'string', maxLength: 3 },
    pattern: { type: 'string', pattern: '^a' },
    few: list({ type: 'integer' }, { minItems: 1 }),
    many: list({ type: 'integer' }, { maxItems: 2 }),
    nullable: { type: 'string', nullable: true },
    mixed: { 'x-kubernetes-int-or-string': true },
    list: list(text),
    set: list(text, { 'x-kubernetes-list-type': 'set' }),
    parts: list(
      object(
        { name: text, value: { type: 'string', maxLength: 3 }, extra: { type: 'string', default: 'none' } },
        { required: ['name'] },
      ),
      keyed('name'),
    ),
    ports: list(
      object(
        { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' }, note: text },
        { required: ['port'] },
      ),
      keyed('port', 'protocol'),
    ),
    plain: list(object({ text: { type: 'string', minLength: 1 } })),
    deeper: list(object({ a: { type: 'integer' }, b: text }, { required: ['b'] })),
    map: { type: 'object', additionalProperties: text },
    nested: object({ deep: { type: 'integer', minimum: 0, default: 1 } }),
    any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    metadata: object({ tags: list(text, { 'x-kubernetes-list-type': 'set' }) }),
    raw: { 'x-kubernetes-preserve-unknown-fields': true },
  });
  const widget = definition('Widget', 'Namespaced', object({ spec }, { required: ['spec'] }));
  const globe = definition('Globe', 'Cluster', object({ spec: object({ a: { type: 'integer' } }) }));
  return [globe, widget];
})();
