/** What a changed StatefulSet does. */

import { isOn } from '../../api/gates.js';
import type { JsonObject } from '../../api/json.js';
import type { PodTemplateSpec } from '../../api/objects.js';
import { revisionName, statefulSetRevisionHash } from '../../api/revision-hash.js';
import { numbered } from '../../api/text.js';
import { asKind } from '../../api/unstructured.js';
import { mostAway } from '../../controllers/statefulset.js';
import { podTemplateOf } from '../pod-template.js';
import { type Changed, type Consequence, IN_PLACE, specNumber, type World } from './context.js';
import { rolloutTold } from './outlook.js';
import { templateChanged } from './template.js';

/** The name of the ControllerRevision that a stored StatefulSet's template makes. */
export function statefulSetRevision(name: string, object: JsonObject, world: World): string {
  const template = podTemplateOf('StatefulSet', object) as PodTemplateSpec;
  return revisionName(name, statefulSetRevisionHash(template, undefined, world.version));
}

/** Consequences of a change of a StatefulSet (pkg/controller/statefulset): from the highest ordinal down. */
export function statefulSetChanged(changed: Changed, world: World): Consequence[] {
  const set = asKind<'StatefulSet'>(changed.new);
  const { spec } = set;
  const before = specNumber(changed.old, 'replicas');
  const after = specNumber(changed.new, 'replicas');
  const start = spec.ordinals?.start ?? 0;
  const scales: Consequence[] =
    before === after
      ? []
      : [
          {
            type: 'scale',
            text: scaleText(changed.name, before, after, start),
            facts: { from: before, to: after },
          },
        ];
  if (!templateChanged(changed)) {
    return scales.length > 0 ? scales : [{ ...IN_PLACE, text: 'changed in place, no rollout' }];
  }
  const revision = statefulSetRevision(changed.name, changed.new, world);
  const facts = { revision, pods: after };
  if (spec.updateStrategy?.type === 'OnDelete') {
    const text = `new revision ${revision}: only pods that are deleted come back with it (OnDelete)`;
    return [{ type: 'on-delete', text, facts }, ...scales];
  }
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  // The controller counts from the first pod, whatever its ordinal.
  const first = start + partition;
  const last = start + after - 1;
  const updated = after - partition;
  if (updated <= 0) {
    const why = after === 0 ? '0 replicas' : `partition ${partition}`;
    return [
      {
        type: 'rollout',
        text: `rolls out: revision ${revision}, no pod yet (${why})`,
        facts: { revision, pods: 0 },
      },
      ...scales,
    ];
  }
  const kept = partition > 0 ? `, ${numbered(partition, 'pod')} below partition ${partition} kept` : '';
  const most = isOn('MaxUnavailableStatefulSet', world) ? Math.min(mostAway(set, after), updated) : 1;
  const way =
    updated === 1
      ? `${changed.name}-${last}`
      : `${most === 1 ? 'one' : most} at a time from ${changed.name}-${last} to ${changed.name}-${first}`;
  const fewestReady = Math.max(0, Math.min(before, after) - most);
  const waves = Math.ceil(updated / most);
  const rollout = {
    start: `rolls out: revision ${revision}`,
    how: `${numbered(updated, 'pod')}, ${way}`,
    fewest: fewestReady,
    more: kept,
    facts: { revision, pods: updated, waves, fewestReady },
  };
  return [rolloutTold(rollout, world.outlookOf?.(changed)), ...scales];
}

function scaleText(name: string, before: number, after: number, start: number): string {
  const [low, high] = before < after ? [before, after] : [after, before];
  const pods =
    high - low === 1 ? `${name}-${start + low}` : `${name}-${start + low} … ${name}-${start + high - 1}`;
  return before < after
    ? `scales ${before} → ${after}: ${pods} added`
    : `scales ${before} → ${after}: ${pods} removed, volume claims kept unless the retention policy says Delete`;
}
