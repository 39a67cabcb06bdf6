/** The kinds of storage.k8s.io. */
import type { KindRules } from '../../kind.js';
import { csiDriver } from './csidriver.js';
import { csiNode } from './csinode.js';
import { csiStorageCapacity } from './csistoragecapacity.js';
import { storageClass } from './storageclass.js';
import { volumeAttachment } from './volumeattachment.js';
import { volumeAttributesClass } from './volumeattributesclass.js';

export const KINDS: readonly KindRules[] = [
  csiDriver,
  csiNode,
  csiStorageCapacity,
  storageClass,
  volumeAttachment,
  volumeAttributesClass,
];
