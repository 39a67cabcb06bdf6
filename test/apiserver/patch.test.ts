import { describe, expect, it } from 'vitest';
import type { AnyObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Patch } from '../../src/apiserver/request.js';
import { made, NOW, stored } from '../controllers/look.js';

const CONTAINERS = [
  { name: 'a', image: 'a:1' },
  { name: 'b', image: 'b:1' },
];
const deployment = made('Deployment', 'web', {
  spec: {
    replicas: 2,
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: CONTAINERS } },
  },
});
const cluster = stored([deployment]);

/** The replicas and the images after a patch, or why not. */
function patched(patch: Patch, more: { subresource?: 'scale'; key?: string } = {}) {
  const name = { kind: 'Deployment', key: 'default/web' };
  const answer = handle(cluster, { verb: 'patch', ...name, ...patch, ...more }, NOW);
  if ('refusal' in answer) {
    const { code, reason, message, why } = answer.refusal;
    return [`${code} ${reason}: ${message}`, ...(why === undefined ? [] : [why])];
  }
  const { spec, metadata } = answer.object as AnyObject & {
    spec: { replicas: number; template: { spec: { containers: { name: string; image: string }[] } } };
  };
  const images = spec.template.spec.containers.map(({ name: container, image }) => `${container}=${image}`);
  return [spec.replicas, images.join(), metadata.generation];
}

const containers = (...items: object[]) => ({ spec: { template: { spec: { containers: items } } } }) as never;

describe('a patch', () => {
  it.each<[string, Patch, unknown[]]>([
    ['merges', { type: 'merge', patch: { spec: { replicas: 5 } } }, [5, 'a=a:1,b=b:1', 2]],
    ['replaces lists', { type: 'merge', patch: containers({ name: 'b', image: 'b:2' }) }, [2, 'b=b:2', 2]],
    [
      'merges lists by their keys where it is strategic',
      { type: 'strategic', patch: containers({ name: 'a', image: 'a:2' }) },
      [2, 'a=a:2,b=b:1', 2],
    ],
    [
      'deletes from lists',
      { type: 'strategic', patch: containers({ name: 'a', $patch: 'delete' }) },
      [2, 'b=b:1', 2],
    ],
    [
      'is a list of operations',
      { type: 'json', patch: [{ op: 'replace', path: '/spec/replicas', value: 4 }] },
      [4, 'a=a:1,b=b:1', 2],
    ],
    ['changes nothing', { type: 'merge', patch: {} }, [2, 'a=a:1,b=b:1', 1]],
    [
      'does not fit: the server keeps why to itself',
      { type: 'json', patch: [{ op: 'remove', path: '/spec/nope' }] },
      [
        '422 Invalid: the server rejected our request due to an error in our request',
        "error in remove for path: '/spec/nope': Unable to remove nonexistent key: nope: missing value",
      ],
    ],
    [
      'cannot be merged',
      { type: 'strategic', patch: containers({ image: 'x' }) },
      ['400 BadRequest: map: map[image:x] does not contain declared merge key: name'],
    ],
    [
      'makes what is not valid',
      { type: 'merge', patch: { spec: { replicas: -1 } } },
      [
        '422 Invalid: Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
    ],
  ])('%s', (_name, patch, expected) => {
    expect(patched(patch)).toEqual(expected);
  });

  it('that cannot be read is quoted, with its place as of a create', () => {
    const request = { verb: 'patch', kind: 'Deployment', key: 'default/web', type: 'strategic' } as const;
    const answer = handle(cluster, { ...request, patch: { spec: { replicas: 'two' } } }, NOW);
    if (!('refusal' in answer)) throw new Error('taken');
    expect(answer.refusal).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message:
        ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:two]]": unrecognized type: int32',
      details: { kind: '', name: '' },
    });
    expect(answer.refusal.decoding).toHaveLength(1);
  });

  it('in JSON that makes what cannot be read is quoted whole', () => {
    const patch = [{ op: 'replace', path: '/spec/replicas', value: 'two' }];
    const [said] = patched({ type: 'json', patch }) as string[];
    expect(said).toMatch(
      /^422 Invalid: {2}"" is invalid: patch: Invalid value: "\{.*\\"replicas\\":\\"two\\"/,
    );
  });

  it('of what is not there', () => {
    expect(patched({ type: 'merge', patch: {} }, { key: 'default/none' })).toEqual([
      '404 NotFound: deployments.apps "none" not found',
    ]);
  });

  it('of a scale looks at the replicas alone', () => {
    const patch = { spec: { replicas: 7, paused: true }, metadata: { labels: { x: 'y' } } };
    const name = { kind: 'Deployment', key: 'default/web' };
    const answer = handle(
      cluster,
      { verb: 'patch', ...name, type: 'merge', patch, subresource: 'scale' },
      NOW,
    );
    if ('refusal' in answer) throw new Error(answer.refusal.message);
    expect(answer.object).toMatchObject({ spec: { replicas: 7 } });
    expect(answer.object.metadata).not.toHaveProperty('labels');
    expect((answer.object as AnyObject)['spec']).not.toHaveProperty('paused');
    expect(patched({ type: 'merge', patch: { spec: { replicas: -1 } } }, { subresource: 'scale' })).toEqual([
      '422 Invalid: Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ]);
  });
});
