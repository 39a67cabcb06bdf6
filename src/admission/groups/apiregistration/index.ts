/** The kinds of apiregistration.k8s.io. */
import type { KindRules } from '../../kind.js';
import { apiService } from './apiservice.js';

export const KINDS: readonly KindRules[] = [apiService];
