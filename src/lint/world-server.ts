/** The API server of a world in which there is what the files say, and what every cluster has. */
import { ALL_KINDS } from '../admission/groups/all.js';
import { kindRules } from '../admission/kinds.js';
import type { JsonObject, JsonValue } from '../api/json.js';
import { isObject } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { admitObject } from '../apiserver/admit-object.js';
import { adopt } from '../apiserver/adopt.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { servedKind } from '../apiserver/served.js';
import { crdSchemas } from '../schema/crds.js';
import { withAssumed } from '../simulation/assumed.js';
import { placed } from '../simulation/manifests.js';
import { DECIDE, type FilesServer } from './files-server.js';

const DEFAULT_NAMESPACE = 'default';

/** A server of the world that files come to; objects meet only those that decide about others, never their likes. */
export function worldServer(version: KubernetesVersion, values: readonly JsonValue[]): FilesServer {
  const objects = values.filter(isReadable);
  const deciding = objects.filter(({ kind, metadata }) => DECIDE.has(kind) && metadata.name);
  const kinds = definitionsIn(deciding, version);
  const own = deciding
    .filter(({ kind }) => kind !== 'CustomResourceDefinition')
    .map((object) => adopt(placed(object, DEFAULT_NAMESPACE, kinds), kinds).object);
  const base = kinds.with(own.map((object) => ({ verb: 'create', object })));
  const spoken = objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'StorageClass');
  const { cluster } = withAssumed(base, spoken, DEFAULT_NAMESPACE, false);
  return {
    ask(value, options) {
      const answer = admitObject(asObject(value), { ...options, cluster, now: 0 });
      return 'refusal' in answer ? answer : { warnings: answer.warnings };
    },
    defines: (apiVersion, kind) => servedKind(cluster, apiVersion, kind)?.custom !== undefined,
    hasRules: (apiVersion, kind) => kindRules(ALL_KINDS, groupOf(apiVersion), kind)?.validate !== undefined,
    crds: crdSchemas(values),
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
