import type { Plugin } from '../plugin.js';
import { SKIP } from '../status.js';

export const volumeBinding = (): Plugin => ({ name: 'VolumeBinding', preFilter: () => SKIP });
