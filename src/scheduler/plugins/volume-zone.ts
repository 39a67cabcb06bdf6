import type { Plugin } from '../plugin.js';
import { SKIP } from '../status.js';

export const volumeZone = (): Plugin => ({ name: 'VolumeZone', preFilter: () => SKIP });
