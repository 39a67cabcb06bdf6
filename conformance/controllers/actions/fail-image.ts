/** The image of pods cannot be pulled. */
import { ruleOf } from '../kubelet-rule.js';
import type { Performer } from './setting.js';

export const failImage: Performer<'fail-image'> = ({ kubelet }, action) =>
  kubelet.follow(ruleOf('fail-image', action));
