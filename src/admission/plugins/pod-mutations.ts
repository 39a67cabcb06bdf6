/**
 * What the default mutating plugins do to a pod without a look at the world: ServiceAccount, Priority (the two system
 * classes), DefaultTolerationSeconds.
 */
import { fnv1a, safeEncode } from '../../api/hash.js';
import { boolPtr, copy, ensure, get, int, list, make, obj, set, setDefault, str } from '../fields.js';
import type { Context, Hints } from '../kind.js';
import type { Pod, PodSpec, Volume } from '../shared/structs.js';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
export const TOKEN_VOLUME = 'kube-api-access-';
const TOKEN_SECONDS = 3607;
const MIRROR = 'kubernetes.io/config.mirror';
const PATIENCE = 300;

/** The priority classes that every cluster has. */
export const SYSTEM_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2000000000],
  ['system-node-critical', 2000001000],
]);

export function mutatePod(pod: Pod, old: Pod | undefined, { hints }: Context): void {
  const spec = ensure(pod, 'spec');
  if (!old) {
    useServiceAccount(pod, spec, hints);
    setPriority(spec);
  } else keepPriority(spec, obj(old, 'spec'));
  tolerateForAWhile(spec);
}

function useServiceAccount(pod: Pod, spec: PodSpec, hints: Hints): void {
  if (get(obj(obj(pod, 'metadata'), 'annotations'), MIRROR) !== undefined) return;
  if (str(spec, 'serviceAccountName') === '') {
    set(spec, 'serviceAccountName', 'default');
    set(spec, 'serviceAccount', 'default');
  }
  if ((boolPtr(spec, 'automountServiceAccountToken') ?? hints.mountToken) === false) return;
  let volume = list(spec, 'volumes')
    .map((one) => str(one, 'name'))
    .find((name) => name.startsWith(TOKEN_VOLUME));
  const existing = volume !== undefined;
  volume ??= volumeOf(pod);
  let mounted = false;
  for (const which of ['initContainers', 'containers'] as const) {
    for (const container of list(spec, which)) {
      const mounts = list(container, 'volumeMounts');
      if (mounts.some((mount) => str(mount, 'mountPath') === TOKEN_PATH)) continue;
      const mount = make({ name: volume, readOnly: true, mountPath: TOKEN_PATH });
      set(container, 'volumeMounts', [...mounts, mount]);
      mounted = true;
    }
  }
  if (mounted && !existing) {
    set(spec, 'volumes', [...list(spec, 'volumes'), tokenVolume(volume)]);
  }
}

function volumeOf(pod: Pod): string {
  const metadata = obj(pod, 'metadata');
  const name = get(metadata, 'name') ?? get(metadata, 'generateName');
  return tokenVolumeName(String(get(metadata, 'namespace')), String(name));
}

/** The name of the volume with the token of a pod: five characters that look made up and are the same every time. */
export function tokenVolumeName(namespace: string, name: string): string {
  const suffix = safeEncode(fnv1a(`${namespace}/${name}`))
    .padEnd(5, 'x')
    .slice(0, 5);
  return `${TOKEN_VOLUME}${suffix}`;
}

function tokenVolume(name: string): Volume {
  return make({
    name,
    projected: make({
      defaultMode: 420,
      sources: [
        make({ serviceAccountToken: make({ expirationSeconds: TOKEN_SECONDS, path: 'token' }) }),
        make({
          configMap: make({ name: 'kube-root-ca.crt', items: [make({ key: 'ca.crt', path: 'ca.crt' })] }),
        }),
        make({
          downwardAPI: make({
            items: [
              make({
                path: 'namespace',
                fieldRef: make({ apiVersion: 'v1', fieldPath: 'metadata.namespace' }),
              }),
            ],
          }),
        }),
      ],
    }),
  });
}

function setPriority(spec: PodSpec): void {
  const name = str(spec, 'priorityClassName');
  setDefault(spec, 'priority', SYSTEM_PRIORITIES.get(name) ?? 0);
  setDefault(spec, 'preemptionPolicy', 'PreemptLowerPriority');
}

/** Priority and policy may be left out of an update: the stored pod's stay. */
function keepPriority(spec: PodSpec, old: PodSpec): void {
  for (const name of ['priority', 'preemptionPolicy'] as const) {
    if (get(spec, name) === undefined) copy(spec, name, old);
  }
}

/** What the Priority plugin refuses where that can be said without a look at the world. */
export function podRefusal(spec: PodSpec, hints: Hints): string | undefined {
  return hints.prioritySet ? undefined : priorityRefusal(spec);
}

function priorityRefusal(spec: PodSpec): string | undefined {
  const name = str(spec, 'priorityClassName');
  const value = name === '' ? 0 : SYSTEM_PRIORITIES.get(name);
  if (value === undefined) return undefined;
  if (int(spec, 'priority') !== value) {
    return `the integer value of priority (${int(spec, 'priority')}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`;
  }
  const policy = str(spec, 'preemptionPolicy');
  if (policy !== '' && policy !== 'PreemptLowerPriority') {
    return `the string value of PreemptionPolicy (${policy}) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name`;
  }
  return undefined;
}

/** What the RuntimeClass plugin refuses of a pod without a class, after validation. */
export function overheadRefusal(spec: PodSpec): string | undefined {
  if (get(spec, 'runtimeClassName') !== undefined || get(spec, 'overhead') === undefined) return undefined;
  return 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
}

function tolerateForAWhile(spec: PodSpec): void {
  const tolerations = list(spec, 'tolerations');
  const covers = (key: string): boolean =>
    tolerations.some(
      (one) =>
        (str(one, 'key') === key || str(one, 'key') === '') &&
        (str(one, 'effect') === 'NoExecute' || str(one, 'effect') === ''),
    );
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !covers(key))
    .map((key) => make({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: PATIENCE }));
  if (added.length > 0) set(spec, 'tolerations', [...tolerations, ...added]);
}
