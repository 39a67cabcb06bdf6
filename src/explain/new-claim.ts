/** The claims that a pod names and nobody has made. */
import type { KubeObject, Pod } from '../api/objects.js';
import type { SchedulerState } from '../scheduler/state.js';
import { type Class, claimsOf } from '../scheduler/volumes.js';
import type { PodMove } from './moves.js';

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
  pod: Pod;
  world: KubeObject[];
}

/** All missing claims at once, of the default class; nothing where none is missing. */
export function newClaims(state: SchedulerState, pod: Pod): NewClaims[] {
  const missing = claimsOf(pod, state).filter(
    ({ claim, ephemeral, name }) => !claim && !ephemeral && name !== '',
  );
  const names = [...new Set(missing.map(({ name }) => name))];
  if (names.length === 0) return [];
  const namespace = pod.metadata.namespace ?? 'default';
  const classes = state.list('StorageClass') as readonly Class[];
  const standard = classes.find(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true');
  const world = names.map((name) => claim(name, namespace, standard?.metadata.name));
  return [
    {
      title: `create the PersistentVolumeClaim ${names.join(', ')}${standard ? ` (of class ${standard.metadata.name})` : ''}`,
      kinds: ['claim'],
      cost: COST,
      edits: [],
      commands: [],
      manifests: names.map(
        (name) =>
          `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}, namespace: ${namespace}}, ` +
          `spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${SIZE}}}}}`,
      ),
      pod,
      world,
    },
  ];
}

function claim(name: string, namespace: string, className: string | undefined): KubeObject {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: SIZE } },
    ...(className !== undefined && { storageClassName: className }),
  };
  const object = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace }, spec };
  return object as KubeObject;
}
