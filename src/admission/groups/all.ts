/** Every kind that admission has rules for, for those who may meet any. */
import { type Kinds, kindsOf } from '../kinds.js';
import { KINDS as admissionregistration } from './admissionregistration/index.js';
import { KINDS as apiextensions } from './apiextensions/index.js';
import { KINDS as apiregistration } from './apiregistration/index.js';
import { KINDS as apps } from './apps/index.js';
import { KINDS as authentication } from './authentication/index.js';
import { KINDS as authorization } from './authorization/index.js';
import { KINDS as autoscaling } from './autoscaling/index.js';
import { KINDS as batch } from './batch/index.js';
import { KINDS as certificates } from './certificates/index.js';
import { KINDS as coordination } from './coordination/index.js';
import { KINDS as core } from './core/index.js';
import { KINDS as discovery } from './discovery/index.js';
import { KINDS as events } from './events/index.js';
import { KINDS as flowcontrol } from './flowcontrol/index.js';
import { KINDS as internal } from './internal/index.js';
import { KINDS as networking } from './networking/index.js';
import { KINDS as node } from './node/index.js';
import { KINDS as policy } from './policy/index.js';
import { KINDS as rbac } from './rbac/index.js';
import { KINDS as resource } from './resource/index.js';
import { KINDS as scheduling } from './scheduling/index.js';
import { KINDS as storage } from './storage/index.js';
import { KINDS as storagemigration } from './storagemigration/index.js';

export const ALL_KINDS: Kinds = kindsOf([
  ...admissionregistration,
  ...apiextensions,
  ...apiregistration,
  ...internal,
  ...apps,
  ...authentication,
  ...authorization,
  ...autoscaling,
  ...batch,
  ...certificates,
  ...coordination,
  ...core,
  ...discovery,
  ...events,
  ...flowcontrol,
  ...networking,
  ...node,
  ...policy,
  ...rbac,
  ...resource,
  ...scheduling,
  ...storage,
  ...storagemigration,
]);
