import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import { FieldSet, fieldsV1 } from '../../src/patch/field-set.js';
import { applyServerSide, conflictText, type Manager, recordUpdate } from '../../src/patch/server-side.js';
import { SHAPELESS } from '../../src/schema/field-shape.js';
import { kindShape } from '../../src/schema/field-shapes.js';
import { documents } from '../diff/manifests.js';

const { shapeAt } = kindShape('1.36', 'apps/v1', 'Deployment');
const apiVersion = 'apps/v1';

function object(spec: string): JsonObject {
  const value = documents(`apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: ${spec}\n`)[0]
    ?.value;
  if (!isObject(value)) throw new Error('no object');
  return value;
}

function apply(
  live: JsonObject,
  config: JsonObject,
  managers: readonly Manager[],
  manager = 'kubectl',
  force = false,
) {
  return applyServerSide(live, config, managers, shapeAt, { manager, apiVersion, force });
}

function applied(live: JsonObject, config: JsonObject, managers: readonly Manager[], manager = 'kubectl') {
  const result = apply(live, config, managers, manager);
  if (!('merged' in result)) throw new Error(JSON.stringify(result));
  return result;
}

const containers = (...items: string[]) => `{template: {spec: {containers: [${items.join(', ')}]}}}`;

describe('server-side apply', () => {
  it('owns what it says', () => {
    const { managers } = applied({}, object(containers('{name: c, image: a}')), []);
    expect(fieldsV1(managers[0]!.fields)).toEqual({
      'f:spec': {
        'f:template': {
          'f:spec': { 'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:name': {}, 'f:image': {} } } },
        },
      },
    });
  });

  it('takes away what it said before and says no more, unless another owns it too', () => {
    const first = applied({}, object('{replicas: 2, paused: true}'), []);
    const shared = applied(first.merged, object('{paused: true}'), first.managers, 'other');
    const second = applied(shared.merged, object('{minReadySeconds: 1}'), shared.managers);
    expect(second.merged['spec']).toEqual({ paused: true, minReadySeconds: 1 });
  });

  it('leaves what another put there', () => {
    const first = applied({}, object('{replicas: 2}'), []);
    const live = object('{replicas: 2, paused: true}');
    const managers = recordUpdate(first.merged, live, first.managers, shapeAt, { manager: 'm', apiVersion });
    expect(applied(live, object('{replicas: 3}'), managers).merged['spec']).toEqual({
      replicas: 3,
      paused: true,
    });
  });

  it('conflicts with whoever set the value otherwise, by name and how', () => {
    const first = applied({}, object(containers('{name: c, image: a}')), []);
    const other = applyServerSide(
      first.merged,
      object(containers('{name: c, image: b}')),
      first.managers,
      shapeAt,
      {
        manager: 'other',
        apiVersion,
        force: true,
      },
    );
    if (!('merged' in other)) throw new Error('refused');
    const result = apply(other.merged, object(containers('{name: c, image: x}')), other.managers);
    if (!('conflicts' in result)) throw new Error('accepted');
    expect(conflictText(result.conflicts)).toBe(
      'Apply failed with 1 conflict: conflict with "other": .spec.template.spec.containers[name="c"].image',
    );
    const forced = apply(
      other.merged,
      object(containers('{name: c, image: x}')),
      other.managers,
      'kubectl',
      true,
    );
    expect('merged' in forced).toBe(true);
  });

  it('lists several conflicts by manager', () => {
    const first = applied({}, object('{replicas: 1, paused: false}'), []);
    const live = object('{replicas: 2, paused: true}');
    const managers = recordUpdate(first.merged, live, first.managers, shapeAt, { manager: 'm', apiVersion });
    const result = apply(live, object('{replicas: 3, paused: false}'), managers);
    if (!('conflicts' in result)) throw new Error('accepted');
    expect(conflictText(result.conflicts)).toBe(
      'Apply failed with 2 conflicts: conflicts with "m" using apps/v1:\n- .spec.paused\n- .spec.replicas',
    );
  });

  it('tells two ports of one number apart by their protocol', () => {
    const ports = (name: string) =>
      containers(
        `{name: c, ports: [{containerPort: 53, name: ${name}}, {containerPort: 53, protocol: UDP}]}`,
      );
    const first = applied({}, object(ports('a')), []);
    const second = applied(first.merged, object(ports('b')), first.managers);
    const [container] = (
      (second.merged['spec'] as JsonObject)['template'] as { spec: { containers: JsonObject[] } }
    ).spec.containers;
    expect(container?.['ports']).toEqual([
      { containerPort: 53, name: 'b' },
      { containerPort: 53, protocol: 'UDP' },
    ]);
  });

  it.each([
    ['{nope: 1}', '.spec.nope: field not declared in schema'],
    ['{replicas: two}', '.spec.replicas: expected numeric (int or float), got string'],
    [
      containers('{name: c, env: [{name: A}, {name: A}]}'),
      '.spec.template.spec.containers[name="c"].env: duplicate entries for key [name="A"]',
    ],
  ])('refuses %s', (spec, said) => {
    expect(apply({}, object(spec), [])).toEqual({ invalid: said });
  });

  it('changes nothing when applied again', () => {
    const config = object(containers('{name: c, image: a, env: [{name: A, value: "1"}]}'));
    const first = applied({}, config, []);
    const second = applied(first.merged, config, first.managers);
    expect(second.merged).toEqual(first.merged);
    expect(fieldsV1(second.managers[0]!.fields)).toEqual(fieldsV1(first.managers[0]!.fields));
  });

  it('takes what is applied to a subresource for another manager’s', () => {
    const entry = { name: 'kubectl', operation: 'Apply', apiVersion: 'v1' } as const;
    const status = { ...entry, subresource: 'status', fields: FieldSet.of([['.status']]) };
    const own = { ...entry, fields: FieldSet.of([['.spec', '.a']]) };
    const live = { spec: { a: 1 }, status: { b: 1 } };
    const options = { manager: 'kubectl', apiVersion: 'v1' };
    const result = applyServerSide(live, { spec: { c: 1 } }, [status, own], SHAPELESS, options);
    expect(result).toMatchObject({
      merged: { spec: { c: 1 }, status: { b: 1 } },
      managers: [status, entry],
    });
  });
});
