/** What a changed DaemonSet does. */
import type { JsonObject } from '../../api/json.js';
import type { PodTemplateSpec } from '../../api/objects.js';
import { daemonSetRevisionHash, revisionName } from '../../api/revision-hash.js';
import { asKind } from '../../api/unstructured.js';
import { podTemplateOf } from '../pod-template.js';
import { type Changed, type Consequence, IN_PLACE, type World } from './context.js';
import { rolloutTold } from './outlook.js';
import { templateChanged } from './template.js';

/** The name of the ControllerRevision that a stored DaemonSet's template makes. */
export function daemonSetRevision(name: string, object: JsonObject, world: World): string {
  const template = podTemplateOf('DaemonSet', object) as PodTemplateSpec;
  return revisionName(name, daemonSetRevisionHash(template, undefined, world.version));
}

/** How many new pods of a stored DaemonSet may be beside old ones of their node; undefined where none may. */
export function surgeOf(object: JsonObject): number | string | undefined {
  const { maxSurge } = asKind<'DaemonSet'>(object).spec.updateStrategy?.rollingUpdate ?? {};
  return maxSurge === 0 || maxSurge === '0%' ? undefined : maxSurge;
}

/** Consequences of a change of a DaemonSet (pkg/controller/daemon): node by node. How many nodes is not known here. */
export function daemonSetChanged(changed: Changed, world: World): Consequence[] {
  if (!templateChanged(changed)) return [{ ...IN_PLACE, text: 'changed in place, no rollout' }];
  const { spec } = asKind<'DaemonSet'>(changed.new);
  const revision = daemonSetRevision(changed.name, changed.new, world);
  const facts = { revision };
  if (spec.updateStrategy?.type === 'OnDelete') {
    const text = `new revision ${revision}: only pods that are deleted come back with it (OnDelete)`;
    return [{ type: 'on-delete', text, facts }];
  }
  const { maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
  const surge = surgeOf(changed.new);
  const limit = surge ?? maxUnavailable ?? 1;
  const nodes =
    limit === 1 ? 'one node' : typeof limit === 'string' ? `${limit} of the nodes` : `${limit} nodes`;
  const gap =
    surge !== undefined
      ? 'the old pod stays until the new one is ready'
      : 'the old pod goes before the new one starts';
  const outlook = world.outlookOf?.(changed);
  if (outlook?.is === 'stalls' || outlook?.is === 'nowhere') {
    const start = `rolls out: revision ${revision}`;
    return [rolloutTold({ start, how: '', fewest: 0, facts }, outlook)];
  }
  const end = outlook?.is === 'completes' ? ', completes' : '';
  const text = `rolls out: revision ${revision}, ${nodes} at a time, ${gap}${end}`;
  return [{ type: 'rollout', text, facts }];
}
