/** Claims of pods that are counted: what the volume controller and a provisioner make of them. */

import { admit } from '../admission/admit.js';
import { ALL_KINDS } from '../admission/groups/all.js';
import { admissionPlugins } from '../admission/plugins/index.js';
import { keyOf } from '../api/object-key.js';
import { asJson, asKind } from '../api/unstructured.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../api/workloads.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import type { VolumeDecision } from '../scheduler/plugin.js';
import type { SchedulerState } from '../scheduler/state/scheduler-state.js';
import {
  BIND_COMPLETED,
  classNameOf,
  matchingVolume,
  NO_PROVISIONER,
  waitsForConsumer,
} from '../scheduler/volumes.js';

const DEFAULTING = 'DefaultStorageClass';

/**
 * What happens to a pod's claims before the pod is put to the scheduler: those that are not there yet are made, of the
 * default class where they name none, and bound at once where their class does not wait for a pod.
 */
export function makeClaims(
  cluster: Cluster,
  state: SchedulerState,
  claims: readonly PersistentVolumeClaim[],
): Change[] {
  return claims.flatMap((given): Change[] => {
    if (state.get('PersistentVolumeClaim', keyOf(given))) return [];
    const uid = `uid-${keyOf(given)}`;
    const claim: PersistentVolumeClaim = {
      ...given,
      metadata: { ...given.metadata, uid },
      spec: withClass(cluster, given),
      status: { phase: 'Pending' },
    };
    return [{ verb: 'create', object: claim }, ...(waits(claim, state) ? [] : bindAtOnce(claim, state))];
  });
}

/** What binding a pod does to the claims that waited for it. */
export function bindClaims(state: SchedulerState, decisions: readonly VolumeDecision[]): Change[] {
  return decisions.flatMap(({ claim: key, volume: name }) => {
    const claim = state.get('PersistentVolumeClaim', key);
    if (!claim) return [];
    const volume = name === undefined ? undefined : state.get('PersistentVolume', name);
    return volume ? bind(claim, volume, 'update') : provision(claim, state);
  });
}

/** Of the default class where it names none. */
function withClass(cluster: Cluster, claim: PersistentVolumeClaim): PersistentVolumeClaim['spec'] {
  if (claim.spec.storageClassName !== undefined) return claim.spec;
  const plugins = admissionPlugins(cluster).filter(({ name }) => name === DEFAULTING);
  const { object } = admit(asJson(claim), {
    kinds: ALL_KINDS,
    plugins,
    trusted: true,
    fieldValidation: 'Ignore',
  });
  return asKind<'PersistentVolumeClaim'>(object).spec;
}

function waits(claim: PersistentVolumeClaim, state: SchedulerState): boolean {
  return waitsForConsumer(claim, state);
}

/** The smallest volume that fits, else one of the class's provisioner; nothing where there is none. */
function bindAtOnce(claim: PersistentVolumeClaim, state: SchedulerState): Change[] {
  const anywhere = state.nodes();
  for (const node of anywhere) {
    const volumes = state.openVolumes([claim]);
    const found = matchingVolume(claim, volumes, node, new Set());
    if (found) return bind(claim, found, 'update');
  }
  return provision(claim, state);
}

function provision(claim: PersistentVolumeClaim, state: SchedulerState): Change[] {
  const storageClass = state.get('StorageClass', classNameOf(claim));
  if (!storageClass || storageClass.provisioner === NO_PROVISIONER) return [];
  const volume: PersistentVolume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${claim.metadata.uid ?? keyOf(claim)}` },
    spec: {
      capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '1Gi' },
      accessModes: claim.spec.accessModes,
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec.volumeMode,
      csi: { driver: storageClass.provisioner, volumeHandle: `pvc-${keyOf(claim)}` },
    },
  };
  return bind(claim, volume, 'create');
}

function bind(claim: PersistentVolumeClaim, volume: PersistentVolume, verb: 'create' | 'update'): Change[] {
  const { namespace, name, uid } = claim.metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
  const annotations = { ...claim.metadata.annotations, [BIND_COMPLETED]: 'yes' };
  return [
    {
      verb,
      object: {
        ...volume,
        spec: { ...volume.spec, claimRef },
        status: { phase: 'Bound' },
      } as PersistentVolume,
    },
    {
      verb: 'update',
      object: {
        ...claim,
        metadata: { ...claim.metadata, annotations },
        spec: { ...claim.spec, volumeName: volume.metadata.name },
        status: { ...claim.status, phase: 'Bound' },
      } as PersistentVolumeClaim,
    },
  ];
}
