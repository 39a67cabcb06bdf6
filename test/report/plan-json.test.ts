import { expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { planJson } from '../../src/report/plan-json.js';
import { NO_COUNTS, plan } from './plans.js';

it('a plan as data: nodes tell what they have and what is asked of them', () => {
  const pod = (name: string, phase: string, requests: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', uid: name },
    spec: { nodeName: 'a', containers: [{ name: 'a', image: 'a', resources: { requests } }] },
    status: { phase },
  });
  const cluster = Cluster.of(
    [
      {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'a' },
        status: { allocatable: { cpu: '1500m', memory: '1Gi', pods: '5' } },
      },
      { apiVersion: 'v1', kind: 'Node', metadata: { name: 'b' } },
      pod('p', 'Running', { cpu: '250m', 'example.com/x': '2' }),
      pod('q', 'Pending', { cpu: '1', memory: '1Mi' }),
      pod('done', 'Succeeded', { cpu: '1' }),
    ] as KubeObject[],
    '1.36',
  );
  const warnings = [{ message: 'm', hint: 'h' }];
  expect(JSON.parse(planJson(plan({ cluster, duration: 61_500, settled: false, warnings })))).toEqual({
    format: 'kubeplan.plan/1',
    settled: false,
    beforehand: { durationSeconds: 0, stuck: [], madeUp: [], steps: [] },
    durationSeconds: 61.5,
    counts: NO_COUNTS,
    workloads: [],
    stuck: [],
    findings: [],
    warnings,
    assumed: [],
    lacks: [],
    suppositions: [],
    missing: [],
    notKnown: [],
    nodes: [
      {
        name: 'a',
        allocatable: { cpu: 1500, memory: 2 ** 30, pods: 5 },
        requested: { cpu: 1250, memory: 2 ** 20, pods: 2, 'example.com/x': 2 },
        pods: [
          { namespace: 'default', name: 'p', requests: { cpu: 250, 'example.com/x': 2 } },
          { namespace: 'default', name: 'q', requests: { cpu: 1000, memory: 2 ** 20 } },
        ],
      },
      { name: 'b', allocatable: {}, requested: { cpu: 0, memory: 0, pods: 0 }, pods: [] },
    ],
    trajectories: [],
    steps: [],
  });
});
