/** A server of a world of the values given, that knows the rules of every kind. */
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { ServerOfFiles } from '../../src/lint/files-server.js';
import { worldServer } from '../../src/lint/world-server.js';

export const wholeWorld: ServerOfFiles = (version, values) =>
  worldServer(version, values, { kinds: ALL_KINDS });
