/**
 * The one table of resources: what a server of a Kubernetes minor knows by which kind, version and plural, what of it is
 * served unless the server is told otherwise, and what the API's own documents do not say: where a kind keeps the
 * template of its pods, and which changes count as a generation.
 */
import type { Path } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import { pluralOfWord } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import { compareApiVersions, joinApiVersion, splitApiVersion } from './api-version.js';
import { kindTable, schemaSet } from './files.js';
import { nearest } from './nearest.js';
import type { KindEntry, SchemaNode } from './set.js';

/** A kind that a Kubernetes minor serves unless it is told otherwise, or that a CustomResourceDefinition adds. */
export interface Resource extends KindEntry {
  /** `apps/v1`; `v1` for the core group. */
  apiVersion: string;
}

/** The kinds of one Kubernetes minor. */
export interface Resources {
  readonly version: KubernetesVersion;
  /** The resource of a kind, or undefined if this version does not serve it, or only if it is told to. */
  find(apiVersion: string, kind: string): Resource | undefined;
  /** The resource of a kind whatever its version, the preferred one; of `group`, if given. */
  ofKind(kind: string, group?: string): Resource | undefined;
  /** Whether this version knows a kind and does not serve it unless it is told to (`--runtime-config`). */
  isOff(apiVersion: string, kind: string): boolean;
  /** The apiVersions of `group` in which a kind is off, the preferred one first. */
  offVersionsOf(kind: string, group: string): string[];
  /** Whether a group is Kubernetes' own in this version, served or not. */
  hasGroup(group: string): boolean;
  /** All kinds that are served, those that are not meant to be applied too (see `role`); by group, version, kind. */
  all(): readonly Resource[];
  /** The resource with that name, `deployments`. */
  named(apiVersion: string, plural: string): Resource | undefined;
  /** The apiVersions that serve `kind` (of `group`, if given), the preferred one first. */
  versionsOf(kind: string, group?: string): string[];
  /** The kind that a misspelt one was most likely meant to be: `Deploymnet` → `Deployment`. */
  nearestKind(kind: string): string | undefined;
  /** The apiVersion that a misspelt one was most likely meant to be, of those that serve `kind` if there are any. */
  nearestApiVersion(apiVersion: string, kind?: string): string | undefined;
  /** A definition of fields by its name. */
  definition(name: string): SchemaNode | undefined;
}

const tables = new Map<KubernetesVersion, Resources>();

/** The resources of a Kubernetes minor; the same value every time. */
export function resources(version: KubernetesVersion): Resources {
  let made = tables.get(version);
  if (!made) {
    made = createTable(version);
    tables.set(version, made);
  }
  return made;
}

function createTable(version: KubernetesVersion): Resources {
  const table = kindTable(version);
  const kinds: Resource[] = table.kinds.map((entry) => ({
    ...entry,
    apiVersion: joinApiVersion(entry.group, entry.version),
  }));
  const off = new Map(Object.entries(table.off));
  const groups = new Set([...kinds.map((info) => info.group), ...[...off.keys()].map(groupOf)]);
  const byKind = new Map(kinds.map((info) => [`${info.apiVersion} ${info.kind}`, info]));
  const ofKind = new Map<string, Resource | undefined>();
  const applied = kinds.filter((info) => info.role === 'object' || info.role === 'request');

  const versionsOf = (kind: string, group?: string): string[] =>
    applied
      .filter((info) => info.kind === kind && (group === undefined || info.group === group))
      .sort((a, b) => comparePreference(a, b))
      .map((info) => info.apiVersion);

  return {
    version,
    find: (apiVersion, kind) => byKind.get(`${apiVersion} ${kind}`),
    ofKind: (kind, group) => {
      const key = `${group ?? '*'} ${kind}`;
      if (!ofKind.has(key)) ofKind.set(key, byKind.get(`${versionsOf(kind, group)[0]} ${kind}`));
      return ofKind.get(key);
    },
    isOff: (apiVersion, kind) => off.get(apiVersion)?.includes(kind) ?? false,
    offVersionsOf: (kind, group) =>
      [...off]
        .filter(([apiVersion, names]) => groupOf(apiVersion) === group && names.includes(kind))
        .map(([apiVersion]) => apiVersion)
        .sort((a, b) => compareApiVersions(splitApiVersion(a).version, splitApiVersion(b).version)),
    hasGroup: (group) => groups.has(group),
    all: () => kinds,
    named: (apiVersion, plural) =>
      applied.find((info) => info.apiVersion === apiVersion && info.plural === plural),
    versionsOf,
    nearestKind: (kind) => nearest(kind, new Set(applied.map((info) => info.kind))),
    nearestApiVersion: (apiVersion, kind) => {
      const serving = kind === undefined ? [] : versionsOf(kind);
      return (
        nearest(apiVersion, serving) ??
        serving[0] ??
        nearest(apiVersion, new Set(applied.map((info) => info.apiVersion)))
      );
    },
    definition: (name) => {
      const { definitions } = schemaSet(version);
      return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    },
  };
}

