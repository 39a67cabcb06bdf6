/** What may change of a pod (pkg/apis/core/validation ValidatePodUpdate). */

import { sameDecoded } from '../../../../api/equality.js';
import { goJson } from '../../../../api/go-json.js';
import { dns1123SubdomainErrors } from '../../../../api/names.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { at, type FieldErrors, json } from '../../../field-errors.js';
import { clone, copy, drop, entries, get, int, intPtr, list, obj, ptr, set, str } from '../../../fields.js';
import { goValue, goValues } from '../../../go/value.js';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../shared/object-meta.js';
import { podSpecDiff } from '../../../shared/spec-diff.js';
import type { Pod, PodSpec, Toleration } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { APPARMOR, MIRROR, validatePodAnnotations } from './annotations.js';
import { validateNoPadding } from './containers.js';
import { validateTolerations } from './tolerations.js';
import { ANNOTATIONS, annotationsOf, validatePod } from './validation.js';

type NodeTerm = Struct<'core.v1.NodeSelectorTerm'>;

const SPEC = at('spec');
const TERMS = 'nodeSelectorTerms';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const FROZEN =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function validateAnnotationUpdate(pod: Pod, old: Pod, errors: FieldErrors): void {
  const [now, before] = [annotationsOf(pod), annotationsOf(old)];
  for (const [key, value] of entries(before)) {
    if (get(now, key) === value) continue;
    if (key.startsWith(APPARMOR))
      errors.forbidden(ANNOTATIONS.key(key), 'may not remove or update AppArmor annotations');
    if (key === MIRROR)
      errors.forbidden(ANNOTATIONS.key(key), 'may not remove or update mirror pod annotation');
  }
  for (const [key] of entries(now)) {
    if (get(before, key) !== undefined) continue;
    if (key.startsWith(APPARMOR)) errors.forbidden(ANNOTATIONS.key(key), 'may not add AppArmor annotations');
    if (key === MIRROR) errors.forbidden(ANNOTATIONS.key(key), 'may not add mirror pod annotation');
  }
  validatePodAnnotations(now, obj(pod, 'spec'), ANNOTATIONS, errors);
}

export function validatePodUpdate(pod: Pod, old: Pod, version: KubernetesVersion, errors: FieldErrors): void {
  // The server looks at the metadata once for every kind and once more for pods.
  const [metadata, oldMetadata] = [obj(pod, 'metadata'), obj(old, 'metadata')];
  validateObjectMetaUpdate(metadata, oldMetadata, true, errors);
  validateObjectMeta(metadata, { namespaced: true, name: dns1123SubdomainErrors }, errors);
  validatePod(pod, version, errors);
  validateAnnotationUpdate(pod, old, errors);
  const [spec, before] = [obj(pod, 'spec'), obj(old, 'spec')];
  for (const which of ['containers', 'initContainers'] as const) {
    const now = list(spec, which);
    if (now.length !== list(before, which).length) {
      errors.forbidden(SPEC.child(which), 'pod updates may not add or remove containers');
      return;
    }
    now.forEach((container, index) => {
      const place = SPEC.child(which).index(index);
      if (str(container, 'image') === '') errors.required(place.child('image'));
      else validateNoPadding(container, place, errors);
    });
  }
  if (!validateDeadlineUpdate(spec, before, errors)) return;
  validateTolerationUpdate(spec, before, errors);
  const gates = new Set(list(before, 'schedulingGates').map((gate) => str(gate, 'name')));
  list(spec, 'schedulingGates').forEach((gate, index) => {
    const name = str(gate, 'name');
    if (!gates.has(name)) {
      errors.forbidden(
        SPEC.child('schedulingGates').index(index).child('name'),
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      );
    }
  });
  if (sameDecoded(spec, before)) return;
  const allowed = withAllowedChanges(spec, before);
  if (gates.size > 0) validateGatedUpdate(spec, before, allowed, errors);
  if (!sameDecoded(allowed, before)) {
    errors.forbidden(SPEC, `${FROZEN}\n${podSpecDiff(before, allowed, errors.version)}`);
  }
}

/** The deadline may be set and shortened. Says whether the checks go on. */
function validateDeadlineUpdate(spec: PodSpec, before: PodSpec, errors: FieldErrors): boolean {
  const place = SPEC.child('activeDeadlineSeconds');
  const [now, was] = [intPtr(spec, 'activeDeadlineSeconds'), intPtr(before, 'activeDeadlineSeconds')];
  if (now !== undefined) {
    if (now < 0 || now > 2147483647) {
      errors.invalid(place, now, 'must be between 0 and 2147483647, inclusive');
      return false;
    }
    if (was !== undefined && was < now) {
      errors.invalid(place, now, 'must be less than or equal to previous value');
      return false;
    }
  } else if (was !== undefined) {
    errors.invalid(place, json(null), 'must not update from a positive integer to nil value');
  }
  return true;
}

