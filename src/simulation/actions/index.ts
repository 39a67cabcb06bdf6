/** All that can be done, one row each: kubectl's verbs mostly, in kubectl's own words. */
import type { JsonValue } from '../../api/json.js';
import { annotate } from '../../kubectl/annotate.js';
import type { Client } from '../../kubectl/client.js';
import { cordon, uncordon } from '../../kubectl/cordon.js';
import { remove } from '../../kubectl/delete.js';
import { beginDrain } from '../../kubectl/drain.js';
import { label } from '../../kubectl/label.js';
import { clientError, type Outcome as Done, outcomeOf } from '../../kubectl/outcome.js';
import { patch, patchOf } from '../../kubectl/patch.js';
import { pause, resume } from '../../kubectl/rollout/pause.js';
import { restart } from '../../kubectl/rollout/restart.js';
import { undo } from '../../kubectl/rollout/undo.js';
import { scale } from '../../kubectl/scale.js';
import { setImage } from '../../kubectl/set-image.js';
import { taint } from '../../kubectl/taint.js';
import { crashes, failsToPull, neverReady } from '../../kubelet/assumption.js';
import type { Action, ActionOf, Outcome } from './action.js';
import { evictPod } from './evict.js';
import { assume, heal } from './images.js';
import { setLoad } from './load.js';
import { failNode, healNode } from './nodes.js';
import { putObject } from './put.js';
import { kubectl, type Setting } from './setting.js';

type Performer<D extends Action['do']> = (setting: Setting, action: ActionOf<D>) => Outcome;

const PERFORMERS: { readonly [D in Action['do']]: Performer<D> } = {
  apply: putObject,
  create: putObject,
  delete: verb((client, action) => remove(client, action, action)),
  scale: verb((client, action) => scale(client, action, action.replicas)),
  'set-image': verb((client, action) => setImage(client, action, { [action.container]: action.image })),
  patch: verb(patchObject),
  label: verb(labelObject),
  'rollout-undo': verb((client, action) => undo(client, action, action.revision)),
  'rollout-pause': verb((client, action) => pause(client, action)),
  'rollout-resume': verb((client, action) => resume(client, action)),
  'rollout-restart': verb((client, action) => restart(client, action, action.at)),
  cordon: verb((client, { node }) => cordon(client, node)),
  uncordon: verb((client, { node }) => uncordon(client, node)),
  taint: verb((client, action) =>
    taint(client, action.node, action.taint, { remove: action.remove ?? false }),
  ),
  'add-node': verb((client, { node }) => outcomeOf(client.send({ verb: 'create', object: node }), 'created')),
  'remove-node': verb((client, { node }) => remove(client, { kind: 'Node', key: node })),
  'fail-image': (setting, { image }) => assume(setting, failsToPull(image)),
  'never-ready': (setting, { image }) => assume(setting, neverReady(image)),
  crash: (setting, { image }) => assume(setting, crashes(image)),
  assume: (setting, { assumption }) => assume(setting, assumption),
  heal,
  evict: evictPod,
  drain: (setting, { node, force = false }) => {
    const outcome = kubectl(setting, (client) => beginDrain(client, node, { force }));
    if (!outcome.refusal) setting.drainer.begin(node);
    return outcome;
  },
  'fail-node': (setting, { node }) => failNode(setting, node),
  'heal-node': (setting, { node }) => healNode(setting, node),
  load: setLoad,
};

/** Does one thing that a user can do, and says what it came to. What follows from it is for the others to do. */
export function perform<D extends Action['do']>(setting: Setting, action: ActionOf<D> & { do: D }): Outcome {
  const performer: Performer<D> = PERFORMERS[action.do];
  return performer(setting, action);
}

function verb<A extends Action>(run: (client: Client, action: A) => Done) {
  return (setting: Setting, action: A): Outcome => kubectl(setting, (client) => run(client, action));
}

function patchObject(client: Client, action: ActionOf<'patch'>): Done {
  const given = patchOf(action.patch as JsonValue, action.type ?? 'merge');
  return given
    ? patch(client, action, given)
    : clientError('a JSON patch is a list of operations, others are mappings');
}

function labelObject(client: Client, action: ActionOf<'label'>): Done {
  const labelled = action.labels && label(client, action, action.labels);
  if (!action.annotations || labelled?.refusal) return labelled ?? clientError('nothing to set');
  const annotated = annotate(client, action, action.annotations);
  return { ...annotated, changed: annotated.changed || (labelled?.changed ?? false) };
}
