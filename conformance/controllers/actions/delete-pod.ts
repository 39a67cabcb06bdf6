/** `kubectl delete pod POD --grace-period=GRACE`. */
import { keyOf } from '../../../src/api/object-key.js';
import { selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

export const deletePod: Performer<'delete-pod'> = ({ stage }, action) => {
  for (const pod of selectPods(stage, action))
    stage.act({ do: 'delete', kind: 'Pod', key: keyOf(pod), gracePeriodSeconds: action.grace });
};