/** The `events.k8s.io` group repeats a kind of the core group; the core group is what people write. */
function comparePreference(a: Resource, b: Resource): number {
  return (
    Number(a.group !== '') - Number(b.group !== '') ||
    compareApiVersions(a.version, b.version) ||
    (a.group < b.group ? -1 : 1)
  );
}

/** Where a kind keeps the template of the pods that it makes, from the object's root; a Pod is its own. */
const POD_TEMPLATES: ReadonlyMap<string, Path> = new Map([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ['Deployment', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The kinds whose objects are pods or make some. */
export const POD_TEMPLATE_KINDS: readonly string[] = [...POD_TEMPLATES.keys()];

/** The way to the pod template of a kind of Kubernetes' own (`Deployment`); undefined for kinds that have none. */
export function podTemplatePath(kind: string): Path | undefined {
  return POD_TEMPLATES.get(kind);
}

const SPEC: readonly Path[] = [['spec']];
const WEBHOOKS: readonly Path[] = [['webhooks']];
/** What counts as a generation: the fields that PrepareForUpdate of pkg/registry compares. */
const GENERATIONS: ReadonlyMap<string, readonly Path[]> = new Map([
  ['Pod', SPEC],
  ['PodTemplate', [['template']]],
  ['Deployment', [...SPEC, ['metadata', 'annotations']]],
  ['ReplicaSet', SPEC],
  ['ReplicationController', SPEC],
  ['StatefulSet', SPEC],
  ['DaemonSet', SPEC],
  ['Job', SPEC],
  ['CronJob', SPEC],
  ['HorizontalPodAutoscaler', SPEC],
  ['PodDisruptionBudget', SPEC],
  ['Ingress', SPEC],
  ['IngressClass', SPEC],
  ['NetworkPolicy', SPEC],
  ['EndpointSlice', [['endpoints'], ['ports'], ['addressType']]],
  ['PriorityClass', []],
  ['FlowSchema', SPEC],
  ['PriorityLevelConfiguration', SPEC],
  ['CustomResourceDefinition', SPEC],
  ['MutatingWebhookConfiguration', WEBHOOKS],
  ['ValidatingWebhookConfiguration', WEBHOOKS],
  ['MutatingAdmissionPolicy', SPEC],
  ['MutatingAdmissionPolicyBinding', SPEC],
  ['ValidatingAdmissionPolicy', SPEC],
  ['ValidatingAdmissionPolicyBinding', SPEC],
]);

/** The fields of a kind of Kubernetes' own whose changes the server counts; undefined for kinds without generations. */
export function generationFields(kind: string): readonly Path[] | undefined {
  return GENERATIONS.get(kind);
}

/** A resource as messages of the API server name it: `pods`, `deployments.apps`. */
export function resourceName({ group, plural }: Pick<Resource, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** The plural of a kind that nobody describes, as definitions are most often named: `boxes`, `policies`, `gateways`. */
export function guessPlural(kind: string): string {
  return pluralOfWord(kind.toLowerCase());
}

/**
 * The resource of an object, or of a kind alone, as messages name it. The group is that which the object says, the plural
 * that of the table, or guessed.
 */
export function resourceNameOf(
  version: KubernetesVersion,
  { kind, apiVersion }: { kind: string; apiVersion?: string },
): string {
  const table = resources(version);
  const known = (apiVersion && table.find(apiVersion, kind)) || table.ofKind(kind);
  const group = apiVersion ? groupOf(apiVersion) : (known?.group ?? '');
  return resourceName({ group, plural: known?.plural ?? guessPlural(kind) });
}

/** The plural of a kind of Kubernetes' own, as it is filed (`pods`); guessed for others. */
export function pluralOf(version: KubernetesVersion, kind: string): string {
  return resources(version).ofKind(kind)?.plural ?? guessPlural(kind);
}
