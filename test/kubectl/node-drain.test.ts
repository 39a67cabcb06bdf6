import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { PlainClient } from '../../src/kubectl/client.js';
import { readCommands } from '../../src/kubectl/command/read-command.js';
import type { Course } from '../../src/kubectl/command/verb.js';
import { drainList } from '../../src/kubectl/drain-list.js';
import { KUBECTL_VERBS } from '../../src/kubectl/verbs/index.js';
import { NODE, worldOf } from './client.js';

const owner = (kind: string, name = 'x') => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: kind, controller: true }],
});
const pod = (name: string, metadata: object = {}, spec: object = {}, status: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'ns', uid: name, ...metadata },
  spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n1', ...spec },
  status: { phase: 'Running', ...status },
});
const daemonSet = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'x', namespace: 'ns' } };
const budget = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'b', namespace: 'ns', generation: 1 },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'b' } } },
  status: { observedGeneration: 1, disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 1 },
};
const emptyDir = { volumes: [{ name: 'v', emptyDir: {} }] };
const set = owner('ReplicaSet');

const list = (filters: Parameters<typeof drainList>[2], ...pods: object[]) => {
  const { pods: going, warnings, errors } = drainList(worldOf(pods), 'n1', filters, 100_000);
  return [going.map(({ metadata }) => metadata.name), warnings, errors];
};

describe('the pods that a drain takes', () => {
  const leaving = pod('old', { deletionTimestamp: '1970-01-01T00:00:10Z', ...set });
  const ended = { phase: 'Succeeded' };
  it.each<[string, Parameters<typeof drainList>[2], object[], unknown[]]>([
    ['managed ones', {}, [pod('a', set)], [['a'], '', []]],
    [
      'not those of the node',
      {},
      [pod('a', { annotations: { 'kubernetes.io/config.mirror': 'x' } })],
      [[], '', []],
    ],
    [
      'DaemonSets',
      {},
      [daemonSet, pod('a', owner('DaemonSet'))],
      [[], '', ['cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): ns/a']],
    ],
    [
      'DaemonSets ignored',
      { ignoreDaemonSets: true },
      [daemonSet, pod('a', owner('DaemonSet')), pod('b', owner('DaemonSet'))],
      [[], 'ignoring DaemonSet-managed Pods: ns/a, ns/b', []],
    ],
    [
      'a DaemonSet that is gone',
      { ignoreDaemonSets: true },
      [pod('a', owner('DaemonSet'))],
      [[], '', ['cannot delete daemonsets.apps "x" not found: ns/a']],
    ],
    ['the same forced', { force: true }, [pod('a', owner('DaemonSet'))], [['a'], '', []]],
    [
      'local storage',
      {},
      [pod('a', set, emptyDir)],
      [[], '', ['cannot delete Pods with local storage (use --delete-emptydir-data to override): ns/a']],
    ],
    ['local storage given up', { deleteEmptyDirData: true }, [pod('a', set, emptyDir)], [['a'], '', []]],
    [
      'what nobody manages',
      {},
      [pod('a')],
      [[], '', ['cannot delete Pods that declare no controller (use --force to override): ns/a']],
    ],
    [
      'the same forced',
      { force: true },
      [pod('a')],
      [['a'], 'deleting Pods that declare no controller: ns/a', []],
    ],
    [
      'what has ended',
      {},
      [pod('a', {}, emptyDir, ended), pod('b', owner('DaemonSet'), {}, ended)],
      [['a', 'b'], '', []],
    ],
    [
      'a selection',
      { podSelector: { matchLabels: { a: 'b' } } },
      [pod('a', set), pod('b', { labels: { a: 'b' }, ...set })],
      [['b'], '', []],
    ],
    ['what leaves too slowly', { skipAfterSeconds: 60 }, [leaving], [[], '', []]],
    ['what leaves', { skipAfterSeconds: 95 }, [leaving], [['old'], '', []]],
  ])('%s', (_, filters, objects, expected) => {
    expect(list(filters, ...objects)).toEqual(expected);
  });
});

