/** The kinds of events.k8s.io. */
import type { KindRules } from '../../kind.js';
import { event } from '../core/event.js';

export const KINDS: readonly KindRules[] = [{ ...event, group: 'events.k8s.io' }];
