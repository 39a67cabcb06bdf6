/** What a changed Deployment does: roll out, scale, or neither. */

import type { JsonObject } from '../../api/json.js';
import type { PodTemplateSpec } from '../../api/objects.js';
import { podTemplateHash } from '../../api/pod-template-hash.js';
import { numbered } from '../../api/text.js';
import { asKind } from '../../api/unstructured.js';
import { maxSurge, maxUnavailable } from '../../controllers/deployment-limits.js';
import { podTemplateOf } from '../pod-template.js';
import { type Changed, type Consequence, IN_PLACE, specNumber, type World } from './context.js';
import { rolloutTold } from './outlook.js';
import { rollingTrajectory } from './rolling.js';
import { templateChanged } from './template.js';

/** The ReplicaSet that a stored Deployment makes its pods with. */
export function replicaSetName(name: string, object: JsonObject, world: World): string {
  const template = podTemplateOf('Deployment', object) as PodTemplateSpec;
  return `${name}-${podTemplateHash(template, undefined, world.version)}`;
}

/** Consequences of a change of a Deployment (pkg/controller/deployment). */
export function deploymentChanged(changed: Changed, world: World): Consequence[] {
  const deployment = asKind<'Deployment'>(changed.new);
  const { spec } = deployment;
  const before = specNumber(changed.old, 'replicas');
  const after = specNumber(changed.new, 'replicas');
  const scales: Consequence[] =
    before === after
      ? []
      : [{ type: 'scale', text: `scales ${before} → ${after}`, facts: { from: before, to: after } }];
  if (!templateChanged(changed)) {
    const [scale] = scales;
    return scale
      ? [{ ...scale, text: `${scale.text}, no rollout` }]
      : [{ ...IN_PLACE, text: 'changed in place, no rollout' }];
  }
  const replicaSet = replicaSetName(changed.name, changed.new, world);
  const facts = { replicaSet, pods: after };
  if (spec.paused === true) {
    return [{ type: 'paused', text: 'paused: rolls out when it is resumed', facts }, ...scales];
  }
  const start = `rolls out: replicaset ${replicaSet}`;
  if (after === 0) return [{ type: 'rollout', text: `${start}, no pods (0 replicas)`, facts }, ...scales];
  const outlook = world.outlookOf?.(changed);
  if (spec.strategy?.type === 'Recreate' && outlook?.is !== 'stalls') {
    const pods = before === 1 ? 'its pod stops' : `all ${before} pods stop`;
    const text = `${start}, ${pods} before ${numbered(after, 'new one')} ${after === 1 ? 'starts' : 'start'}: 0 ready in between`;
    return [
      {
        type: 'rollout',
        text,
        facts: { ...facts, waves: 1, fewestReady: 0, mostPods: Math.max(before, after) },
      },
      ...scales,
    ];
  }
  const { waves, fewestReady, mostPods } = rollingTrajectory(
    after,
    maxSurge(deployment),
    maxUnavailable(deployment),
  );
  const fewest = Math.min(before, fewestReady);
  const pods = numbered(after, 'pod');
  const rollout = {
    start,
    how: `${pods} in ${numbered(waves, 'wave')}`,
    seen: pods,
    fewest,
    facts: { ...facts, waves, fewestReady: fewest, mostPods: Math.max(before, mostPods) },
  };
  return [rolloutTold(rollout, outlook), ...scales];
}
