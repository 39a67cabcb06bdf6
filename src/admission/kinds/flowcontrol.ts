import { ensure, ptr, setDefault, setZero } from '../fields.js';
import type { KindRules } from '../kind.js';
import { validateFlowSchema } from '../rules/flow-schema.js';
import { validatePriorityLevel } from '../rules/priority-level.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';

const GROUP = 'flowcontrol.apiserver.k8s.io';

/** flowcontrol.apiserver.k8s.io/v1 FlowSchema. */
export const flowSchema: KindRules = {
  kind: 'FlowSchema',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object) {
    setZero(ensure(object, 'spec'), 'matchingPrecedence', 1000);
  },
  prepare: statusFromServer,
  validate: validateFlowSchema,
};

/** flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration. */
export const priorityLevelConfiguration: KindRules = {
  kind: 'PriorityLevelConfiguration',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object) {
    const spec = ensure(object, 'spec');
    const exempt = ptr(spec, 'exempt');
    if (exempt) {
      setDefault(exempt, 'nominalConcurrencyShares', 0);
      setDefault(exempt, 'lendablePercent', 0);
    }
    const limited = ptr(spec, 'limited');
    if (limited) {
      setDefault(limited, 'nominalConcurrencyShares', 30);
      setDefault(limited, 'lendablePercent', 0);
      const queuing = ptr(ptr(limited, 'limitResponse'), 'queuing');
      if (queuing) {
        setZero(queuing, 'handSize', 8);
        setZero(queuing, 'queues', 64);
        setZero(queuing, 'queueLengthLimit', 50);
      }
    }
  },
  prepare: statusFromServer,
  validate: validatePriorityLevel,
};
