import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { JsonObject } from '../../src/api/json.js';
import { needsWorld, plainServer, type ServerOfFiles } from '../../src/lint/files-server.js';
import { lintDocuments } from '../../src/lint/lint-documents.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { wholeWorld } from './whole-world.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const FILES = ['lint', 'demo']
  .flatMap((folder) =>
    readdirSync(FIXTURES + folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((file) => file.endsWith('.yaml'))
  .sort();

describe('pods of workloads', () => {
  const policy = (resources: string, operations = 'CREATE'): JsonObject[] => [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'p' },
      spec: {
        matchConstraints: {
          resourceRules: [
            { apiGroups: ['*'], apiVersions: ['*'], operations: [operations], resources: [resources] },
          ],
        },
        validations: [{ expression: 'false' }],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'b' },
      spec: { policyName: 'p', validationActions: ['Deny'] },
    },
  ];

  it.each([
    ['pods', 'CREATE', true],
    ['*', '*', true],
    ['deployments', 'CREATE', false],
    ['pods/status', 'CREATE', false],
    ['pods', 'DELETE', false],
  ])('are asked about where a policy is about %s (%s): %s', (resources, operation, asked) => {
    expect(wholeWorld('1.36', policy(resources, operation)).askPod !== undefined).toBe(asked);
  });

  it('are not asked about for a policy that nothing binds', () => {
    expect(wholeWorld('1.36', policy('pods').slice(0, 1)).askPod).toBeUndefined();
  });
});

describe('a server that needs no world', () => {
  const sources = FILES.map((file) => ({ file, text: readFileSync(FIXTURES + file, 'utf8') }));
  const alone = sources.filter(
    (source) => !needsWorld(parseManifests(source).documents.map(({ value }) => value)),
  );

  it('says of objects that stand alone what one with a world says', () => {
    expect(alone.length).toBeGreaterThan(5);
    for (const source of alone) {
      const lint = (serverOf: ServerOfFiles) => lintDocuments([source], parseManifests(source), serverOf);
      expect({ file: source.file, ...lint(plainServer(ALL_KINDS)) }).toEqual({
        file: source.file,
        ...lint(wholeWorld),
      });
    }
  });

  it.each([
    ['kind: Pod', true],
    ['kind: Namespace', true],
    ['kind: ResourceQuota', true],
    ['kind: CustomResourceDefinition', true],
    ['kind: PersistentVolumeClaim', true],
    ['kind: Ingress', true],
    ['kind: Deployment', false],
    ['kind: [Pod]', false],
    ['- kind', false],
  ])('%s: %s', (text, needed) => {
    expect(needsWorld(parseManifests({ file: 'a.yaml', text }).documents.map(({ value }) => value))).toBe(
      needed,
    );
  });
});
