/** What the workload kinds share: selectors that must select their template, percentages, counts. */

import { isBefore, type KubernetesVersion } from '../../../api/version.js';
import { type At, type FieldErrors, json, jsonMap } from '../../field-errors.js';
import { bool, get, int, list, obj, ptr, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import { isConvertible, isEmptyLabelSelector, selects, validateSelector } from '../../shared/selectors.js';
import type { Struct } from '../../typed.js';
import { validateTemplate } from '../core/pod/template.js';

export const MISMATCH = '`selector` does not match template `labels`';

/** A selector that must be there and not empty. */
export function validateWorkloadSelector(
  spec: Struct<'apps.v1.DeploymentSpec' | 'apps.v1.ReplicaSetSpec' | 'apps.v1.StatefulSetSpec'>,
  emptyText: string,
  place: At,
  errors: FieldErrors,
): void {
  const selector = ptr(spec, 'selector');
  if (!selector) {
    errors.required(place.child('selector'));
    return;
  }
  validateSelector(selector, place.child('selector'), errors);
  if (isEmptyLabelSelector(selector))
    errors.invalid(place.child('selector'), selectorJson(selector), emptyText);
}

/** A selector in the JSON of meta/v1, which leaves out what is empty. */
export function selectorJson(selector: Struct<'meta.v1.LabelSelector'> | undefined): { printed: string } {
  return goValue('meta.v1.LabelSelector', selector);
}

interface TemplateOptions {
  version: KubernetesVersion;
  /** The kind's name in `activeDeadlineSeconds in X is not Supported`. */
  kind: string;
  place: At;
  /** What is said of a selector that cannot be used at all. */
  unusable?: string;
  /** The template is checked by the caller. */
  templateChecked?: boolean;
}

/** The template of a kind that runs its pods for ever. */
export function validateWorkloadTemplate(
  spec: Struct<'apps.v1.DeploymentSpec' | 'apps.v1.ReplicaSetSpec' | 'apps.v1.StatefulSetSpec'>,
  options: TemplateOptions,
  errors: FieldErrors,
): void {
  const { place, version, kind } = options;
  const selector = ptr(spec, 'selector');
  if (options.unusable !== undefined && !isConvertible(selector)) {
    errors.invalid(place.child('selector'), selectorJson(selector), options.unusable);
    return;
  }
  const template = obj(spec, 'template');
  const labels = obj(obj(template, 'metadata'), 'labels');
  const everything = selector !== undefined && isEmptyLabelSelector(selector);
  if (!everything && isConvertible(selector) && !selects(selector, labels)) {
    errors.invalid(
      place.child('template', 'metadata', 'labels'),
      jsonMap(get(obj(template, 'metadata'), 'labels')),
      MISMATCH,
    );
  }
  if (!options.templateChecked) validateTemplate(template, place.child('template'), version, errors);
  if (kind === 'ReplicaSet') validateSharedDisks(spec, place, errors);
  validateAlwaysRunning(template, kind, place.child('template', 'spec'), errors);
}

/** Up to this minor disks that several pods would mount had to be read-only in the template. */
const SHARED_DISKS_UNTIL: KubernetesVersion = '1.28';
const NOT_READ_ONLY =
  'must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only';

/** What has replicas of a template. */
export function validateSharedDisks(
  spec: Struct<
    | 'apps.v1.DeploymentSpec'
    | 'apps.v1.ReplicaSetSpec'
    | 'apps.v1.StatefulSetSpec'
    | 'core.v1.ReplicationControllerSpec'
  >,
  place: At,
  errors: FieldErrors,
): void {
  if (isBefore(SHARED_DISKS_UNTIL, errors.version) || int(spec, 'replicas') < 2) return;
  const volumes = place.child('template', 'spec', 'volumes');
  list(obj(obj(spec, 'template'), 'spec'), 'volumes').forEach((volume, index) => {
    const disk = ptr(volume, 'gcePersistentDisk');
    if (!disk || bool(disk, 'readOnly')) return;
    errors.invalid(volumes.index(index).child('gcePersistentDisk', 'readOnly'), false, NOT_READ_ONLY);
  });
}

export function validateAlwaysRunning(
  template: Struct<'core.v1.PodTemplateSpec'>,
  kind: string,
  place: At,
  errors: FieldErrors,
): void {
  const podSpec = obj(template, 'spec');
  const policy = str(podSpec, 'restartPolicy');
  if (policy !== 'Always') errors.unsupported(place.child('restartPolicy'), json(policy), ['Always']);
  if (get(podSpec, 'activeDeadlineSeconds') !== undefined) {
    errors.forbidden(
      place.child('activeDeadlineSeconds'),
      `activeDeadlineSeconds in ${kind} is not Supported`,
    );
  }
}
