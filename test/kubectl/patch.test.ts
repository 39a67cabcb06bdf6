import { describe, expect, it } from 'vitest';
import { patchOf } from '../../src/kubectl/patch.js';
import { found, having, run, web } from './client.js';

const TWO = '{"spec":{"template":{"spec":{"containers":[{"name":"b","image":"b:1"}]}}}}';
const WIDGET = {
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w', namespace: 'ns' },
  spec: { list: ['a'] },
};

describe('kubectl patch', () => {
  it.each([
    [`patch deploy/web -p ${TWO}`, 'deployment.apps/web patched', ['b', 'app']],
    [`patch deploy web --type=strategic -p ${TWO}`, 'deployment.apps/web patched', ['b', 'app']],
    [`patch deploy web --type merge --patch ${TWO}`, 'deployment.apps/web patched', ['b']],
    [
      'patch deploy/web --type=json -p [{"op":"replace","path":"/spec/template/spec/containers/0/name","value":"c"}]',
      'deployment.apps/web patched',
      ['c'],
    ],
    ['patch deploy/web -p {"spec":{"replicas":1}}', 'deployment.apps/web patched (no change)', ['app']],
    [
      'patch deploy/web -p {"spec":{"nope":1}}',
      'Warning: unknown field "spec.nope"\ndeployment.apps/web patched (no change)',
      ['app'],
    ],
    [
      'patch deploy/web --type=json -p [{"op":"remove","path":"/spec/nope"}]',
      'The request is invalid: the server rejected our request due to an error in our request',
      ['app'],
    ],
    ['patch deploy/web --type=json -p {"spec":1}', 'error: unable to parse the patch', ['app']],
    [
      'patch deploy/web -p {"spec":{"replicas":-1}}',
      'The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ['app'],
    ],
    [
      'patch deploy/web -p {"spec":{"replicas":"two"}}',
      'The request is invalid: patch: Invalid value: "map[spec:map[replicas:two]]": unrecognized type: int32',
      ['app'],
    ],
  ])('%s', (command, said, names) => {
    const client = having(web());
    expect(run(client, command)).toBe(said);
    const { spec } = found(client, 'Deployment', 'ns/web') as unknown as {
      spec: { template: { spec: { containers: { name: string }[] } } };
    };
    expect(spec.template.spec.containers.map(({ name }) => name)).toEqual(names);
  });

  it('of a custom resource', () => {
    const client = having(WIDGET);
    expect(run(client, 'patch widget/w --type=merge -p {"spec":{"list":["b"]}}')).toBe(
      'widget.example.com/w patched',
    );
    expect(found(client, 'Widget.example.com', 'ns/w')).toMatchObject({ spec: { list: ['b'] } });
    expect(run(client, 'patch widgets.example.com w -p {"spec":{"list":["c"]}}')).toBe(
      'error: application/strategic-merge-patch+json is not supported by example.com/v1, Kind=Widget: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
    expect(found(client, 'Widget.example.com', 'ns/w')).toMatchObject({ spec: { list: ['b'] } });
  });

  it('of what is not there', () => {
    expect(run(having(), 'patch deploy/web -p {}')).toBe(
      'Error from server (NotFound): deployments.apps "web" not found',
    );
  });

  it('is a list or a mapping, by its type', () => {
    expect([patchOf([], 'json'), patchOf({}, 'merge'), patchOf({}, 'strategic')]).toEqual([
      { type: 'json', patch: [] },
      { type: 'merge', patch: {} },
      { type: 'strategic', patch: {} },
    ]);
    expect([
      patchOf({}, 'json'),
      patchOf([], 'merge'),
      patchOf(null, 'merge'),
      patchOf('x', 'strategic'),
    ]).toEqual(Array(4).fill(undefined));
  });
});
