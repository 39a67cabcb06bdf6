import { expect, it } from 'vitest';
import { rootManager } from '../../src/simulation/root-manager.js';

it.each<[string, Record<string, string>, string]>([
  ['nothing', {}, 'Pod a'],
  [
    'what manages what manages it',
    { 'Pod a': 'ReplicaSet a', 'ReplicaSet a': 'Deployment a' },
    'Deployment a',
  ],
  ['itself', { 'Pod a': 'Pod a' }, 'Pod a'],
  ['what it manages', { 'Pod a': 'Pod b', 'Pod b': 'Pod a' }, 'Pod a'],
  ['one of a circle', { 'Pod a': 'Set b', 'Set b': 'Set c', 'Set c': 'Set b' }, 'Pod a'],
])('%s', (_, managers, root) => {
  expect(rootManager(managers, 'Pod a')).toBe(root);
  expect(rootManager(new Map(Object.entries(managers)), 'Pod a')).toBe(root);
});
