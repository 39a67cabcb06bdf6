import { defaultTemplate } from '../defaults/pod-spec.js';
import { clone, ensure, isEmpty, ptr, setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN_BYTES, statusFromServer } from '../rules/common.js';
import { dropTemplateFields } from './deployment.js';

/** v1 ReplicationController. */
export const replicationController: KindRules = {
  kind: 'ReplicationController',
  group: '',
  resource: 'replicationcontrollers',
  namespaced: true,
  name: SUBDOMAIN_BYTES,
  coreMetadata: true,
  defaults(object) {
    const spec = ensure(object, 'spec');
    const template = ptr(spec, 'template');
    const labels = ptr(ptr(template, 'metadata'), 'labels');
    if (labels) {
      if (isEmpty(spec, 'selector')) spec['selector'] = clone(labels);
      const metadata = ensure(object, 'metadata');
      if (isEmpty(metadata, 'labels')) metadata['labels'] = clone(labels);
    }
    setDefault(spec, 'replicas', 1);
    if (template) defaultTemplate(template);
  },
  prepare(object, old) {
    statusFromServer(object, old);
    if (ptr(ensure(object, 'spec'), 'template')) dropTemplateFields(object, old);
  },
};
