import { expect, it } from 'vitest';
import type { PersistentVolumeClaim, StatefulSet } from '../../src/api/workloads.js';
import { claimName } from '../../src/controllers/statefulset-identity.js';
import { made } from './look.js';

it('a dump may hold a claim template without a name: its claims are called as Kubernetes would', () => {
  const set = made('StatefulSet', 'db', { spec: {} }) as unknown as StatefulSet;
  const template = { metadata: {}, spec: {} } as PersistentVolumeClaim;
  expect(claimName(set, template, 0)).toBe('-db-0');
});
