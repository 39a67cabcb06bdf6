import { dns1123LabelErrors } from '../../../api/names.js';
import { atLeast, isBefore, type KubernetesVersion } from '../../../api/version.js';
import { At, at, type FieldErrors } from '../../field-errors.js';
import { list, obj, ptr, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { validateLabels } from '../../shared/object-meta.js';
import { SHORT_NAME } from '../../shared/tagged-rules.js';
import type { Struct } from '../../typed.js';
import { validateRequirements } from '../core/pod/resources.js';
import { validateTolerations } from '../core/pod/tolerations.js';
import { DEPRECATED_NODE_LABELS } from '../core/pod/warnings.js';

/** node.k8s.io/v1 RuntimeClass (pkg/apis/node/validation). */
export const runtimeClass: KindRules<Struct<'node.v1.RuntimeClass'>> = {
  kind: 'RuntimeClass',
  group: 'node.k8s.io',
  name: SUBDOMAIN,
  validate: validateRuntimeClass,
  validateUpdate: validateRuntimeClassUpdate,
  warnings: runtimeClassWarnings,
};

/** Since these minors tolerations have their own place, a handler that is left out is told of as such, … */
const TOLERATIONS_SINCE: KubernetesVersion = '1.35';
const REQUIRED_SINCE: KubernetesVersion = '1.36';
/** … and the tags of the types say what a handler is. */
const TAGGED_SINCE: KubernetesVersion = '1.37';

function validateRuntimeClass(
  object: Struct<'node.v1.RuntimeClass'>,
  errors: FieldErrors,
  { version }: Context,
): void {
  const handler = str(object, 'handler');
  const older = isBefore(version, TOLERATIONS_SINCE);
  if (handler === '' && atLeast(version, REQUIRED_SINCE)) errors.required(at('handler'));
  else {
    const format = isBefore(version, TAGGED_SINCE) ? dns1123LabelErrors : SHORT_NAME;
    errors.invalids(at('handler'), handler, format(handler));
  }
  const overhead = ptr(object, 'overhead');
  if (overhead) validateRequirements({ limits: obj(overhead, 'podFixed') }, at('overhead'), errors);
  const scheduling = ptr(object, 'scheduling');
  const place = at('scheduling');
  validateLabels(ptr(scheduling, 'nodeSelector'), place.child('nodeSelector'), errors);
  const tolerations = list(scheduling, 'tolerations');
  const tolerationsAt = place.child('tolerations');
  const named = At.named('scheduling.tolerations.tolerations', tolerationsAt.path);
  validateTolerations(tolerations, older ? named : tolerationsAt, errors);
  const seen = new Set<string>();
  tolerations.forEach((toleration, index) => {
    const id = JSON.stringify(
      (['key', 'operator', 'value', 'effect'] as const).map((key) => str(toleration, key)),
    );
    const twin = seen.has(id);
    if (twin) errors.duplicate(tolerationsAt.index(index), goValue('core.v1.Toleration', toleration));
    seen.add(id);
  });
}

function validateRuntimeClassUpdate(
  object: Struct<'node.v1.RuntimeClass'>,
  old: Struct<'node.v1.RuntimeClass'>,
  errors: FieldErrors,
  context: Context,
): void {
  validateRuntimeClass(object, errors, context);
  const handler = str(object, 'handler');
  if (handler !== str(old, 'handler')) errors.invalid(at('handler'), handler, IMMUTABLE);
}

function runtimeClassWarnings(object: Struct<'node.v1.RuntimeClass'>): string[] {
  const selector = obj(obj(object, 'scheduling'), 'nodeSelector');
  return Object.keys(selector)
    .sort()
    .flatMap((key) => {
      const text = DEPRECATED_NODE_LABELS.get(key);
      return text === undefined ? [] : [`scheduling.nodeSelector: ${text}`];
    });
}
