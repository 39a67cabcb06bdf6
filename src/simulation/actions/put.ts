/** Applying and creating: also what is refused is a step, and what is configured though nothing else tells it. */
import { keyOf, kindOf, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { apply } from '../../kubectl/apply.js';
import type { Client } from '../../kubectl/client.js';
import { create } from '../../kubectl/create.js';
import type { Outcome as Done } from '../../kubectl/outcome.js';
import { isConfigured } from '../describe.js';
import { shownRefusal } from '../refusal-text.js';
import type { ActionOf, Outcome } from './action.js';
import { kubectl, type Setting } from './setting.js';

type Put = ActionOf<'apply'> | ActionOf<'create'>;

export function putObject(setting: Setting, action: Put): Outcome {
  const { object, location } = action;
  const { world } = setting;
  const by = { actor: action.do, location };
  const stored = () => world.cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  const before = stored();
  const outcome = kubectl(setting, verbOf(action), by);
  if (outcome.refusal) {
    const step = world.trace.tell(by, 'refuse', refOf(object), shownRefusal(outcome.refusal, object));
    return { ...outcome, step };
  }
  const after = stored();
  if (outcome.changed || !before || !after || !isConfigured(before, after)) return outcome;
  return { ...outcome, changed: true, step: world.trace.tell(by, 'update', refOf(object), 'configured') };
}

function verbOf(action: Put): (client: Client) => Done {
  const { object } = action;
  return action.do === 'apply'
    ? (client) => apply(client, object, action)
    : (client) => create(client, object);
}
