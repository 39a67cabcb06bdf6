/** What is checked of a pod beyond its spec (pkg/apis/core/validation ValidatePod). */

import type { KubernetesVersion } from '../../../../api/version.js';
import { at, type FieldErrors } from '../../../field-errors.js';
import { get, list, obj, ptr, str } from '../../../fields.js';
import type { Pod } from '../../../shared/structs.js';
import type { Unnamed } from '../../../typed.js';
import { MIRROR, validatePodAnnotations, validateProfilesMatch } from './annotations.js';
import { validateNoPadding } from './containers.js';
import { validatePodSpec } from './spec.js';

const SPEC = at('spec');
export const ANNOTATIONS = at('metadata', 'annotations');

export function annotationsOf(pod: Pod): Unnamed {
  return obj(obj(pod, 'metadata'), 'annotations');
}

/** The rules that create and update share. */
export function validatePod(pod: Pod, version: KubernetesVersion, errors: FieldErrors): void {
  const spec = obj(pod, 'spec');
  const annotations = annotationsOf(pod);
  validatePodAnnotations(annotations, spec, ANNOTATIONS, errors);
  const mirror = get(annotations, MIRROR) !== undefined;
  const podName = str(obj(pod, 'metadata'), 'name');
  validatePodSpec(spec, SPEC, { isPod: true, version, podName, mirror }, errors);
  if (str(spec, 'serviceAccountName') === '') {
    list(spec, 'volumes').forEach((volume, index) => {
      list(ptr(volume, 'projected'), 'sources').forEach((source, at2) => {
        if (!ptr(source, 'serviceAccountToken')) return;
        errors.forbidden(
          SPEC.child('volumes')
            .index(index)
            .child('projected', 'sources')
            .index(at2)
            .child('serviceAccountToken'),
          'must not be specified when serviceAccountName is not set',
        );
      });
    });
  }
  for (const which of ['containers', 'initContainers'] as const) {
    list(spec, which).forEach((container, index) => {
      validateNoPadding(container, SPEC.child(which).index(index), errors);
    });
  }
}

export function validatePodCreate(pod: Pod, version: KubernetesVersion, errors: FieldErrors): void {
  validatePod(pod, version, errors);
  const spec = obj(pod, 'spec');
  if (list(spec, 'ephemeralContainers').length > 0) {
    errors.forbidden(SPEC.child('ephemeralContainers'), 'cannot be set on create');
  }
  if (str(spec, 'nodeName') !== '' && list(spec, 'schedulingGates').length > 0) {
    errors.forbidden(SPEC.child('nodeName'), 'cannot be set until all schedulingGates have been cleared');
  }
  validateProfilesMatch(annotationsOf(pod), spec, SPEC, errors);
}
