/** The claims that a pod names, and the classes that its claims name, and nobody has made. */
import type { KubeObject, Pod } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import type { PersistentVolumeClaim, StorageClass } from '../api/workloads.js';
import { Cluster } from '../cluster/cluster.js';
import type { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { claimsOf, classNameOf, classOf, NO_PROVISIONER } from '../scheduler/volumes.js';
import { makeClaims } from './capacity-claims.js';
import type { PodMove } from './moves/move.js';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';
/** Nobody knows how much it should hold; the smallest that makes sense. */
const SIZE = '1Gi';
const COST = 1.5;

interface NewClaims {
  title: string;
  kinds: string[];
  cost: number;
  edits: PodMove['edits'];
  commands: string[];
  manifests: string[];
  creates: KubeObject[];
  pod: Pod;
  world: KubeObject[];
}

/** All missing claims at once, of the default class, else of the only one that there is; nothing where none is missing. */
export function newClaims(state: SchedulerState, pod: Pod): NewClaims[] {
  const missing = claimsOf(pod, state).filter(
    ({ claim, ephemeral, name }) => !claim && !ephemeral && name !== '',
  );
  const names = [...new Set(missing.map(({ name }) => name))];
  if (names.length === 0) return [];
  const namespace = pod.metadata.namespace ?? 'default';
  const classes = state.list('StorageClass');
  const named = onlyClass(classes);
  const claims = names.map((name) => claim(name, namespace, named));
  // As the server would make them: of the default class, and bound at once where that does not wait for a pod.
  const made = makeClaims(Cluster.of(classes), state, claims).map(({ object }) => object);
  const { storageClassName } = (made[0] as PersistentVolumeClaim).spec;
  return [
    addition(
      pod,
      `create the PersistentVolumeClaim ${names.join(', ')}${storageClassName === undefined ? '' : ` (of class ${storageClassName})`}`,
      names.map(
        (name) =>
          `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}, namespace: ${namespace}}, ` +
          `spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${SIZE}}}` +
          `${named === undefined ? '' : `, storageClassName: ${named}`}}}`,
      ),
      claims,
      made.filter(({ kind, metadata }, i) =>
        made.slice(i + 1).every((later) => later.kind !== kind || later.metadata.name !== metadata.name),
      ),
    ),
  ];
}

/** The only class that makes volumes, where a claim has to name it. */
function onlyClass(classes: readonly StorageClass[]): string | undefined {
  if (classes.some(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true')) return undefined;
  const making = classes.filter(({ provisioner }) => provisioner !== NO_PROVISIONER);
  return making.length === 1 ? making[0]?.metadata.name : undefined;
}

/** The class that was meant by a name that none has. */
export function nearClass(name: string, state: SchedulerState): string | undefined {
  return closest(
    name,
    state.list('StorageClass').map(({ metadata }) => metadata.name ?? ''),
  );
}

/** The classes that the pod's unbound claims name and nobody has made, of a driver that is there; else nothing. */
export function newClasses(state: SchedulerState, pod: Pod): NewClaims[] {
  const names = new Set<string>();
  for (const { claim: one } of claimsOf(pod, state)) {
    if (!one || one.spec?.volumeName) continue;
    const name = classNameOf(one);
    if (name !== '' && !classOf(name, state) && !nearClass(name, state)) names.add(name);
  }
  const classes = state.list('StorageClass');
  const model = classes.find(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true') ?? classes[0];
  const provisioner = model?.provisioner ?? state.list('CSIDriver')[0]?.metadata.name;
  if (names.size === 0 || provisioner === undefined) return [];
  return [
    addition(
      pod,
      `create the StorageClass ${[...names].join(', ')} (of provisioner ${provisioner})`,
      [...names].map(
        (name) =>
          `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}}, ` +
          `provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer}`,
      ),
      [...names].map((name) => storageClass(name, provisioner)),
      [...names].map((name) => storageClass(name, provisioner)),
    ),
  ];
}

function addition(
  pod: Pod,
  title: string,
  manifests: string[],
  creates: KubeObject[],
  world: KubeObject[],
): NewClaims {
  return { title, kinds: [title], cost: COST, edits: [], commands: [], manifests, creates, pod, world };
}

function storageClass(name: string, provisioner: string): KubeObject {
  const object = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  return object;
}

function claim(name: string, namespace: string, storageClassName?: string): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: SIZE } },
      ...(storageClassName !== undefined && { storageClassName }),
    },
  };
}
