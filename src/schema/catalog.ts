import type { KubernetesVersion } from '../api/version.js';
import { kindEntries, schemaSet } from './files.js';
import { type Lifecycle, lifecycle } from './lifecycle.js';
import { nearest } from './nearest.js';
import type { KindEntry, SchemaNode } from './set.js';

/** A kind that a Kubernetes minor serves, or that a CustomResourceDefinition adds. */
export interface KindInfo extends KindEntry {
  /** `apps/v1`; `v1` for the core group. */
  apiVersion: string;
}

/** The kinds of one Kubernetes minor. */
export interface Catalog {
  readonly version: KubernetesVersion;
  /** The kind, or undefined if this version does not serve it. */
  kind(apiVersion: string, kind: string): KindInfo | undefined;
  /** All kinds, those that are not meant to be applied too (see `role`); by group, version, kind. */
  kinds(): readonly KindInfo[];
  /** The kind with that resource name, `deployments`. */
  resource(apiVersion: string, plural: string): KindInfo | undefined;
  /** The apiVersions that serve `kind` (of `group`, if given), the preferred one first. */
  versionsOf(kind: string, group?: string): string[];
  /** The kind that a misspelt one was most likely meant to be: `Deploymnet` → `Deployment`. */
  nearestKind(kind: string): string | undefined;
  /** The apiVersion that a misspelt one was most likely meant to be, of those that serve `kind` if there are any. */
  nearestApiVersion(apiVersion: string, kind?: string): string | undefined;
  /** Where the API stands in this version; for removed APIs too. Undefined if it is not Kubernetes' own. */
  lifecycle(apiVersion: string, kind: string): Lifecycle | undefined;
  /** A definition of fields by its name. */
  definition(name: string): SchemaNode | undefined;
}

const catalogs = new Map<KubernetesVersion, Catalog>();

/** The catalog of a Kubernetes minor; the same value every time. */
export function catalog(version: KubernetesVersion): Catalog {
  let made = catalogs.get(version);
  if (!made) {
    made = createCatalog(version);
    catalogs.set(version, made);
  }
  return made;
}

/** `apps/v1` taken apart; the core group is ''. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** `apps/v1` put together; `v1` for the core group. */
export function joinApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

function createCatalog(version: KubernetesVersion): Catalog {
  const kinds: KindInfo[] = kindEntries(version).map((entry) => ({
    ...entry,
    apiVersion: joinApiVersion(entry.group, entry.version),
  }));
  const byKind = new Map(kinds.map((info) => [`${info.apiVersion} ${info.kind}`, info]));
  const applied = kinds.filter((info) => info.role === 'object' || info.role === 'request');

  const versionsOf = (kind: string, group?: string): string[] =>
    applied
      .filter((info) => info.kind === kind && (group === undefined || info.group === group))
      .sort((a, b) => comparePreference(a, b))
      .map((info) => info.apiVersion);

  return {
    version,
    kind: (apiVersion, kind) => byKind.get(`${apiVersion} ${kind}`),
    kinds: () => kinds,
    resource: (apiVersion, plural) =>
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
    lifecycle: (apiVersion, kind) => lifecycle(version, apiVersion, kind),
    definition: (name) => {
      const { definitions } = schemaSet(version);
      return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    },
  };
}

/** The `events.k8s.io` group repeats a kind of the core group; the core group is what people write. */
function comparePreference(a: KindInfo, b: KindInfo): number {
  return (
    Number(a.group !== '') - Number(b.group !== '') ||
    compareApiVersions(a.version, b.version) ||
    (a.group < b.group ? -1 : 1)
  );
}

/** Stable before beta before alpha, newer before older (k8s.io/apimachinery/pkg/version/helpers.go). Negative: `a` first. */
export function compareApiVersions(a: string, b: string): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (!rankA || !rankB) return Number(!rankA) - Number(!rankB) || (a < b ? -1 : a > b ? 1 : 0);
  return rankB[0] - rankA[0] || rankB[1] - rankA[1] || rankB[2] - rankA[2];
}

function rankOf(version: string): [stability: number, major: number, minor: number] | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return undefined;
  const stability = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [stability, Number(match[1]), Number(match[3] ?? 0)];
}
