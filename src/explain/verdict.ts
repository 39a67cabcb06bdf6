/** Obstacles in a few words. */
import type { NodeSelectorTerm, Taint } from '../api/objects.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import { amountText } from './amounts.js';

/** `key=value:Effect`, as kubectl has it. */
export function taintText({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** One obstacle as a phrase: `memory short by 8.8Gi`, `taint dedicated=db:NoSchedule`. */
export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'resource':
      if (obstacle.resource === 'pods') return `full: ${obstacle.used} of ${obstacle.allocatable} pods`;
      return obstacle.allocatable === 0
        ? `has no ${obstacle.resource}`
        : `${obstacle.resource} short by ${amountText(obstacle.resource, obstacle.short)}`;
    case 'taint':
      return `taint ${taintText(obstacle.taint)}`;
    case 'unschedulable':
      return 'cordoned';
    case 'node-name':
      return `not ${obstacle.wanted}`;
    case 'node-selector': {
      const { key, wanted, actual } = obstacle;
      return actual === undefined ? `no label ${key}=${wanted}` : `label ${key}=${actual}, not ${wanted}`;
    }
    case 'node-affinity':
      return obstacle.enforced
        ? "the scheduler's own node affinity"
        : `node affinity ${obstacle.terms.map(termText).join(' or ')}`;
    case 'port': {
      const { port, protocol, holder } = obstacle;
      return `host port ${port}/${protocol} taken by ${holder}`;
    }
    case 'spread': {
      const { topologyKey, value, count, least, maxSkew } = obstacle;
      if (value === undefined) return `no label ${topologyKey} to spread by`;
      return `spread over ${topologyKey}: ${value} has ${count}, the least ${least}, skew at most ${maxSkew}`;
    }
    case 'pod-affinity': {
      const { topologyKey, value } = obstacle;
      return value === undefined
        ? `no label ${topologyKey} for pod affinity`
        : `pod affinity: no such pod in ${topologyKey}=${value}`;
    }
    case 'pod-anti-affinity':
      return `pod anti-affinity: ${obstacle.pods} such ${obstacle.pods === 1 ? 'pod' : 'pods'} in ${obstacle.topologyKey}=${obstacle.value}`;
    case 'existing-anti-affinity':
      return `anti-affinity of ${obstacle.holders[0]} in ${obstacle.topologyKey}=${obstacle.value}`;
    case 'volume':
      return obstacle.claim ? `claim ${obstacle.claim}: ${obstacle.reason}` : obstacle.reason;
    case 'volume-limit':
      return `${obstacle.attached} of ${obstacle.limit} ${obstacle.driver} volumes attached`;
    case 'feature':
      return `lacks ${obstacle.missing.join(', ')}`;
    case 'other':
      return obstacle.reason;
  }
}

/** A node affinity term: `disk in (ssd) and gpu exists`. */
function termText({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): string {
  const parts = [...matchExpressions, ...matchFields].map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'Exists':
        return `${key} exists`;
      case 'DoesNotExist':
        return `no ${key}`;
      case 'In':
        return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
      case 'NotIn':
        return `${key} not in (${values.join(', ')})`;
      default:
        return `${key} ${operator === 'Gt' ? '>' : '<'} ${values[0]}`;
    }
  });
  return parts.join(' and ') || 'an empty term';
}
