import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { admissionPlugins } from '../../src/admission/plugins/index.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { expectGolden } from '../fixtures/golden.js';
import { answered } from './tables.js';

const TABLES = new URL('../../fixtures/admission/', import.meta.url);
const NAMES = readdirSync(TABLES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.txt') && !/^(cel|groups)\//.test(file))
  .sort();

/** Each question of a table beside its answer (tables.ts says how they are written). Those of kinds are in groups/. */
describe.each(NAMES)('%s', (file) => {
  it('answers as written', () => {
    const kept = new URL(file, TABLES);
    expectGolden(kept, answered(readFileSync(kept, 'utf8')));
  });
});

it('has the plugins in the order of the server', () => {
  expect(admissionPlugins(Cluster.empty).map(({ name }) => name)).toEqual([
    'NamespaceLifecycle',
    'LimitRanger',
    'ServiceAccount',
    'PodSecurity',
    'Priority',
    'DefaultStorageClass',
    'PersistentVolumeClaimResize',
    'RuntimeClass',
    'DefaultIngressClass',
    'PodTopologyLabels',
    'ValidatingAdmissionPolicy',
    'ResourceQuota',
  ]);
});
