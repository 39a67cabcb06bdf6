import { defaultTemplate, dropDisabledPodFields } from '../defaults/pod-spec.js';
import { ensure, obj } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN } from '../rules/common.js';

/** v1 PodTemplate. */
export const podTemplate: KindRules = {
  kind: 'PodTemplate',
  group: '',
  resource: 'podtemplates',
  namespaced: true,
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    defaultTemplate(ensure(object, 'template'));
  },
  prepare(object, old) {
    dropDisabledPodFields(obj(obj(object, 'template'), 'spec'), old && obj(obj(old, 'template'), 'spec'));
  },
};
