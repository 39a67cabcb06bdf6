import { defaultTemplate } from '../defaults/pod-spec.js';
import { ensure, setDefault } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';
import { dropTemplateFields } from './deployment.js';

/** apps/v1 ReplicaSet (pkg/apis/apps). */
export const replicaSet: KindRules = {
  kind: 'ReplicaSet',
  group: 'apps',
  resource: 'replicasets',
  namespaced: true,
  name: SUBDOMAIN,
  defaults(object) {
    const spec = ensure(object, 'spec');
    setDefault(spec, 'replicas', 1);
    defaultTemplate(ensure(spec, 'template'));
  },
  prepare(object, old) {
    statusFromServer(object, old);
    dropTemplateFields(object, old);
  },
};
