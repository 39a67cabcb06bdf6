import type { KindRules } from '../kind.js';
import { validateEvent, validateEventUpdate } from '../rules/event.js';
import { PATH_SEGMENT } from '../shared/names.js';

/** v1 and events.k8s.io/v1 Event. */
export const event: KindRules = {
  kind: 'Event',
  group: '',
  name: PATH_SEGMENT,
  ownMetadata: true,
  validate: validateEvent,
  validateUpdate: validateEventUpdate,
};
