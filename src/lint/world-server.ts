/** The API server of a world in which there is what the files say, what is told beside them, and what every cluster has. */

import { obj } from '../admission/fields.js';
import { type Kinds, kindRules } from '../admission/kinds.js';
import { concernsPods } from '../admission/plugins/policy/match.js';
import { mutatingPolicies, validatingPolicies } from '../admission/plugins/policy/objects.js';
import { expressionWarnings } from '../admission/plugins/policy/type-check.js';
import { readable } from '../admission/readable.js';
import { NO_GATES } from '../api/gates.js';
import type { JsonObject, JsonValue } from '../api/json.js';
import { isObject, textOf } from '../api/json.js';
import { groupOf, keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { NODE_PORTS } from '../api/port-range.js';
import { asJson, asKind, asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { admitObject } from '../apiserver/admit-object.js';
import { adopt } from '../apiserver/adopt.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { generatedUid } from '../apiserver/generated-names.js';
import { servedKind } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import { serviceNumbers } from '../cluster/service-numbers.js';
import { firstPod } from '../controllers/first-pod.js';
import { crdSchemas } from '../schema/crds.js';
import { withAssumed } from '../simulation/assumed.js';
import { placed } from '../simulation/manifests.js';
import {
  asksForNumbers,
  type Beside,
  DECIDE,
  type FilesServer,
  type ServerBasis,
  servesAll,
} from './files-server.js';
import { isParameter, isPolicy, withBindings } from './policies.js';

const DEFAULT_NAMESPACE = 'default';
/** Kinds whose objects say which pods there may be. */
const DECIDE_ABOUT_PODS = ['LimitRange', 'ResourceQuota'];
const POD_SECURITY = 'pod-security.kubernetes.io/enforce';

/**
 * A server of the world that files come to; objects meet those that decide about others, and what a snapshot holds, but
 * never their likes among the files.
 */
export function worldServer(
  version: KubernetesVersion,
  values: readonly JsonValue[],
  beside: Beside,
): FilesServer {
  const { kinds, policies = [], cluster: held = [], documents = [], findings } = beside;
  const objects = values.filter(isReadable);
  const given = policies.filter(isReadable);
  const defined = definedBeside([...held, ...given, ...objects], version, beside);
  const inPlace = (object: KubeObject): KubeObject => placed(object, DEFAULT_NAMESPACE, defined);
  const all = [...objects, ...withBindings(given.map(inPlace), objects)];
  const isParam = isParameter(all);
  const own = all
    .filter((object) => object.metadata.name && (DECIDE.has(object.kind) || isParam(object)))
    .filter((object) => object.kind !== 'CustomResourceDefinition' && isInForce(object, defined, kinds))
    .map((object) => adopt(inPlace(object), defined, kinds).object);
  const base = defined.with([...held, ...own].map((object) => ({ verb: 'create', object })));
  const spoken = objects.filter(({ kind }) => kind !== 'Namespace' && kind !== 'StorageClass');
  const { cluster, namespaces } = withAssumed(base, spoken, DEFAULT_NAMESPACE, listsNamespaces(held));
  const ofServices = objects.filter(isService);
  const worldFor = worldsFor(cluster, ofServices, held, inPlace);
  // What a pod is asked for of was asked about just before.
  let last: { value: JsonObject; admitted: KubeObject | undefined } | undefined;
  const admitted = (value: JsonObject, world: Cluster): KubeObject | undefined =>
    last?.value === value ? last.admitted : admittedIn(world, value, kinds);
  return {
    ask(value, options) {
      const object = asObject(value);
      const answer = admitObject(object, { ...options, kinds, cluster: worldFor(object), now: 0 });
      last = { value, admitted: 'refusal' in answer ? undefined : answer.object };
      if ('refusal' in answer) return answer;
      const { warnings, causes } = answer;
      return { warnings, ...(causes && { causes }) };
    },
    ...(decidesAboutPods(cluster) && {
      askPod(value: JsonObject) {
        const cluster = worldFor(asObject(value));
        const owner = admitted(value, cluster);
        return owner && askPod(placed(owner, DEFAULT_NAMESPACE, cluster), cluster, kinds);
      },
    }),
    ifServed: servesAll(kinds, defined),
    // Of what is written null the server has made nothing.
    checkTypes(value) {
      const policy = admitted(value, cluster);
      return policy ? expressionWarnings(obj(asJson(policy), 'spec'), cluster) : [];
    },
    defines: (apiVersion, kind) => servedKind(cluster, apiVersion, kind)?.custom !== undefined,
    hasRules: (apiVersion, kind) => kindRules(kinds, groupOf(apiVersion), kind)?.validate !== undefined,
    crds: crdSchemas([...held.map((object) => asJson(object)), ...policies, ...values]),
    beside: [...held.map((object) => asJson(object)), ...policies],
    held: documents,
    ...(findings && { unread: findings }),
    basis: {
      things: [...thingsOf(defined), ...kinds.values(), ...documents, ...namespaces],
      ...valuesOfBasis([...policies, ...values.filter(decides)], objects.filter(isParam), ofServices),
    },
  };
}

/** What is defined, on a server that runs as it is told to. */
function definedBeside(
  values: readonly unknown[],
  version: KubernetesVersion,
  { nodePorts = NODE_PORTS, gates = NO_GATES }: Beside,
): Cluster {
  return definitionsIn(values, version).withNodePorts(nodePorts).withGates(gates);
}

/** How a server runs, beside what it holds. */
function thingsOf({ version, gates, nodePorts }: Cluster): unknown[] {
  return [version, JSON.stringify(gates), nodePorts.from, nodePorts.to];
}

/** The world that each object is looked at in: what is in the snapshot already as if it were not. */
function worldsFor(
  cluster: Cluster,
  ofServices: readonly KubeObject[],
  held: readonly KubeObject[],
  inPlace: (object: KubeObject) => KubeObject,
): (object: KubeObject) => Cluster {
  const inSnapshot = new Set(held.map(identity));
  const services = servicesBefore(cluster, ofServices.map(inPlace));
  return (object) => {
    if (isService(object)) return services.get(identity(inPlace(object))) ?? cluster;
    if (inSnapshot.size === 0 || !inSnapshot.has(identity(inPlace(object)))) return cluster;
    return withoutOwned(cluster, inPlace(object));
  };
}

function valuesOfBasis(
  deciding: readonly JsonValue[],
  parameters: readonly KubeObject[],
  services: readonly KubeObject[],
): Pick<ServerBasis, 'values' | 'ofServices'> {
  return {
    values: [...deciding, ...parameters.map((object) => asJson(object))],
    ofServices: services.map((service) => asJson(service)).filter(asksForNumbers),
  };
}

/** True for what is of a kind that decides about others, whatever else is wrong with it. */
function decides(value: JsonValue): boolean {
  return isObject(value) && DECIDE.has(textOf(value['kind']));
}

/** False for a policy that the server does not take. */
function isInForce(object: KubeObject, cluster: Cluster, kinds: Kinds): boolean {
  return !isPolicy(object) || !('refusal' in admitObject(object, { kinds, cluster, now: 0, alone: true }));
}

function isService({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion === 'v1' && kind === 'Service';
}

/** For each Service the world with those that stand before it, as far as they ask for addresses and ports of the nodes. */
function servicesBefore(base: Cluster, services: readonly KubeObject[]): Map<string, Cluster> {
  const worlds = new Map<string, Cluster>();
  let world = base;
  for (const service of services) {
    // One that is there twice is no rival of itself.
    if (!worlds.has(identity(service))) worlds.set(identity(service), world);
    const { object } = readable(asJson(service), base.version);
    const asking = asKind<'Service'>(object);
    // One that does not get what it asks for takes it from nobody.
    const isServed = serviceNumbers(asking).every((name) => world.serviceWith(name, asking) === undefined);
    if (isServed) world = world.with([{ verb: 'create', object: asking }]);
  }
  return worlds;
}

function admittedIn(cluster: Cluster, value: JsonObject, kinds: Kinds): KubeObject | undefined {
  const answer = admitObject(asObject(value), { kinds, cluster, now: 0 });
  return 'refusal' in answer ? undefined : answer.object;
}

/** The answer about the first pod of an admitted workload. */
function askPod(
  owner: KubeObject,
  cluster: Cluster,
  kinds: Kinds,
): ReturnType<NonNullable<FilesServer['askPod']>> {
  const uid = generatedUid(identity(owner));
  const made = firstPod(asJson({ ...owner, metadata: { ...owner.metadata, uid } }));
  if (!made) return undefined;
  const answer = admitObject(made.pod, { kinds, cluster, now: 0 });
  return 'refusal' in answer ? { refusal: answer.refusal, template: made.template } : undefined;
}

function decidesAboutPods(cluster: Cluster): boolean {
  if (DECIDE_ABOUT_PODS.some((kind) => cluster.count(kind) > 0)) return true;
  const policies = [...mutatingPolicies(cluster), ...validatingPolicies(cluster)];
  if (policies.some(({ policy }) => concernsPods(obj(policy, 'spec')))) return true;
  return cluster.list('Namespace').some(({ metadata }) => metadata.labels?.[POD_SECURITY] !== undefined);
}

/** The world without an object, and without what it manages: what it uses is not used twice. */
function withoutOwned(cluster: Cluster, object: KubeObject): Cluster {
  const kind = kindOf(object);
  const stored = cluster.get(kind, keyOf(object));
  if (!stored) return cluster;
  // A set, for those of a dump may own each other; what is added to one while it is walked is walked too.
  const gone = new Set([stored]);
  for (const { metadata } of gone) {
    const { uid } = metadata;
    const owned = uid ? cluster.kinds().flatMap((kind) => cluster.ownedBy(uid, kind)) : [];
    for (const one of owned) gone.add(one);
  }
  return cluster.with([...gone].map((one) => ({ verb: 'delete', object: one })));
}

function listsNamespaces(held: readonly KubeObject[]): boolean {
  return held.some(({ kind }) => kind === 'Namespace');
}

function identity(object: KubeObject): string {
  return `${kindOf(object)} ${keyOf(object)}`;
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
