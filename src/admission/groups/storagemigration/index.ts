/** The kinds of storagemigration.k8s.io. */
import type { KindRules } from '../../kind.js';
import { storageVersionMigration } from './storageversionmigration.js';

export const KINDS: readonly KindRules[] = [storageVersionMigration];
