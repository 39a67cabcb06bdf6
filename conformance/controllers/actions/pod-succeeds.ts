/** The containers of pods end with 0. */
import { isLive, selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

export const podSucceeds: Performer<'pod-succeeds'> = ({ stage, kubelet }, action) => {
  for (const pod of selectPods(stage, action, isLive))
    kubelet.end(pod, { ...action, phase: 'Succeeded', exitCode: 0 });
};
