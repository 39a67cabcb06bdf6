/** The kinds of node.k8s.io. */
import type { KindRules } from '../../kind.js';
import { runtimeClass } from './runtimeclass.js';

export const KINDS: readonly KindRules[] = [runtimeClass];
