/** Volumes and where they come from. */

import { persistentVolumeClaim } from '../../groups/core/persistentvolumeclaim/persistentvolumeclaim.js';
import type { KindRules } from '../../kind.js';
import { persistentVolume } from '../persistentvolume.js';
import * as storage from '../storage.js';
import { storageClass } from '../storageclass.js';

export const KINDS: readonly KindRules[] = [
  persistentVolume,
  persistentVolumeClaim,
  ...Object.values(storage),
  storageClass,
];
