import { describe, expect, it } from 'vitest';
import type { AdmissionPlugin } from '../../../src/admission/plugin.js';
import { errorText, type ServerError } from '../../../src/diff/apply/outcome.js';
import { applyTarget } from '../../../src/diff/apply/target.js';
import { FieldSet } from '../../../src/patch/field-set.js';
import { serverSideApply } from '../../../src/patch/server-side.js';
import { SHAPELESS } from '../../../src/schema/field-shape.js';

describe('a refusal as kubectl prints it', () => {
  const invalid = (details?: ServerError['details']): ServerError => ({
    reason: 'Invalid',
    message: 'all of it',
    ...(details && { details }),
  });
  it.each<[ServerError, created: string, patched: string]>([
    [
      { reason: 'Forbidden', message: 'no' },
      'Error from server (Forbidden): error when creating "STDIN": no',
      'Error from server (Forbidden): no',
    ],
    [{ reason: '', message: 'no' }, 'Error from server: no', 'Error from server: no'],
    [invalid(), 'The request is invalid: all of it', 'The request is invalid: all of it'],
    [
      invalid({ kind: '', name: '', causes: [] }),
      'The request is invalid: all of it',
      'The request is invalid: all of it',
    ],
    [
      invalid({ kind: 'Pod', name: '', causes: [] }),
      'The Pod "" is invalid: all of it',
      'The Pod "" is invalid: all of it',
    ],
    [
      invalid({ kind: '', name: 'p', causes: ['a', 'a'] }),
      'The  "p" is invalid: a',
      'The  "p" is invalid: a',
    ],
    [
      invalid({ kind: 'Pod', name: 'p', causes: ['a', 'b', 'a'] }),
      'The Pod "p" is invalid: \n* a\n* b',
      'The Pod "p" is invalid: \n* a\n* b',
    ],
  ])('%j', (error, created, patched) => {
    expect(errorText(error, 'creating')).toBe(created);
    expect(errorText(error, 'patching')).toBe(patched);
  });
});

describe('a target', () => {
  it.each([
    ['apps/v1', 'Deployment', 'strategic', 'deployments'],
    ['networking.k8s.io/v1', 'NetworkPolicy', 'strategic', 'networkpolicies'],
    ['example.com/v1', 'Widget', 'merge', 'widgets'],
  ])('%s %s takes a %s patch and is one of the %s', (apiVersion, kind, patchKind, plural) => {
    expect(applyTarget(apiVersion, kind, { version: '1.36' })).toMatchObject({ patchKind, plural });
  });

  const widget = { apiVersion: 'e.com/v1', kind: 'W', metadata: { name: 'w' }, spec: { a: 1, b: 1 }, c: 1 };
  const schema = { type: 'object', properties: { spec: { type: 'object', properties: { a: {} } } } };
  const versions = [{ name: 'v1', schema: { openAPIV3Schema: schema } }];
  const crd = { kind: 'CustomResourceDefinition', spec: { group: 'e.com', names: { kind: 'W' }, versions } };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
    spec: { ports: [{ port: 80 }], b: 1 },
  };
  it.each([
    ['Warn', ['unknown field "spec.b"', 'unknown field "c"'], ['unknown field "spec.b"']],
    ['Ignore', [], []],
  ] as const)('passes over unknown fields with %s', (fieldValidation, ofCustom, ofBuiltIn) => {
    const options = { version: '1.36', crds: [crd], fieldValidation } as const;
    expect(applyTarget('e.com/v1', 'W', options).write(widget, undefined)).toEqual({
      object: {
        apiVersion: 'e.com/v1',
        kind: 'W',
        metadata: { name: 'w', generation: 1 },
        spec: { a: 1 },
      },
      warnings: ofCustom,
    });
    expect(applyTarget('v1', 'Service', options).write(service, undefined)).toMatchObject({
      warnings: ofBuiltIn,
    });
  });

  it('refuses what plugins refuse', () => {
    const asked: string[] = [];
    const plugin: AdmissionPlugin = {
      name: 'No',
      validate({ operation }) {
        asked.push(operation);
        return { code: 403, reason: 'Forbidden', message: 'not you' };
      },
    };
    const plugins = [plugin];
    const target = applyTarget('v1', 'ConfigMap', { version: '1.36', plugins });
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'ns' } };
    const refused = { error: { reason: 'Forbidden', message: 'not you' } };
    expect(target.write(object, undefined)).toEqual(refused);
    expect(target.write(object, object)).toEqual(refused);
    expect(asked).toEqual(['create', 'update']);
  });
});

it('what is applied to a subresource is another manager’s', () => {
  const entry = { name: 'kubectl', operation: 'Apply', apiVersion: 'v1' } as const;
  const status = { ...entry, subresource: 'status', fields: FieldSet.of([['.status']]) };
  const own = { ...entry, fields: FieldSet.of([['.spec', '.a']]) };
  const live = { spec: { a: 1 }, status: { b: 1 } };
  const options = { manager: 'kubectl', apiVersion: 'v1' };
  const result = serverSideApply(live, { spec: { c: 1 } }, [status, own], SHAPELESS, options);
  expect(result).toMatchObject({ merged: { spec: { c: 1 }, status: { b: 1 } }, managers: [status, entry] });
});
