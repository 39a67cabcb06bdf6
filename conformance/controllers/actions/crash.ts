/** The containers of pods crash. */
import { ruleOf } from '../kubelet-rule.js';
import type { Performer } from './setting.js';

export const crash: Performer<'crash'> = ({ kubelet }, action) => kubelet.follow(ruleOf('crash', action));
