/** `kubectl label` and `kubectl annotate` of pods. */
import { keyOf } from '../../../src/api/object-key.js';
import { selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

export const labelPod: Performer<'label-pod'> = ({ stage }, action) => {
  const { labels, annotations } = action;
  for (const pod of selectPods(stage, action))
    stage.act({ do: 'label', kind: 'Pod', key: keyOf(pod), labels, annotations });
};
