import { describe, expect, it } from 'vitest';
import { Cluster } from '../../src/cluster/cluster.js';
import { rolloutOf } from '../../src/simulation/rollouts.js';
import { made, owned } from '../controllers/look.js';

const owner = (kind: string, metadata: object = {}) => made(kind, 'web', { metadata });
const set = (name: string, revision: string | undefined, by = owner('Deployment')) =>
  owned(by, 'ReplicaSet', name, {
    metadata:
      revision === undefined ? {} : { annotations: { 'deployment.kubernetes.io/revision': revision } },
  });
const history = (name: string, revision: number, by: ReturnType<typeof made>) =>
  owned(by, 'ControllerRevision', name, { revision });
const of = (
  kind: string,
  before: ReturnType<typeof made>[],
  after: ReturnType<typeof made>[],
  was: object = {},
) => rolloutOf(Cluster.of([owner(kind, was), ...before]), Cluster.of([owner(kind), ...after]), owner(kind));

describe('from which revision to which a workload goes', () => {
  it('of a Deployment: by its ReplicaSets', () => {
    const [a, b] = [set('a', '9'), set('b', '10')];
    const A = { kind: 'ReplicaSet', name: 'a', revision: 9 };
    const B = { kind: 'ReplicaSet', name: 'b', revision: 10 };
    expect(of('Deployment', [a], [a, b])).toEqual({ from: A, to: B });
    expect(of('Deployment', [b, a], [set('a', '11'), b])).toEqual({ from: B, to: { ...A, revision: 11 } });
    expect(of('Deployment', [a], [a])).toBeUndefined();
    expect(of('Deployment', [], [a])).toBeUndefined();
    expect(of('Deployment', [a], [])).toBeUndefined();
    expect(of('Deployment', [a], [b], { uid: 'earlier' })).toBeUndefined();
    expect(of('Deployment', [set('a', undefined), set('x', 'x'), set('z', '0')], [b])).toBeUndefined();
    expect(of('Deployment', [a], [set('b', '10', made('Deployment', 'other'))])).toBeUndefined();
    expect(
      rolloutOf(Cluster.of([a]), Cluster.of([owner('Deployment'), b]), owner('Deployment')),
    ).toBeUndefined();
  });

  it.each(['StatefulSet', 'DaemonSet'])('of a %s: by its ControllerRevisions', (kind) => {
    const by = owner(kind);
    expect(of(kind, [history('r1', 1, by)], [history('r1', 1, by), history('r2', 2, by)])).toEqual({
      from: { kind: 'ControllerRevision', name: 'r1', revision: 1 },
      to: { kind: 'ControllerRevision', name: 'r2', revision: 2 },
    });
  });

  it('of others there is none', () => {
    const by = owner('Job');
    expect(of('Job', [history('r1', 1, by)], [history('r2', 2, by)])).toBeUndefined();
  });
});
