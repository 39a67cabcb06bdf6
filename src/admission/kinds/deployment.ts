import { defaultTemplate, dropDisabledPodFields } from '../defaults/pod-spec.js';
import { ensure, make, type Obj, obj, setDefault, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';

const SHARE = '25%';

function defaults(deployment: Obj): void {
  const spec = ensure(deployment, 'spec');
  setDefault(spec, 'replicas', 1);
  const strategy = ensure(spec, 'strategy');
  setZero(strategy, 'type', 'RollingUpdate');
  if (str(strategy, 'type') === 'RollingUpdate') {
    const rolling = ensure(strategy, 'rollingUpdate');
    setDefault(rolling, 'maxUnavailable', SHARE);
    setDefault(rolling, 'maxSurge', SHARE);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  defaultTemplate(ensure(spec, 'template'));
}

/** apps/v1 Deployment (pkg/apis/apps). */
export const deployment: KindRules = {
  kind: 'Deployment',
  group: 'apps',
  resource: 'deployments',
  namespaced: true,
  name: SUBDOMAIN,
  defaults,
  prepare(object, old) {
    statusFromServer(object, old);
    dropTemplateFields(object, old);
  },
};

/** Drops fields of features that are off from `spec.template`. */
export function dropTemplateFields(object: Obj, old: Obj | undefined): void {
  const template = ensure(ensure(object, 'spec'), 'template');
  dropDisabledPodFields(
    ensure(template, 'spec'),
    old ? obj(obj(obj(old, 'spec'), 'template'), 'spec') : make(),
  );
}
