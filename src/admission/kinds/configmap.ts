import type { KindRules } from '../kind.js';
import { SUBDOMAIN } from '../rules/common.js';

/** v1 ConfigMap. */
export const configMap: KindRules = {
  kind: 'ConfigMap',
  group: '',
  resource: 'configmaps',
  namespaced: true,
  name: SUBDOMAIN,
  coreMetadata: true,
};
