/**
 * What a kubelet says of configuration that is not there: of a container's variables (pkg/kubelet/kubelet_pods.go,
 * makeEnvironmentVariables, makeMounts; kuberuntime, verifyRunAsNonRoot), and of volumes that are made of it (pkg/volume/configmap,
 * secret, projected).
 */
import { isObject, type JsonObject } from '../api/json.js';
import type { Container, Pod } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { isAlwaysThere } from '../references/always-there.js';
import type { NameReference } from '../references/reference.js';
import { type Need, needsOf } from './needs.js';

/** True for an object that the world does not hold and that is taken to be there all the same; `kind` as the cluster files it. */
export type IsOutside = (kind: string, namespace: string | undefined, name: string) => boolean;

/** Where configuration is looked for. */
export interface Configured {
  cluster: Cluster;
  isOutside: IsOutside;
}

/** A volume that cannot be set up, and why. */
export interface VolumeFailure {
  volume: string;
  message: string;
}

/** The controller of tokens fills it in. */
const FILLED = 'kubernetes.io/service-account-token';
/** Variables of Services, which kubelets add. */
const OF_SERVICES = /_SERVICE_(?:HOST|PORT)(?:_|$)|_PORT(?:_|$)/;

/** Why a container of a pod cannot be created, in the words of its status; undefined where nothing is missing. */
export function containerFailure(world: Configured, pod: Pod, container: Container): string | undefined {
  for (const need of needsOf(pod).containers.get(container.name) ?? []) {
    const failure = failureOf(world, need);
    if (failure !== undefined) return failure;
  }
  return subPathFailure(world, pod, container) ?? rootFailure(pod, container);
}

/** The volumes of a pod that cannot be set up, in their order. */
export function volumeFailures(world: Configured, pod: Pod): VolumeFailure[] {
  const failures: VolumeFailure[] = [];
  for (const [volume, needs] of needsOf(pod).volumes) {
    const messages = [...new Set(needs.flatMap((need) => failureOf(world, need) ?? []))];
    const [first] = messages;
    if (first === undefined) continue;
    failures.push({ volume, message: messages.length > 1 ? `[${messages.join(', ')}]` : first });
  }
  return failures;
}

/** The Secrets that a pod's images would be pulled with and that are not there; they are pulled without. */
export function missingPullSecrets({ cluster, isOutside }: Configured, pod: Pod): string[] {
  return needsOf(pod)
    .pull.filter(
      ({ to, namespace, name }) =>
        !cluster.get(to, `${namespace}/${name}`) && !isOutside(to, namespace, name),
    )
    .map(({ name }) => name);
}

/** What a pod waits for by what its status says of a container: the object that the kubelet did not find. */
export function notFoundBy(pod: Pod, container: string, message: string): NameReference | undefined {
  const needs = needsOf(pod).containers.get(container) ?? [];
  return needs.find((need): need is NameReference => need.by === 'name' && notFound(need) === message);
}

function notFound({ to, name }: NameReference): string {
  return `${to.toLowerCase()} "${name}" not found`;
}

/** What is missing of one need, as the kubelet says it. */
function failureOf(world: Configured, need: Need): string | undefined {
  if (need.by === 'part')
    return need.among.names.has(need.name) ? undefined : `container ${need.name} not found`;
  const lack = missingIn(world, need);
  if (!lack) return undefined;
  if (!lack.key) return notFound(need);
  const { to, namespace, name, unmet } = need;
  const { key } = lack.key;
  if (unmet === 'config-error') return `couldn't find key ${key} in ${to} ${namespace}/${name}`;
  return to === 'Secret'
    ? `references non-existent secret key: ${key}`
    : `configmap references non-existent config key: ${key}`;
}

/** Whether what is needed is missing: the object, or the first key that it does not have. */
export function missingIn(
  { cluster, isOutside }: Configured,
  { to, namespace, name, keys, optional, unmet }: NameReference,
): { key?: NameReference['keys'][number] } | undefined {
  if (optional || isAlwaysThere(to, namespace, name)) return undefined;
  const object = cluster.get(to, `${namespace}/${name}`);
  if (!object) return isOutside(to, namespace, name) ? undefined : {};
  const has = keysOf(asJson(object), unmet === 'config-error');
  const key = has && keys.find((one) => !has.has(one.key));
  return key && { key };
}

/** The keys of a ConfigMap or Secret; undefined for what somebody else fills, or a dump keeps to itself. */
function keysOf(object: JsonObject, isVariable: boolean): ReadonlySet<string> | undefined {
  const { kind, type, data, binaryData } = object;
  const keys = new Set(isObject(data) ? Object.keys(data) : []);
  if (kind === 'Secret') return type === FILLED || keys.size === 0 ? undefined : keys;
  // Variables are texts.
  if (!isVariable && isObject(binaryData)) for (const key of Object.keys(binaryData)) keys.add(key);
  return keys;
}

/** A path that is made of variables of which one has no value. */
function subPathFailure(world: Configured, pod: Pod, container: Container): string | undefined {
  const mounts = (container.volumeMounts ?? []) as { subPathExpr?: string }[];
  for (const { subPathExpr } of mounts) {
    if (!subPathExpr) continue;
    const named = [...subPathExpr.matchAll(/\$?\$\(([^()]+)\)/g)].filter(([text]) => !text.startsWith('$$'));
    const missing = named
      .map(([, name = '']) => name)
      .filter((name) => !hasValue(world, pod, container, name));
    if (missing.length > 0) return `missing value for ${[...new Set(missing)].sort().join(', ')}`;
  }
  return undefined;
}

/** Whether a variable has a value, or may have one that nobody knows. */
function hasValue({ cluster, isOutside }: Configured, pod: Pod, container: Container, name: string): boolean {
  const written = container.env?.findLast((one) => one.name === name);
  if (written) return written.valueFrom !== undefined || (written.value ?? '') !== '';
  if (OF_SERVICES.test(name)) return true;
  const sources = (needsOf(pod).containers.get(container.name) ?? []).filter(
    ({ path }) => path[3] === 'envFrom',
  );
  return sources.some((need) => {
    if (need.by !== 'name') return false;
    const object = cluster.get(need.to, `${need.namespace}/${need.name}`);
    if (!object) return isOutside(need.to, need.namespace, need.name);
    const prefix = container.envFrom?.[Number(need.path[4])]?.['prefix'] ?? '';
    const keys = keysOf(asJson(object), true);
    return keys === undefined || [...keys].some((key) => `${String(prefix)}${key}` === name);
  });
}

interface Context {
  securityContext?: { runAsUser?: number; runAsNonRoot?: boolean };
}

/** A container that is to run as root and must not; who an image runs as is not known. */
function rootFailure(pod: Pod, container: Container): string | undefined {
  const { securityContext: ofPod } = pod.spec as Context;
  const { securityContext: own } = container as Context;
  const user = own?.runAsUser ?? ofPod?.runAsUser;
  if (!(own?.runAsNonRoot ?? ofPod?.runAsNonRoot) || Number(user ?? 1) !== 0) return undefined;
  const { name, namespace, uid } = pod.metadata;
  return `container's runAsUser breaks non-root policy (pod: "${name}_${namespace}(${uid})", container: ${container.name})`;
}
