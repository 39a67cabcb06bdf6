/** The kinds of flowcontrol.apiserver.k8s.io. */
import type { KindRules } from '../../kind.js';
import { flowSchema } from './flowschema.js';
import { priorityLevelConfiguration } from './prioritylevelconfiguration.js';

export const KINDS: readonly KindRules[] = [flowSchema, priorityLevelConfiguration];
