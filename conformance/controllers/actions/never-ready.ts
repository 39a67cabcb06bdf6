/** Pods run, but do not become ready. */
import { ruleOf } from '../kubelet-rule.js';
import type { Performer } from './setting.js';

export const neverReady: Performer<'never-ready'> = ({ kubelet }, action) =>
  kubelet.follow(ruleOf('never-ready', action));
