/** The kinds of scheduling.k8s.io. */
import type { KindRules } from '../../kind.js';
import { podGroup } from './podgroup.js';
import { priorityClass } from './priorityclass.js';
import { workload } from './workload.js';

export const KINDS: readonly KindRules[] = [podGroup, priorityClass, workload];
