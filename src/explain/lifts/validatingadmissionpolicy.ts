/** A policy: its binding could be content with a warning. */
import type { KubeObject } from '../../api/objects.js';
import { UNEDITED } from '../remedy.js';
import type { Lifting } from './lift.js';

const BINDING = 'ValidatingAdmissionPolicyBinding';
/** What the pod is refused for is meant, as a rule. */
const COST = 2.5;

export const policyLifts: Lifting = ({ refusal, cluster }) => {
  if (refusal.by?.kind !== 'ValidatingAdmissionPolicy') return [];
  const name = /with binding '([^']+)' denied/.exec(refusal.message)?.[1];
  const binding = name === undefined ? undefined : (cluster.get(BINDING, name) as KubeObject | undefined);
  if (!binding) return [];
  return [
    {
      ...UNEDITED,
      title: `let the binding ${name} of policy ${refusal.by.name} warn only`,
      kinds: ['policy'],
      cost: COST,
      others: [
        {
          object: binding,
          edits: [{ action: 'replace', path: ['spec', 'validationActions'], value: ['Warn'] }],
        },
      ],
    },
  ];
};
