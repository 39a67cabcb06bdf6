/** Volumes and where they come from. */

import { persistentVolume } from '../../groups/core/persistentvolume.js';
import { persistentVolumeClaim } from '../../groups/core/persistentvolumeclaim/persistentvolumeclaim.js';
import type { KindRules } from '../../kind.js';
import * as storage from '../storage.js';
import { storageClass } from '../storageclass.js';

export const KINDS: readonly KindRules[] = [
  persistentVolume,
  persistentVolumeClaim,
  ...Object.values(storage),
  storageClass,
];
