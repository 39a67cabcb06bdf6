/** The API server as lint asks it: of a world in which there is what the files say, and what every cluster has. */
import type { JsonObject, JsonValue } from '../api/json.js';
import { isObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import type { KubernetesVersion } from '../api/version.js';
import { type AdmissionContext, type AdmittedObject, admitObject } from '../apiserver/admit-object.js';
import { adopt } from '../apiserver/adopt.js';
import { servedKind } from '../apiserver/served.js';
import { Cluster } from '../cluster/cluster.js';
import { withAssumed } from '../simulation/assumed.js';
import { placed } from '../simulation/manifests.js';

/** Kinds whose objects decide about others on their way in. */
const DECIDE = new Set([
  'CustomResourceDefinition',
  'IngressClass',
  'LimitRange',
  'Namespace',
  'PriorityClass',
  'ResourceQuota',
  'RuntimeClass',
  'ServiceAccount',
  'StorageClass',
]);
const DEFAULT_NAMESPACE = 'default';

export interface FilesServer {
  version: KubernetesVersion;
  /** What a create of the object comes to; `alone`: as if there were nothing else in the world. */
  ask(value: JsonObject, options: Pick<AdmissionContext, 'fieldValidation' | 'alone'>): AdmittedObject;
  /** True for a kind that a definition among the files adds. */
  defines(apiVersion: string, kind: string): boolean;
}

/** A server of the world that files come to; objects meet only those that decide about others, never their likes. */
export function filesServer(version: KubernetesVersion, values: readonly JsonValue[]): FilesServer {
  const objects = values.filter(isReadable);
  const deciding = objects.filter(({ kind, metadata }) => DECIDE.has(kind) && metadata.name);
  const kinds = Cluster.of(
    deciding.filter(({ kind }) => kind === 'CustomResourceDefinition'),
    version,
  );
  const own = deciding
    .filter(({ kind }) => kind !== 'CustomResourceDefinition')
    .map((object) => adopt(placed(object, DEFAULT_NAMESPACE, kinds), kinds).object);
  const base = kinds.with(own.map((object) => ({ verb: 'create', object })));
  const spoken = objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'StorageClass');
  const { cluster } = withAssumed(base, spoken, DEFAULT_NAMESPACE, false);
  return {
    version,
    ask: (value, options) => admitObject(value as unknown as KubeObject, { ...options, cluster, now: 0 }),
    defines: (apiVersion, kind) => servedKind(cluster, apiVersion, kind)?.custom !== undefined,
  };
}

/** Looked at closely enough to be put in a world; whatever else is wrong with it is not for here to say. */
function isReadable(value: JsonValue): value is JsonObject & KubeObject {
  if (!isObject(value) || typeof value['kind'] !== 'string' || typeof value['apiVersion'] !== 'string') {
    return false;
  }
  const { metadata } = value;
  if (!isObject(metadata)) return false;
  return ['name', 'namespace'].every((key) => ['string', 'undefined'].includes(typeof metadata[key]));
}
