/** Imported for what it does: every kind is known, from the start. */
import { addKinds } from './index.js';
import * as extensions from './shelves/extensions.js';
import * as network from './shelves/network.js';
import * as plain from './shelves/plain.js';
import * as pods from './shelves/pods.js';
import * as storage from './shelves/storage.js';

for (const { KINDS } of [pods, network, plain, storage, extensions]) addKinds(KINDS);
