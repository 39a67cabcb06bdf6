import { at } from '../../field-errors.js';
import { ensure, obj } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { dropDisabledPodFields } from './pod/disabled-fields.js';
import { defaultTemplate, validateTemplate } from './pod/template.js';
import { podTemplateWarnings } from './pod/warnings.js';

/** v1 PodTemplate. */
export const podTemplate: KindRules<Struct<'core.v1.PodTemplate'>> = {
  kind: 'PodTemplate',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    defaultTemplate(ensure(object, 'template'));
  },
  prepare(object, old, context) {
    dropDisabledPodFields(
      obj(obj(object, 'template'), 'spec'),
      old && obj(obj(old, 'template'), 'spec'),
      context,
    );
  },
  validate(object, errors, { version }) {
    validateTemplate(obj(object, 'template'), at('template'), version, errors);
  },
  warnings: (object, old, context) =>
    podTemplateWarnings(obj(object, 'template'), old && obj(old, 'template'), at('template'), context),
};
