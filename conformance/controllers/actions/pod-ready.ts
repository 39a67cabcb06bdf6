/** The readiness probes of pods succeed; of unready pods unless told. */
import { isPodReady } from '../../../src/api/pods.js';
import { selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

export const podReady: Performer<'pod-ready'> = ({ stage, kubelet }, action) => {
  for (const pod of selectPods(stage, action, (one) => !isPodReady(one))) kubelet.ready(pod);
};
