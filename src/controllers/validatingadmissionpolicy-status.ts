/** What is doubtful in the expressions of policies, in their status (pkg/controller/validatingadmissionpolicystatus). */
import { obj } from '../admission/fields.js';
import { expressionWarnings } from '../admission/plugins/policy/type-check.js';
import { keyOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson } from '../api/unstructured.js';
import { type Controller, controller } from './controller.js';

const POLICY = 'ValidatingAdmissionPolicy';

/** Checks each generation of a policy once, against the kinds that are served then. */
export const validatingAdmissionPolicy: Controller = controller(
  'validatingadmissionpolicy-status',
  { [POLICY]: ({ verb, object }) => (verb === 'delete' ? [] : [keyOf(object)]) },
  (session, key) => {
    const policy: (KubeObject & { status?: { observedGeneration?: number } }) | undefined =
      session.cluster.get(POLICY, key);
    if (!policy) return;
    const { generation: observedGeneration = 0 } = policy.metadata;
    if (observedGeneration <= (policy.status?.observedGeneration ?? 0)) return;
    const warnings = expressionWarnings(obj(asJson(policy), 'spec'), session.cluster).map(
      ({ fieldRef, warning }) => ({ fieldRef, warning }),
    );
    const typeChecking = warnings.length > 0 ? { expressionWarnings: warnings } : {};
    session.updateStatus({ ...policy, status: { observedGeneration, typeChecking } });
  },
);
