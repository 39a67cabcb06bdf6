import { defaultTemplate } from '../defaults/pod-spec.js';
import { ensure, entries, type Obj, obj, same, setDefault, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';
import { dropTemplateFields } from './deployment.js';

const GENERATION = 'deprecated.daemonset.template.generation';

function defaults(set: Obj): void {
  const spec = ensure(set, 'spec');
  const strategy = ensure(spec, 'updateStrategy');
  setZero(strategy, 'type', 'RollingUpdate');
  if (str(strategy, 'type') === 'RollingUpdate') {
    const rolling = ensure(strategy, 'rollingUpdate');
    setDefault(rolling, 'maxUnavailable', 1);
    setDefault(rolling, 'maxSurge', 0);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultTemplate(ensure(spec, 'template'));
}

/** The template's generation, which v1 keeps in an annotation. */
export function templateGeneration(set: Obj | undefined): bigint {
  const text = str(obj(obj(set, 'metadata'), 'annotations'), GENERATION);
  return /^[+-]?\d{1,18}$/.test(text) ? BigInt(text) : 0n;
}

/** apps/v1 DaemonSet (pkg/apis/apps). */
export const daemonSet: KindRules = {
  kind: 'DaemonSet',
  group: 'apps',
  resource: 'daemonsets',
  namespaced: true,
  name: SUBDOMAIN,
  defaults,
  prepare(object, old) {
    statusFromServer(object, old);
    dropTemplateFields(object, old);
    const annotations = ensure(ensure(object, 'metadata'), 'annotations');
    let generation = templateGeneration(old ?? object);
    if (!old && generation < 1n) generation = 1n;
    if (old && !same(obj(obj(object, 'spec'), 'template'), obj(obj(old, 'spec'), 'template')))
      generation += 1n;
    annotations[GENERATION] = String(generation);
    if (entries(annotations).length === 0) delete ensure(object, 'metadata')['annotations'];
  },
};
