import { sameDecoded } from '../../../api/equality.js';
import { encodeStruct } from '../../../api/go-encode.js';
import { goJsonInOrder } from '../../../api/go-json.js';
import { goStruct } from '../../../api/go-types.js';
import type { KubernetesVersion } from '../../../api/version.js';
import { at, type FieldErrors, Lazy, type Printed } from '../../field-errors.js';
import { get, isEmpty, list, obj, ptr, str } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { immutable, LONG_NAME, requiredText, SEGMENT, SHORT_NAME } from '../../shared/tagged-rules.js';
import type { Struct } from '../../typed.js';
import { dropOffFields, validateSchedulingPolicy } from './group-fields.js';

const SPEC = at('spec');
const CONTROLLER = SPEC.child('controllerRef');
const TEMPLATES = SPEC.child('podGroupTemplates');
const MOST_TEMPLATES = 8;

type Workload = Struct<'scheduling.v1alpha2.Workload'>;
type Template = Struct<'scheduling.v1alpha2.PodGroupTemplate'>;

/** scheduling.k8s.io/v1alpha2 Workload (pkg/registry/scheduling/workload, the tags of its types). */
export const workload: KindRules<Workload> = {
  kind: 'Workload',
  group: 'scheduling.k8s.io',
  namespaced: true,
  name: SUBDOMAIN,
  prepare(object, old) {
    const before = templatesOf(old);
    templatesOf(object).forEach((template, index) => {
      dropOffFields(template, before[index]);
    });
  },
  validate(object, errors, { version }) {
    validateController(object, errors);
    if (validateCount(object, errors)) validateTemplates(templatesOf(object), version, errors);
  },
  validateUpdate(object, old, errors) {
    const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
    if (!sameDecoded(get(spec, 'controllerRef'), get(before, 'controllerRef'))) immutable(CONTROLLER, errors);
    if (sameDecoded([...templatesOf(object)], [...templatesOf(old)])) return;
    immutable(TEMPLATES, errors);
    validateCount(object, errors);
  },
};

function templatesOf(object: Workload | undefined): readonly Template[] {
  return list(obj(object, 'spec'), 'podGroupTemplates');
}

function validateController(object: Workload, errors: FieldErrors): void {
  const reference = ptr(obj(object, 'spec'), 'controllerRef');
  if (!reference) return;
  const group = str(reference, 'apiGroup');
  if (group !== '') errors.invalids(CONTROLLER.child('apiGroup'), group, LONG_NAME(group));
  requiredText(reference, 'kind', CONTROLLER, SEGMENT, errors);
  requiredText(reference, 'name', CONTROLLER, SEGMENT, errors);
}

/** False where there are too many templates, or none: then nothing is said of each. */
function validateCount(object: Workload, errors: FieldErrors): boolean {
  const count = templatesOf(object).length;
  if (count > MOST_TEMPLATES) errors.tooMany(TEMPLATES, count, MOST_TEMPLATES);
  const none = isEmpty(obj(object, 'spec'), 'podGroupTemplates');
  if (none) errors.required(TEMPLATES);
  return count <= MOST_TEMPLATES && !none;
}

function validateTemplates(
  templates: readonly Template[],
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  templates.forEach((template, index) => {
    const name = str(template, 'name');
    if (seen.has(name)) errors.duplicate(TEMPLATES.index(index), asWritten(template, version));
    seen.add(name);
  });
  templates.forEach((template, index) => {
    const place = TEMPLATES.index(index);
    requiredText(template, 'name', place, SHORT_NAME, errors);
    validateSchedulingPolicy(template, place, errors);
  });
}

/** A template as JSON: what tags check is a type of the API, not one of the server's own. */
function asWritten(template: Template, version: KubernetesVersion): Printed {
  const struct = goStruct('scheduling.v1alpha2.PodGroupTemplate');
  const print = (): string => goJsonInOrder(struct ? encodeStruct(struct, template, version) : template);
  return new Lazy(print, print);
}
