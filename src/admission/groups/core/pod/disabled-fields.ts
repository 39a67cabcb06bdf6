/**
 * Fields of pods that were there before their feature was on by default: until then the server dropped them without a
 * word. `since`: the first minor that keeps them.
 */

import type { JsonObject } from '../../../../api/json.js';
import { compareVersions, type KubernetesVersion } from '../../../../api/version.js';
import { get, list, type Obj, obj, ptr, str } from '../../../fields.js';
import { CONTAINER_LISTS } from './containers.js';

interface Gated {
  since: KubernetesVersion;
  drop(spec: Obj, version: KubernetesVersion): void;
}

function eachContainer(
  spec: Obj,
  visit: (container: Obj, which: (typeof CONTAINER_LISTS)[number]) => void,
): void {
  for (const which of CONTAINER_LISTS) for (const container of list(spec, which)) visit(container, which);
}

function specField(name: string): (spec: Obj) => void {
  return (spec) => {
    delete spec[name];
  };
}

function securityField(name: string): (spec: Obj) => void {
  return (spec) => {
    delete ptr(spec, 'securityContext')?.[name];
  };
}

/** A volume whose only source goes is gone, with its mounts. */
function dropImageVolumes(spec: Obj): void {
  const gone = new Set(
    list(spec, 'volumes')
      .filter((one) => ptr(one, 'image'))
      .map((one) => str(one, 'name')),
  );
  if (gone.size === 0) return;
  spec['volumes'] = list(spec, 'volumes').filter((one) => !gone.has(str(one, 'name'))) as JsonObject[];
  eachContainer(spec, (container) => {
    const mounts = list(container, 'volumeMounts');
    if (mounts.length === 0) return;
    container['volumeMounts'] = mounts.filter((one) => !gone.has(str(one, 'name'))) as JsonObject[];
  });
}

const GATED: readonly Gated[] = [
  { since: '1.35', drop: dropImageVolumes },
  { since: '1.35', drop: specField('hostnameOverride') },
  {
    since: '1.35',
    // Before 1.34 nobody knew of a policy there, and the rules refuse it.
    drop: (spec, version) =>
      eachContainer(spec, (container, which) => {
        delete container['restartPolicyRules'];
        if (which === 'containers' && version === '1.34') delete container['restartPolicy'];
      }),
  },
  {
    since: '1.35',
    drop: (spec) =>
      eachContainer(spec, (container) => {
        for (const variable of list(container, 'env')) delete ptr(variable, 'valueFrom')?.['fileKeyRef'];
      }),
  },
  { since: '1.34', drop: specField('resources') },
  { since: '1.34', drop: specField('resourceClaims') },
  {
    since: '1.34',
    drop: (spec) => eachContainer(spec, (container) => delete ptr(container, 'resources')?.['claims']),
  },
  { since: '1.33', drop: specField('hostUsers') },
  { since: '1.33', drop: securityField('supplementalGroupsPolicy') },
  { since: '1.33', drop: securityField('seLinuxChangePolicy') },
  { since: '1.33', drop: (spec) => eachContainer(spec, (container) => delete container['resizePolicy']) },
  {
    since: '1.33',
    drop: (spec) =>
      eachContainer(spec, (container) => {
        const context = ptr(container, 'securityContext');
        if (context && get(context, 'procMount') !== undefined) context['procMount'] = 'Default';
      }),
  },
  {
    since: '1.31',
    drop: (spec) =>
      eachContainer(spec, (container) => {
        for (const mount of list(container, 'volumeMounts')) delete mount['recursiveReadOnly'];
      }),
  },
  {
    since: '1.31',
    drop: (spec) => {
      for (const name of ['podAffinity', 'podAntiAffinity']) {
        const terms = obj(obj(spec, 'affinity'), name);
        const all = [
          ...list(terms, 'requiredDuringSchedulingIgnoredDuringExecution'),
          ...list(terms, 'preferredDuringSchedulingIgnoredDuringExecution').map((one) =>
            obj(one, 'podAffinityTerm'),
          ),
        ];
        for (const term of all) {
          if (get(term, 'matchLabelKeys') !== undefined) delete term['matchLabelKeys'];
          if (get(term, 'mismatchLabelKeys') !== undefined) delete term['mismatchLabelKeys'];
        }
      }
    },
  },
];

/** Takes away what the minor does not keep yet. */
function dropFieldsOfLater(version: KubernetesVersion, spec: Obj): void {
  for (const { since, drop } of GATED) if (compareVersions(version, since) < 0) drop(spec, version);
}

/** Drops fields of features that are off; `old` keeps those that it used already. */
export function dropDisabledPodFields(spec: Obj, old: Obj | undefined, version: KubernetesVersion): void {
  dropFieldsOfLater(version, spec);
  const uses = (from: Obj | undefined, found: (container: Obj) => boolean): boolean =>
    CONTAINER_LISTS.some((name) => list(from, name).some(found));
  const stops = (container: Obj): boolean => get(ptr(container, 'lifecycle'), 'stopSignal') !== undefined;
  if (!uses(old, stops)) {
    for (const name of CONTAINER_LISTS) {
      for (const container of list(spec, name)) {
        const lifecycle = ptr(container, 'lifecycle');
        if (!lifecycle || !stops(container)) continue;
        delete lifecycle['stopSignal'];
        if (Object.keys(lifecycle).length === 0) delete container['lifecycle'];
      }
    }
  }
  for (const source of ['clusterTrustBundle', 'podCertificate']) {
    const projects = (from: Obj | undefined): boolean =>
      list(from, 'volumes').some((volume) =>
        list(ptr(volume, 'projected'), 'sources').some((one) => ptr(one, source) !== undefined),
      );
    if (projects(old)) continue;
    for (const volume of list(spec, 'volumes')) {
      for (const one of list(ptr(volume, 'projected'), 'sources')) delete one[source];
    }
  }
  if (get(old, 'schedulingGroup') === undefined) delete spec['schedulingGroup'];
  if (get(old, 'workloadRef') === undefined) delete spec['workloadRef'];
}
