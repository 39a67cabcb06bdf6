/** All that recorded scenarios do, a file each. */
import type { ActionOf, RecordedAction } from './action.js';
import { addNode } from './add-node.js';
import { apply } from './apply.js';
import { cordon } from './cordon.js';
import { crash } from './crash.js';
import { create } from './create.js';
import { remove } from './delete.js';
import { deleteNamespace } from './delete-namespace.js';
import { deletePod } from './delete-pod.js';
import { drainNode } from './drain.js';
import { evict } from './evict.js';
import { failImage } from './fail-image.js';
import { failNode } from './fail-node.js';
import { heal } from './heal.js';
import { healNode } from './heal-node.js';
import { kubectl } from './kubectl.js';
import { labelNode } from './label-node.js';
import { labelPod } from './label-pod.js';
import { neverReady } from './never-ready.js';
import { patch } from './patch.js';
import { podFails } from './pod-fails.js';
import { podReady } from './pod-ready.js';
import { podSucceeds } from './pod-succeeds.js';
import { podUnready } from './pod-unready.js';
import { removeNode } from './remove-node.js';
import { pause } from './rollout-pause.js';
import { restart } from './rollout-restart.js';
import { resume } from './rollout-resume.js';
import { undo } from './rollout-undo.js';
import { scale } from './scale.js';
import { setImage } from './set-image.js';
import type { Performer, Setting } from './setting.js';
import { taintNode } from './taint.js';
import { uncordon } from './uncordon.js';
import { wait } from './wait.js';
import { waitFor } from './wait-for.js';

const PERFORMERS: { readonly [D in RecordedAction['do']]: Performer<D> } = {
  apply,
  create,
  scale,
  'set-image': setImage,
  patch,
  'rollout-undo': undo,
  'rollout-pause': pause,
  'rollout-resume': resume,
  'rollout-restart': restart,
  delete: remove,
  'delete-namespace': deleteNamespace,
  'delete-pod': deletePod,
  'label-pod': labelPod,
  evict,
  'pod-unready': podUnready,
  'pod-ready': podReady,
  'pod-succeeds': podSucceeds,
  'pod-fails': podFails,
  'fail-image': failImage,
  'never-ready': neverReady,
  crash,
  heal,
  drain: drainNode,
  cordon,
  uncordon,
  taint: taintNode,
  'label-node': labelNode,
  'add-node': addNode,
  'remove-node': removeNode,
  'fail-node': failNode,
  'heal-node': healNode,
  wait,
  'wait-for': waitFor,
  kubectl,
};

/** Does one recorded action. Throws where the recording holds one that is not known here. */
export function perform<D extends RecordedAction['do']>(
  setting: Setting,
  action: ActionOf<D> & { do: D },
): void {
  const performer: Performer<D> | undefined = PERFORMERS[action.do];
  if (!performer) throw new Error(`unknown action ${action.do}`);
  performer(setting, action);
}
