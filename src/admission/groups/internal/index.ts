/** The kinds of internal.apiserver.k8s.io. */
import type { KindRules } from '../../kind.js';
import { storageVersion } from './storageversion.js';

export const KINDS: readonly KindRules[] = [storageVersion];
