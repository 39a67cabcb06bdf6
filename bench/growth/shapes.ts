/** All inputs that grow. */
import { COUNTED } from './capacity.js';
import { DIFFED } from './diff.js';
import { LINTED } from './lint.js';
import { PLANNED } from './plan.js';
import type { GrowthShape } from './shape.js';

export const GROWTH_SHAPES: readonly GrowthShape[] = [...LINTED, ...DIFFED, ...PLANNED, ...COUNTED];
