/** `kubectl create -f -`. */
import { put } from '../manifests.js';
import type { Performer } from './setting.js';

export const create: Performer<'create'> = ({ stage }, action) => put(stage, 'create', action);
