import type { JsonObject } from '../../api/json.js';
import { clone, ensure, list, make, obj, ptr, str, strings } from '../fields.js';
import { roundResources } from '../groups/core/pod/resources.js';
import type { KindRules } from '../kind.js';
import { nodeWarnings, validateNode, validateNodeUpdate } from '../rules/node.js';
import { SUBDOMAIN } from '../shared/names.js';
import { keepStatus } from '../shared/status.js';

const NOT_READY = 'node.kubernetes.io/not-ready';

/** v1 Node. */
export const node: KindRules = {
  kind: 'Node',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    const status = ensure(object, 'status');
    const capacity = ptr(status, 'capacity');
    if (capacity && !ptr(status, 'allocatable')) status['allocatable'] = clone(capacity);
    roundResources(status, 'capacity', 'allocatable');
    const spec = ensure(object, 'spec');
    const cidr = str(spec, 'podCIDR');
    const cidrs = strings(spec, 'podCIDRs');
    if (cidr !== '' && cidrs[0] !== cidr) spec['podCIDRs'] = [cidr];
    else if (cidr === '' && cidrs.length > 0) spec['podCIDR'] = cidrs[0] ?? '';
  },
  mutate(object, old) {
    if (old) return;
    const spec = ensure(object, 'spec');
    const taints = list(spec, 'taints');
    const there = taints.some(
      (taint) => str(taint, 'key') === NOT_READY && str(taint, 'effect') === 'NoSchedule',
    );
    if (!there)
      spec['taints'] = [...(taints as JsonObject[]), make({ key: NOT_READY, effect: 'NoSchedule' })];
  },
  prepare(object, old) {
    // Configuration from the API server is gone since 1.24.
    delete obj(object, 'spec')['configSource'];
    if (old) keepStatus(object, old);
    else delete obj(object, 'status')['config'];
  },
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  warnings: nodeWarnings,
};
