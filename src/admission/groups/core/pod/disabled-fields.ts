/** Fields of pods of features that may be off: the server drops them without a word. */

import { type Gate, isOn, type Release } from '../../../../api/gates.js';
import { atLeast, type KubernetesVersion } from '../../../../api/version.js';
import { drop, get, list, obj, ptr, set, str } from '../../../fields.js';
import type { Container, PodSpec } from '../../../shared/structs.js';
import type { AnyField } from '../../../typed.js';
import { dropAlphaFields } from './alpha-fields.js';
import { CONTAINER_LISTS, RESTART_SINCE } from './containers.js';

interface Gated {
  gate: Gate;
  drop(spec: PodSpec, version: KubernetesVersion): void;
}

function eachContainer(
  spec: PodSpec,
  visit: (container: Container, which: (typeof CONTAINER_LISTS)[number]) => void,
): void {
  for (const which of CONTAINER_LISTS) for (const container of list(spec, which)) visit(container, which);
}

function specField(name: AnyField<'core.v1.PodSpec'>): (spec: PodSpec) => void {
  return (spec) => {
    drop(spec, name);
  };
}

function securityField(name: AnyField<'core.v1.PodSecurityContext'>): (spec: PodSpec) => void {
  return (spec) => {
    drop(ptr(spec, 'securityContext'), name);
  };
}

/** A volume whose only source goes is gone, with its mounts. */
function dropImageVolumes(spec: PodSpec): void {
  const gone = new Set(
    list(spec, 'volumes')
      .filter((one) => ptr(one, 'image'))
      .map((one) => str(one, 'name')),
  );
  if (gone.size === 0) return;
  const kept = list(spec, 'volumes').filter((one) => !gone.has(str(one, 'name')));
  set(spec, 'volumes', kept);
  eachContainer(spec, (container) => {
    const mounts = list(container, 'volumeMounts');
    if (mounts.length === 0) return;
    const left = mounts.filter((one) => !gone.has(str(one, 'name')));
    set(container, 'volumeMounts', left);
  });
}

const GATED: readonly Gated[] = [
  { gate: 'ImageVolume', drop: dropImageVolumes },
  { gate: 'HostnameOverride', drop: specField('hostnameOverride') },
  {
    gate: 'ContainerRestartRules',
    // Before that nobody knew of a policy there, and the rules refuse it.
    drop: (spec, version) =>
      eachContainer(spec, (container, which) => {
        drop(container, 'restartPolicyRules');
        if (which === 'containers' && atLeast(version, RESTART_SINCE)) drop(container, 'restartPolicy');
      }),
  },
  {
    gate: 'EnvFiles',
    drop: (spec) =>
      eachContainer(spec, (container) => {
        for (const variable of list(container, 'env')) drop(ptr(variable, 'valueFrom'), 'fileKeyRef');
      }),
  },
  {
    // Before 1.29 there are no sidecars.
    gate: 'SidecarContainers',
    drop: (spec) =>
      eachContainer(spec, (container, which) => {
        if (which === 'initContainers') drop(container, 'restartPolicy');
      }),
  },
  { gate: 'PodLevelResources', drop: specField('resources') },
  { gate: 'DynamicResourceAllocation', drop: specField('resourceClaims') },
  {
    gate: 'DynamicResourceAllocation',
    drop: (spec) => eachContainer(spec, (container) => drop(ptr(container, 'resources'), 'claims')),
  },
  { gate: 'UserNamespacesSupport', drop: specField('hostUsers') },
  { gate: 'SupplementalGroupsPolicy', drop: securityField('supplementalGroupsPolicy') },
  { gate: 'SELinuxChangePolicy', drop: securityField('seLinuxChangePolicy') },
  {
    gate: 'InPlacePodVerticalScaling',
    drop: (spec) => eachContainer(spec, (container) => drop(container, 'resizePolicy')),
  },
  {
    gate: 'ProcMountType',
    drop: (spec) =>
      eachContainer(spec, (container) => {
        const context = ptr(container, 'securityContext');
        if (context && get(context, 'procMount') !== undefined) set(context, 'procMount', 'Default');
      }),
  },
  {
    gate: 'RecursiveReadOnlyMounts',
    drop: (spec) =>
      eachContainer(spec, (container) => {
        for (const mount of list(container, 'volumeMounts')) drop(mount, 'recursiveReadOnly');
      }),
  },
  {
    gate: 'MatchLabelKeysInPodAffinity',
    drop: (spec) => {
      for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
        const terms = obj(obj(spec, 'affinity'), name);
        const all = [
          ...list(terms, 'requiredDuringSchedulingIgnoredDuringExecution'),
          ...list(terms, 'preferredDuringSchedulingIgnoredDuringExecution').map((one) =>
            obj(one, 'podAffinityTerm'),
          ),
        ];
        for (const term of all) {
          if (get(term, 'matchLabelKeys') !== undefined) drop(term, 'matchLabelKeys');
          if (get(term, 'mismatchLabelKeys') !== undefined) drop(term, 'mismatchLabelKeys');
        }
      }
    },
  },
];

/** What is projected into volumes only while its feature is on, or where it was before. */
const PROJECTIONS = [
  ['clusterTrustBundle', 'ClusterTrustBundleProjection'],
  ['podCertificate', 'PodCertificateRequest'],
] as const;

/** Drops fields of features that are off; `old` keeps those that it used already. */
export function dropDisabledPodFields(spec: PodSpec, old: PodSpec | undefined, release: Release): void {
  for (const { gate, drop: take } of GATED) if (!isOn(gate, release)) take(spec, release.version);
  const uses = (from: PodSpec | undefined, found: (container: Container) => boolean): boolean =>
    CONTAINER_LISTS.some((name) => list(from, name).some(found));
  const stops = (container: Container): boolean =>
    get(ptr(container, 'lifecycle'), 'stopSignal') !== undefined;
  if (!uses(old, stops) && !isOn('ContainerStopSignals', release)) {
    for (const name of CONTAINER_LISTS) {
      for (const container of list(spec, name)) {
        const lifecycle = ptr(container, 'lifecycle');
        if (!lifecycle || !stops(container)) continue;
        drop(lifecycle, 'stopSignal');
        if (Object.keys(lifecycle).length === 0) drop(container, 'lifecycle');
      }
    }
  }
  for (const [source, gate] of PROJECTIONS) {
    if (isOn(gate, release)) continue;
    const projects = (from: PodSpec | undefined): boolean =>
      list(from, 'volumes').some((volume) =>
        list(ptr(volume, 'projected'), 'sources').some((one) => ptr(one, source) !== undefined),
      );
    if (projects(old)) continue;
    for (const volume of list(spec, 'volumes')) {
      for (const one of list(ptr(volume, 'projected'), 'sources')) drop(one, source);
    }
  }
  if (!old) dropAlphaFields(spec);
  if (get(old, 'schedulingGroup') === undefined) drop(spec, 'schedulingGroup');
  if (get(old, 'workloadRef') === undefined) drop(spec, 'workloadRef');
}
