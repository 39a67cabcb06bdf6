/** The kinds of discovery.k8s.io. */
import type { KindRules } from '../../kind.js';
import { endpointSlice } from './endpointslice.js';

export const KINDS: readonly KindRules[] = [endpointSlice];
