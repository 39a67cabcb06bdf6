/** `kubectl apply -f -`. */
import { put } from '../manifests.js';
import type { Performer } from './setting.js';

export const apply: Performer<'apply'> = ({ stage }, action) => put(stage, 'apply', action);
