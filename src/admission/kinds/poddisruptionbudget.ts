import type { KindRules } from '../kind.js';
import { PATH_SEGMENT, statusFromServer } from '../rules/common.js';

/** policy/v1 PodDisruptionBudget. */
export const podDisruptionBudget: KindRules = {
  kind: 'PodDisruptionBudget',
  group: 'policy',
  resource: 'poddisruptionbudgets',
  namespaced: true,
  name: PATH_SEGMENT,
  prepare: statusFromServer,
};
