import type { Plugin } from '../plugin.js';
import { SKIP } from '../status.js';

export const nodeVolumeLimits = (): Plugin => ({ name: 'NodeVolumeLimits', preFilter: () => SKIP });
