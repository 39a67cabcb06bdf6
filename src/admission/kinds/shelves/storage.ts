/** Volumes and where they come from. */
import type { KindRules } from '../../kind.js';
import { persistentVolume } from '../persistentvolume.js';
import { persistentVolumeClaim } from '../persistentvolumeclaim.js';
import * as storage from '../storage.js';
import { storageClass } from '../storageclass.js';

export const KINDS: readonly KindRules[] = [
  persistentVolume,
  persistentVolumeClaim,
  ...Object.values(storage),
  storageClass,
];
