/** The kinds of scheduling.k8s.io. */
import type { KindRules } from '../../kind.js';
import { priorityClass } from './priorityclass.js';

export const KINDS: readonly KindRules[] = [priorityClass];
