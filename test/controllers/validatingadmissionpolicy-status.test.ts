import { describe, expect, it } from 'vitest';
import { validatingAdmissionPolicy } from '../../src/controllers/validatingadmissionpolicy-status.js';
import { look, made, stored, woken } from './look.js';

const DEPLOYMENTS = {
  apiGroups: ['apps'],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources: ['deployments'],
};

function policy(expression: string, metadata: object = {}, status?: object) {
  const object = made('ValidatingAdmissionPolicy', 'p', {
    metadata: { namespace: undefined, generation: 1, ...metadata },
    spec: { matchConstraints: { resourceRules: [DEPLOYMENTS] }, validations: [{ expression }] },
    ...(status && { status }),
  });
  return { ...object, apiVersion: 'admissionregistration.k8s.io/v1' };
}

const came = (object: ReturnType<typeof policy>) => look(validatingAdmissionPolicy, stored([object]), 'p');

describe('the status of a policy', () => {
  it('has what is wrong with its expressions for the kinds that it names', () => {
    const wrong = came(policy('object.spec.replicaz > 1'));
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(
      /^update ValidatingAdmissionPolicy\/p: .*"fieldRef":"spec.validations\[0\].expression","warning":"apps\/v1, Kind=Deployment: ERROR: <input>:1:12: undefined field 'replicaz'/,
    );
  });

  it('has the generation that was looked at where all is well', () => {
    expect(came(policy('object.spec.replicas > 1'))).toEqual([
      'update ValidatingAdmissionPolicy/p: status.observedGeneration – → 1',
    ]);
  });

  it('is settled once for each generation', () => {
    const seen = { observedGeneration: 1, typeChecking: {} };
    expect(came(policy('object.spec.replicaz > 1', {}, seen))).toEqual([]);
    expect(came(policy('object.spec.replicaz > 1', { generation: 2 }, seen))).toHaveLength(1);
  });

  it('is looked at when a policy is new or changed', () => {
    const wake = (verb: 'create' | 'update' | 'delete') =>
      woken(validatingAdmissionPolicy, 'ValidatingAdmissionPolicy', stored([]), {
        verb,
        object: policy('true') as never,
      });
    expect(wake('create')).toEqual(['p']);
    expect(wake('update')).toEqual(['p']);
    expect(wake('delete')).toEqual([]);
    expect(look(validatingAdmissionPolicy, stored([]), 'p')).toEqual([]);
  });
});
