import type { Plugin } from '../plugin.js';
import { SKIP } from '../status.js';

export const volumeRestrictions = (): Plugin => ({ name: 'VolumeRestrictions', preFilter: () => SKIP });
