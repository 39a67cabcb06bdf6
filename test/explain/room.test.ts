import { expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { parseNodes } from '../../src/cluster/node-spec.js';
import { roomIn } from '../../src/explain/room.js';

const pod = (name: string, cpu: string, more: Record<string, string> = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', uid: name },
  spec: { nodeName: 'n', containers: [{ name: 'c', image: 'c', resources: { requests: { cpu, ...more } } }] },
});

it('has nothing free on a node that is asked for more than it has, or takes no further pod', () => {
  const [n] = parseNodes('name=n,cpu=4,nvidia.com/gpu=2');
  const [full] = parseNodes('name=full,cpu=4,pods=0');
  const [shut] = parseNodes('name=shut,unschedulable');
  const cluster = Cluster.of([n!, full!, shut!, pod('hog', '9', { 'nvidia.com/gpu': '1' })], NEWEST_VERSION);
  expect(roomIn(cluster)).toEqual({
    open: 2,
    closed: ['shut'],
    resources: [
      { resource: 'cpu', allocatable: 8000, asked: 9000, free: 0, largest: 0 },
      {
        resource: 'memory',
        allocatable: 32 * 2 ** 30,
        asked: 0,
        free: 16 * 2 ** 30,
        largest: 16 * 2 ** 30,
        node: 'n',
      },
      { resource: 'nvidia.com/gpu', allocatable: 2, asked: 1, free: 1, largest: 1, node: 'n' },
    ],
    pieces: [{ by: 'memory', node: 'n', amounts: { cpu: 0, memory: 16 * 2 ** 30 } }],
  });
});
