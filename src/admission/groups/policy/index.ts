/** The kinds of policy. */
import type { KindRules } from '../../kind.js';
import { podDisruptionBudget } from './poddisruptionbudget.js';

export const KINDS: readonly KindRules[] = [podDisruptionBudget];
