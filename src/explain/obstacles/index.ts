/** All kinds of obstacles, each with all that is known of it. */
import type { Obstacle } from '../../scheduler/obstacle.js';
import { existingAntiAffinity } from './existing-anti-affinity.js';
import { feature } from './feature.js';
import type { Kind, Knowledge, ObstacleKind, Phrase } from './kind.js';
import { nodeAffinity } from './node-affinity.js';
import { nodeName } from './node-name.js';
import { nodeSelector } from './node-selector.js';
import { other } from './other.js';
import { podAffinity } from './pod-affinity.js';
import { podAntiAffinity } from './pod-anti-affinity.js';
import { port } from './port.js';
import { resource } from './resource.js';
import { spread } from './spread.js';
import { taint } from './taint.js';
import { unschedulable } from './unschedulable.js';
import { volume } from './volume.js';
import { volumeLimit } from './volume-limit.js';

/** By the union's own names: a kind without its file does not compile. */
const OBSTACLES: { readonly [K in Kind]: ObstacleKind<K> } = {
  resource,
  taint,
  unschedulable,
  'node-name': nodeName,
  'node-selector': nodeSelector,
  'node-affinity': nodeAffinity,
  port,
  spread,
  'pod-affinity': podAffinity,
  'pod-anti-affinity': podAntiAffinity,
  'existing-anti-affinity': existingAntiAffinity,
  volume,
  'volume-limit': volumeLimit,
  feature,
  other,
};

/** What is known of an obstacle's kind. To be asked about obstacles of that kind only: this one, as a rule. */
export function knownOf(obstacle: Obstacle): Knowledge {
  return OBSTACLES[obstacle.kind];
}

/** One obstacle as a phrase: `memory short by 8.8Gi`, `taint dedicated=db:NoSchedule`. */
export function obstacleText(obstacle: Obstacle): string {
  return knownOf(obstacle).text(obstacle);
}

/** Whether the node would refuse the pod without any other pod on it. */
export function isClosing(obstacle: Obstacle): boolean {
  return knownOf(obstacle).closes?.when(obstacle) ?? false;
}

/** What is said of nodes that are closed for a cause: `is tainted`, `are tainted`. */
export function closedPhrase(cause: string): Phrase {
  for (const { closes } of Object.values(OBSTACLES)) {
    const phrase = closes?.said(cause);
    if (phrase) return phrase;
  }
  return [cause, cause];
}