describe('kubectl drain', () => {
  const begin = (line: string, ...objects: object[]) => {
    const client = new PlainClient(worldOf([NODE, ...objects]), 0);
    const [asked] = readCommands(line, KUBECTL_VERBS);
    const said = asked!.verb.run(asked!, { client, namespace: 'ns', manifests: () => [] });
    return { client, ...said, course: said.course as Course };
  };
  const later = (client: PlainClient, seconds: number) => new PlainClient(client.cluster, seconds * 1000);
  const gone = (client: PlainClient, ...names: string[]) => {
    const left = client.cluster.list('Pod').filter(({ metadata }) => names.includes(metadata.name ?? ''));
    const changes = left.map((object) => ({ verb: 'delete' as const, object: object as KubeObject }));
    client.cluster = client.cluster.with(changes);
  };

  it('evicts, waits until all is gone, and says so', () => {
    const { client, lines, course } = begin(
      'drain n1 --ignore-daemonsets',
      daemonSet,
      pod('a', set),
      pod('d', owner('DaemonSet')),
    );
    expect(lines).toEqual(['node/n1 cordoned']);
    expect(course.waitsFor(client)).toBe('');
    expect(course.look(client)).toEqual({
      lines: ['Warning: ignoring DaemonSet-managed Pods: ns/d', 'evicting pod ns/a'],
    });
    expect([course.look(client), course.waitsFor(client)]).toEqual([{ lines: [] }, 'pod/a is still there']);
    gone(client, 'a');
    expect(course.look(client)).toEqual({ lines: ['pod/a evicted', 'node/n1 drained'], exitCode: 0 });
  });

  it('asks again where a budget says no, and gives up in time', () => {
    const { client, course } = begin(
      'drain n1 --timeout=12s',
      budget,
      pod('a', { labels: { app: 'b' }, ...set }),
    );
    const no = "Cannot evict pod as it would violate the pod's disruption budget.";
    const what = 'error when evicting pods/"a" -n "ns"';
    expect(course.look(client)).toEqual({
      lines: ['evicting pod ns/a', `${what} (will retry after 5s): ${no}`],
      again: 5000,
    });
    expect([course.deadline, course.waitsFor(client)]).toEqual([12_000, `pod/a may not be evicted: ${no}`]);
    expect(course.look(later(client, 5))).toEqual({ lines: [], again: 10_000 });
    expect(course.kept?.map(({ pod: { metadata } }) => metadata.name)).toEqual(['a']);
    const reached = `${what}: global timeout reached: 12s`;
    expect(course.look(later(client, 12))).toEqual({
      lines: [
        `There are pending pods in node "n1" when an error occurred: ${reached}`,
        'pod/a',
        `error: unable to drain node "n1" due to error: ${reached}, continuing command...`,
        'There are pending nodes to be drained:',
        ' n1',
        reached,
      ],
      exitCode: 1,
    });
  });

  it('what was let go and does not go', () => {
    const { client, course } = begin('drain n1 --timeout=1m --grace-period=3', pod('a', set));
    course.look(client);
    const { deletionGracePeriodSeconds } = client.cluster.get('Pod', 'ns/a')!.metadata as Record<
      string,
      unknown
    >;
    expect(deletionGracePeriodSeconds).toBe(3);
    const late = 'error when waiting for pod "a" in namespace "ns" to terminate: context deadline exceeded';
    expect(course.look(later(client, 60)).lines.at(-1)).toBe(late);
    const skipped = begin('drain n1 --skip-wait-for-delete-timeout=10', pod('a', set));
    skipped.course.look(skipped.client);
    expect(skipped.course.look(later(skipped.client, 60))).toEqual({
      lines: ['pod a has DeletionTimestamp older than 10 seconds, skipping', 'node/n1 drained'],
      exitCode: 0,
    });
  });

  it('deletes where it is told to, whatever budgets say', () => {
    const { client, course } = begin(
      'drain n1 --disable-eviction --timeout=5s',
      budget,
      pod('a', { labels: { app: 'b' }, ...set }),
    );
    expect(course.look(client)).toEqual({ lines: [] });
    const stuck = later(client, 5);
    expect(course.look(stuck).lines.slice(-3)).toEqual([
      'There are pending nodes to be drained:',
      ' n1',
      'error: context deadline exceeded',
    ]);
    const again = begin('drain n1 --disable-eviction', pod('a', set));
    again.course.look(again.client);
    gone(again.client, 'a');
    expect(again.course.look(again.client).lines).toEqual(['pod/a deleted', 'node/n1 drained']);
  });

  it('two budgets are an error that does not pass', () => {
    const second = { ...budget, metadata: { ...budget.metadata, name: 'c' } };
    const { client, course } = begin('drain n1', budget, second, pod('a', { labels: { app: 'b' }, ...set }));
    const why =
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    expect(course.look(client)).toMatchObject({ exitCode: 1 });
    expect(course.kept).toEqual([]);
    const { lines } = begin(
      'drain n1',
      budget,
      second,
      pod('a', { labels: { app: 'b' }, ...set }),
    ).course.look(client);
    expect(lines[0]).toBe('evicting pod ns/a');
    expect(lines.at(-1)).toBe(`error when evicting pods/"a" -n "ns": ${why}`);
  });

  it('goes on with the next node, and does nothing to one whose pods would not come back', () => {
    const second = { ...NODE, metadata: { name: 'n2', uid: 'n2' } };
    const { client, lines, course } = begin(
      'drain n1 n2',
      second,
      pod('b'),
      pod('c', set, { nodeName: 'n2' }),
    );
    expect(lines).toEqual(['node/n1 cordoned', 'node/n2 cordoned']);
    const error = 'cannot delete Pods that declare no controller (use --force to override): ns/b';
    expect(course.look(client).lines).toEqual([
      `error: unable to drain node "n1" due to error: ${error}, continuing command...`,
      'evicting pod ns/c',
    ]);
    gone(client, 'c');
    expect(course.look(client)).toEqual({
      lines: [
        'pod/c evicted',
        'node/n2 drained',
        'There are pending nodes to be drained:',
        ' n1',
        `error: ${error}`,
      ],
      exitCode: 1,
    });
  });
});
