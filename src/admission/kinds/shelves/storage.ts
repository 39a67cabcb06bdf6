/** Volumes and where they come from. */

import { persistentVolume } from '../../groups/core/persistentvolume.js';
import { persistentVolumeClaim } from '../../groups/core/persistentvolumeclaim/persistentvolumeclaim.js';
import { csiDriver } from '../../groups/storage/csidriver.js';
import { csiNode } from '../../groups/storage/csinode.js';
import { csiStorageCapacity } from '../../groups/storage/csistoragecapacity.js';
import { storageClass } from '../../groups/storage/storageclass.js';
import { volumeAttachment } from '../../groups/storage/volumeattachment.js';
import { volumeAttributesClass } from '../../groups/storage/volumeattributesclass.js';
import type { KindRules } from '../../kind.js';

export const KINDS: readonly KindRules[] = [
  persistentVolume,
  persistentVolumeClaim,
  csiDriver,
  csiNode,
  volumeAttachment,
  volumeAttributesClass,
  csiStorageCapacity,
  storageClass,
];
