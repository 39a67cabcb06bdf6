/** Where volumes can be had. */
import { isObject, textOf, valueAt } from '../api/json.js';
import type { Pod } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import type { PersistentVolume } from '../api/workloads.js';
import type { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { claimsOf, volumeNamed } from '../scheduler/volumes.js';

const ZONES = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

/** The zones that a volume can be had in, as its node affinity or its labels say. */
export function zonesOf(volume: PersistentVolume): string[] {
  const terms = valueAt(asJson(volume), ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms']);
  const expressions = (Array.isArray(terms) ? terms : []).flatMap((term) => {
    const all = isObject(term) ? term['matchExpressions'] : undefined;
    return Array.isArray(all) ? all.filter(isObject) : [];
  });
  const values = expressions
    .filter(({ key }) => ZONES.includes(textOf(key)))
    .flatMap(({ values: own }) => (Array.isArray(own) ? own.map(textOf) : []));
  const labelled = ZONES.flatMap((key) => volume.metadata.labels?.[key] ?? []);
  return [...new Set([...values, ...labelled])];
}

/** The zones that the volumes of a pod's claims are in. */
export function zonesOfClaims(state: SchedulerState, pod: Pod): string[] {
  return claimsOf(pod, state).flatMap(({ claim }) => {
    const name = claim?.spec?.volumeName;
    const volume = name ? volumeNamed(name, state) : undefined;
    return volume ? zonesOf(volume) : [];
  });
}
