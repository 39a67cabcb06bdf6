/** The containers of pods end with an exit code, or the pods as a whole: evicted, disrupted. */
import { isLive, selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

export const podFails: Performer<'pod-fails'> = ({ stage, kubelet }, action) => {
  for (const pod of selectPods(stage, action, isLive))
    kubelet.end(pod, { ...action, phase: 'Failed', exitCode: action.exitCode ?? 1 });
};
