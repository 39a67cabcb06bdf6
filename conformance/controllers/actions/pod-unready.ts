/** The readiness probes of pods fail until `pod-ready`; of ready pods unless told. */
import { isPodReady } from '../../../src/api/pods.js';
import { selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

export const podUnready: Performer<'pod-unready'> = ({ stage, kubelet }, action) => {
  for (const pod of selectPods(stage, action, isPodReady)) kubelet.unready(pod);
};
