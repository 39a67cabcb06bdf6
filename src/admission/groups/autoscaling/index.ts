/** The kinds of autoscaling. */
import type { KindRules } from '../../kind.js';
import { horizontalPodAutoscaler } from './horizontalpodautoscaler/horizontalpodautoscaler.js';

export const KINDS: readonly KindRules[] = [horizontalPodAutoscaler];
