import { matchesLabels } from '../../../api/labels.js';
import { asLabels } from '../../../api/unstructured.js';
import { at, type FieldErrors, jsonMap } from '../../field-errors.js';
import { clone, ensure, get, isEmpty, obj, ptr, set, setDefault } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { validateNonNegative } from '../../shared/counts.js';
import { SUBDOMAIN_BYTES } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { MISMATCH, validateAlwaysRunning, validateSharedDisks } from '../apps/workload.js';
import { defaultTemplate, dropTemplateFields, validateTemplate } from './pod/template.js';
import { podNameWarnings, templateWarnings } from './pod/warnings.js';

type ReplicationController = Struct<'core.v1.ReplicationController'>;

const SPEC = at('spec');

function validate(object: ReplicationController, errors: FieldErrors, { version }: Context): void {
  const spec = obj(object, 'spec');
  validateNonNegative(spec, ['minReadySeconds'], SPEC, errors);
  const selector = asLabels(obj(spec, 'selector'));
  const empty = isEmpty(spec, 'selector');
  if (empty) errors.required(SPEC.child('selector'));
  validateNonNegative(spec, ['replicas'], SPEC, errors);
  const template = ptr(spec, 'template');
  if (!template) {
    errors.required(SPEC.child('template'));
    return;
  }
  const metadata = obj(template, 'metadata');
  if (!empty && !matchesLabels(selector, asLabels(obj(metadata, 'labels')))) {
    errors.invalid(SPEC.child('template', 'metadata', 'labels'), jsonMap(get(metadata, 'labels')), MISMATCH);
  }
  validateTemplate(template, SPEC.child('template'), version, errors);
  validateSharedDisks(spec, SPEC, errors);
  validateAlwaysRunning(template, 'ReplicationController', SPEC.child('template', 'spec'), errors);
}

/** v1 ReplicationController. */
export const replicationController: KindRules<ReplicationController> = {
  kind: 'ReplicationController',
  group: '',
  name: SUBDOMAIN_BYTES,
  coreMetadata: true,
  defaults(object) {
    const spec = ensure(object, 'spec');
    const template = ptr(spec, 'template');
    const labels = ptr(ptr(template, 'metadata'), 'labels');
    if (labels) {
      if (isEmpty(spec, 'selector')) set(spec, 'selector', clone(labels));
      const metadata = ensure(object, 'metadata');
      if (isEmpty(metadata, 'labels')) set(metadata, 'labels', clone(labels));
    }
    setDefault(spec, 'replicas', 1);
    if (template) defaultTemplate(template);
  },
  prepare(object, old, context) {
    statusFromServer(object, old);
    if (ptr(ensure(object, 'spec'), 'template')) dropTemplateFields(object, old, context);
  },
  validate,
  warnings: (object, old, context) => [
    ...(old ? [] : podNameWarnings(object)),
    ...templateWarnings(object, old, context),
  ],
};
