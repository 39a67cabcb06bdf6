/** Asks for the eviction of pods, one after another. */
import { keyOf } from '../../../src/api/object-key.js';
import { selectPods } from '../select-pods.js';
import type { Performer } from './setting.js';

const APART_MS = 800;

export const evict: Performer<'evict'> = ({ stage }, action) => {
  for (const pod of selectPods(stage, action)) {
    stage.act({ do: 'evict', key: keyOf(pod) });
    stage.pass(APART_MS);
  }
};
