import { describe, expect, it } from 'vitest';
import { planText } from '../../src/report/plan-text.js';
import { simulate } from '../../src/simulation/index.js';
import { OPTIONS } from '../report/plans.js';
import { bare, deployment, simulation } from './worlds.js';

const world = () => simulation('2x cpu=4,memory=16Gi').cluster;
const large = { containers: [{ name: 'c', image: 'i', resources: { requests: { memory: '10Gi' } } }] };

describe('pods that their node refuses', () => {
  it('are replaced without end, which is told once', () => {
    const web = deployment('web', 'i', { replicas: 3, podSpec: { ...large, nodeName: 'node-1' } });
    const plan = simulate(world(), [{ object: web }]);
    expect(plan.settled).toBe(false);
    expect(plan.warnings).toEqual([]);
    expect(plan.workloads).toMatchObject([
      {
        state: 'stuck',
        at: 0,
        desired: 3,
        reason:
          "its pods are replaced without end: Pod was rejected: Node didn't have enough resource: memory, requested: 10737418240, used: 10737418240, capacity: 17179869184",
      },
    ]);
    expect(plan.steps.length).toBeLessThan(400);
  });

  it('are collected where the node is not there', () => {
    const web = deployment('web', 'i', { replicas: 20, podSpec: { nodeName: 'gone' } });
    const plan = simulate(world(), [{ object: web }]);
    expect(plan.workloads).toMatchObject([
      { state: 'stuck', reason: 'its pods are replaced without end: their node is not there' },
    ]);
    expect(plan.warnings).toEqual([]);
    const text = planText(plan, OPTIONS);
    expect(text).toMatch(/… +and so on, \d+ lines? more; --verbose shows them/);
    expect(planText(plan, { ...OPTIONS, verbose: true })).not.toContain('and so on');
  });

  it('fail by themselves where nothing manages them', () => {
    const pod = bare('p');
    const refused = {
      ...pod,
      spec: { ...(pod as unknown as { spec: object }).spec, nodeName: 'node-1', nodeSelector: { a: 'b' } },
    };
    const plan = simulate(world(), [{ object: refused }]);
    expect(plan.settled).toBe(true);
    expect(plan.workloads).toMatchObject([
      {
        state: 'stuck',
        reason:
          "NodeAffinity: Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
      },
    ]);
  });
});
