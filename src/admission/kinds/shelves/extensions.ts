/** What holds expressions (CEL), or schemas, and the kinds that few manifests hold. */

import { event } from '../../groups/core/event.js';
import { node } from '../../groups/core/node.js';
import type { KindRules } from '../../kind.js';
import * as registration from '../admissionregistration.js';
import { customResourceDefinition } from '../customresourcedefinition.js';
import { flowSchema, priorityLevelConfiguration } from '../flowcontrol.js';
import * as small from '../small.js';

export const KINDS: readonly KindRules[] = [
  ...Object.values(registration),
  customResourceDefinition,
  event,
  { ...event, group: 'events.k8s.io' },
  flowSchema,
  priorityLevelConfiguration,
  node,
  ...Object.values(small),
];
