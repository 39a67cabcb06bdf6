/** What a changed StatefulSet does. */

import { scaledIntOrPercent } from '../../api/int-or-percent.js';
import type { JsonObject } from '../../api/json.js';
import type { PodTemplateSpec } from '../../api/objects.js';
import { revisionName, statefulSetRevisionHash } from '../../api/revision-hash.js';
import type { StatefulSet } from '../../api/workloads.js';
import { podTemplateOf } from '../pod-template.js';
import { type Changed, type Consequence, counted, IN_PLACE, specNumber, type World } from './context.js';
import { templateChanged } from './template.js';

/** The name of the ControllerRevision that a stored StatefulSet's template makes. */
export function statefulSetRevision(name: string, object: JsonObject, world: World): string {
  const template = podTemplateOf('StatefulSet', object) as PodTemplateSpec;
  return revisionName(name, statefulSetRevisionHash(template, undefined, world.version));
}

/** Consequences of a change of a StatefulSet (pkg/controller/statefulset): from the highest ordinal down. */
export function statefulSetChanged(changed: Changed, world: World): Consequence[] {
  const spec = changed.new['spec'] as unknown as StatefulSet['spec'];
  const before = specNumber(changed.old, 'replicas', 1);
  const after = specNumber(changed.new, 'replicas', 1);
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
  const updated = Math.max(0, last - first + 1);
  if (updated === 0) {
    const why = after === 0 ? '0 replicas' : `partition ${partition}`;
    return [
      { type: 'rollout', text: `rolls out: revision ${revision}, no pod yet (${why})`, facts },
      ...scales,
    ];
  }
  const limit = spec.updateStrategy?.rollingUpdate?.maxUnavailable;
  const atOnce = Math.max(1, scaledIntOrPercent(limit ?? 1, after, 'down') ?? 1);
  const kept = partition > 0 ? `, ${counted(partition, 'pod')} below partition ${partition} kept` : '';
  const way =
    updated === 1
      ? `${changed.name}-${last}`
      : `${atOnce === 1 ? 'one' : atOnce} at a time from ${changed.name}-${last} to ${changed.name}-${first}`;
  const fewestReady = Math.max(0, Math.min(before, after) - Math.min(atOnce, updated));
  const text = `rolls out: revision ${revision}, ${counted(updated, 'pod')}, ${way}, never below ${fewestReady} ready${kept}`;
  return [
    {
      type: 'rollout',
      text,
      facts: { ...facts, pods: updated, waves: Math.ceil(updated / atOnce), fewestReady },
    },
    ...scales,
  ];
}

function scaleText(name: string, before: number, after: number, start: number): string {
  const [low, high] = before < after ? [before, after] : [after, before];
  const pods =
    high - low === 1 ? `${name}-${start + low}` : `${name}-${start + low} … ${name}-${start + high - 1}`;
  return before < after
    ? `scales ${before} → ${after}: ${pods} added`
    : `scales ${before} → ${after}: ${pods} removed, volume claims kept unless the retention policy says Delete`;
}