function validateTolerationUpdate(spec: PodSpec, before: PodSpec, errors: FieldErrors): void {
  const key = (one: Toleration): string =>
    goJson({
      ...one,
      tolerationSeconds: undefined,
      key: str(one, 'key'),
      operator: str(one, 'operator'),
      value: str(one, 'value'),
      effect: str(one, 'effect'),
    });
  const now = new Set(list(spec, 'tolerations').map(key));
  const place = SPEC.child('tolerations');
  if (!list(before, 'tolerations').every((one) => now.has(key(one)))) {
    errors.forbidden(place, 'existing toleration can not be modified except its tolerationSeconds');
    return;
  }
  validateTolerations(list(spec, 'tolerations'), place, errors);
}

/** The new spec with everything put back that may change. */
function withAllowedChanges(spec: PodSpec, before: PodSpec): PodSpec {
  const out = clone(spec);
  for (const which of ['containers', 'initContainers'] as const) {
    list(out, which).forEach((container, index) => {
      const was = list(before, which)[index];
      if (was) set(container, 'image', str(was, 'image'));
    });
  }
  for (const name of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations'] as const) {
    copy(out, name, before);
  }
  const [grace, was] = [
    int(spec, 'terminationGracePeriodSeconds'),
    int(before, 'terminationGracePeriodSeconds'),
  ];
  if (was < 0 && grace === 1) set(out, 'terminationGracePeriodSeconds', was);
  return out;
}

/** A pod that is not to be scheduled yet may be narrowed to fewer nodes. */
function validateGatedUpdate(spec: PodSpec, before: PodSpec, allowed: PodSpec, errors: FieldErrors): void {
  const [selector, oldSelector] = [obj(spec, 'nodeSelector'), obj(before, 'nodeSelector')];
  if (entries(oldSelector).some(([key, value]) => get(selector, key) !== value)) {
    errors.invalid(
      SPEC.child('nodeSelector'),
      json(selector),
      'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    );
  }
  copy(allowed, 'nodeSelector', before);
  validateNodeAffinityUpdate(spec, before, errors);
  restoreNodeAffinity(allowed, before);
}

function validateNodeAffinityUpdate(spec: PodSpec, before: PodSpec, errors: FieldErrors): void {
  const required = (from: PodSpec): Struct<'core.v1.NodeSelector'> | undefined =>
    ptr(obj(obj(from, 'affinity'), 'nodeAffinity'), REQUIRED);
  const place = SPEC.child('affinity', 'nodeAffinity', REQUIRED, TERMS);
  const [now, was] = [list(required(spec), TERMS), list(required(before), TERMS)];
  if (was.length > 0 && now.length !== was.length) {
    errors.invalid(
      place,
      goValues('core.v1.NodeSelectorTerm', now),
      'no additions/deletions to non-empty NodeSelectorTerms list are allowed',
    );
    return;
  }
  was.forEach((old, index) => {
    const term = now[index];
    if (term && !narrows(term, old)) {
      errors.invalid(
        place.index(index),
        goValue('core.v1.NodeSelectorTerm', term),
        'only additions are allowed (no mutations or deletions)',
      );
    }
  });
}

/** A term that keeps what the old one asked for; an empty term, which matches nothing, stays empty. */
function narrows(term: NodeTerm, old: NodeTerm): boolean {
  const count = (one: NodeTerm): number =>
    list(one, 'matchExpressions').length + list(one, 'matchFields').length;
  if (count(old) === 0) return count(term) === 0;
  return (['matchExpressions', 'matchFields'] as const).every((name) =>
    list(old, name).every((one, index) => sameDecoded(one, list(term, name)[index])),
  );
}

/** Puts the old node affinity back, and takes away what only held the new one. */
function restoreNodeAffinity(allowed: PodSpec, before: PodSpec): void {
  const [affinity, oldAffinity] = [ptr(allowed, 'affinity'), ptr(before, 'affinity')];
  const oldNode = get(oldAffinity, 'nodeAffinity');
  if (!affinity) {
    if (oldNode !== undefined) set(allowed, 'affinity', { nodeAffinity: clone(oldNode) });
    return;
  }
  copy(affinity, 'nodeAffinity', oldAffinity);
  if (!oldAffinity && Object.keys(affinity).length === 0) drop(allowed, 'affinity');
}
