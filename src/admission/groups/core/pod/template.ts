/** Pod templates (pkg/apis/core/validation ValidatePodTemplateSpec). */

import type { Release } from '../../../../api/gates.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { At, type FieldErrors } from '../../../field-errors.js';
import { ensure, list, obj } from '../../../fields.js';
import { validateAnnotations, validateLabels } from '../../../shared/object-meta.js';
import type { PodTemplate, Workload } from '../../../shared/structs.js';
import { validatePodAnnotations, validateProfilesMatch } from './annotations.js';
import { dropDisabledPodFields } from './disabled-fields.js';
import { convertPodSpec, defaultPodSpec, validatePodSpec } from './spec.js';

/** The defaults of the template of a workload: `template` is the PodTemplateSpec. */
export function defaultTemplate(template: PodTemplate): void {
  defaultPodSpec(ensure(template, 'spec'));
  convertPodSpec(ensure(template, 'spec'));
}

/** Drops fields of features that are off from `spec.template`. */
export function dropTemplateFields(object: Workload, old: Workload | undefined, release: Release): void {
  const template = ensure(ensure(object, 'spec'), 'template');
  const podSpec = obj(obj(obj(old, 'spec'), 'template'), 'spec');
  dropDisabledPodFields(ensure(template, 'spec'), podSpec, release);
}

/** A template at `place`: `spec.template`. */
export function validateTemplate(
  template: PodTemplate,
  place: At,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const metadata = obj(template, 'metadata');
  const spec = obj(template, 'spec');
  validateLabels(obj(metadata, 'labels'), fieldOfTemplate(place, 'labels'), errors);
  validateAnnotations(obj(metadata, 'annotations'), fieldOfTemplate(place, 'annotations'), errors);
  validatePodAnnotations(obj(metadata, 'annotations'), spec, fieldOfTemplate(place, 'annotations'), errors);
  validatePodSpec(spec, place.child('spec'), { isPod: false, version }, errors);
  validateProfilesMatch(obj(metadata, 'annotations'), spec, place.child('spec'), errors);
  if (list(spec, 'ephemeralContainers').length > 0) {
    errors.forbidden(
      place.child('spec', 'ephemeralContainers'),
      'ephemeral containers not allowed in pod template',
    );
  }
}

/** The server writes `template.labels` for what lies at `template.metadata.labels`. */
export function fieldOfTemplate(place: At, name: string): At {
  return At.named(`${place}.${name}`, [...place.path, 'metadata', name]);
}
