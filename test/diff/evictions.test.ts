import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';

interface Size {
  kind?: string;
  replicas?: number;
  image?: string;
}
const workload = ({ kind = 'Deployment', replicas = 3, image = 'web:1' }: Size = {}) => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: web}
spec:
  ${kind === 'DaemonSet' ? '' : `replicas: ${replicas}`}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {serviceAccountName: nobody, containers: [{name: c, image: "${image}"}]}
---
`;
const budget = (spec: string, app = 'web') =>
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {${spec}, selector: {matchLabels: {app: ${app}}}}\n---\n`;
const scaler = (min: number) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: ${min}, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n---\n`;

const told = (old: string, now: string, only?: string[]) =>
  diff([{ file: 'old', text: old }], [{ file: 'new', text: now }], only && { only })
    .reach.filter(({ topic }) => topic === 'evictions')
    .map(({ text }) => text);
const NEVER = (why: string) =>
  `poddisruptionbudget/web lets no pod be evicted (${why}): no node with one of them can be drained`;

describe('a budget that lets no pod go', () => {
  it.each([
    ['maxUnavailable: 0', 'maxUnavailable 0 asks for 3 of 3 pods'],
    ['minAvailable: 3', 'minAvailable 3 asks for 3 of 3 pods'],
    ['minAvailable: 5', 'minAvailable 5 asks for 5 of 3 pods'],
    ['minAvailable: "100%"', 'minAvailable 100% asks for 3 of 3 pods'],
    ['minAvailable: "67%"', 'minAvailable 67% asks for 3 of 3 pods'],
  ])('is told where it comes: %s', (spec, why) => {
    expect(told(workload(), workload() + budget(spec))).toEqual([NEVER(why)]);
    const statefulSet = workload({ kind: 'StatefulSet' });
    expect(told(statefulSet, statefulSet + budget(spec))).toEqual([NEVER(why)]);
  });

  it.each([
    ['one may go', workload() + budget('minAvailable: 2')],
    ['its pods are elsewhere', workload() + budget('minAvailable: 3', 'other')],
    ['nodes say how many there are', workload({ kind: 'DaemonSet' }) + budget('minAvailable: 1')],
    ['there are none of them', workload({ replicas: 0 }) + budget('minAvailable: 1')],
    ['there are too many to be counted', workload({ replicas: 900 }) + budget('maxUnavailable: 0')],
  ])('is none where %s', (_why, now) => {
    expect(told('', now)).toEqual([]);
  });

  it('is told where another size makes it one, and where an autoscaler may', () => {
    const two = budget('minAvailable: 2');
    expect(told(workload() + two, workload({ replicas: 2 }) + two)).toEqual([
      NEVER('minAvailable 2 asks for 2 of 2 pods'),
    ]);
    expect(told(workload() + two, workload() + two + scaler(2))).toEqual([
      NEVER('minAvailable 2 asks for 2 of 2 pods at the least'),
    ]);
    expect(told(workload() + two + scaler(2), workload() + two + scaler(3))).toEqual([]);
  });

  it('is not told again of what was so before, nor of what was not asked for', () => {
    const all = budget('minAvailable: 3');
    expect(told(workload() + all, workload({ image: 'web:2' }) + all)).toEqual([]);
    expect(told(workload() + all, workload() + all)).toEqual([]);
    expect(told(workload(), workload() + all, ['deployment/web'])).toEqual([]);
  });
});

describe('a quota that comes to be too small', () => {
  const quota = (pods: number) =>
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few}\nspec: {hard: {pods: "${pods}"}}\n`;
  const resources = (old: string, now: string) =>
    diff([{ file: 'old', text: old }], [{ file: 'new', text: now }]).reach.map(({ text }) => text);

  it('is not asked for what all namespaces ask for', () => {
    const web = (namespace: string, cpu: string) =>
      workload()
        .replace('{name: web}', `{name: web, namespace: ${namespace}}`)
        .replace('name: c,', `name: c, resources: {requests: {cpu: ${cpu}}},`);
    const both = (cpu: string) => web('a', cpu) + web('b', cpu);
    expect(resources(both('1'), both('2'))).toEqual([
      'namespace a asks for cpu 3 → 6',
      'namespace b asks for cpu 3 → 6',
      'all namespaces ask for cpu 6 → 12',
    ]);
  });

  it('is told though nothing asks for more', () => {
    expect(resources(workload() + quota(6), workload() + quota(2))).toEqual([
      'namespace default asks for pods 3 (more than the 2 of resourcequota/few)',
    ]);
    expect(resources(workload() + quota(2), workload() + quota(1))).toEqual([]);
    expect(resources(workload() + quota(6), workload() + quota(3))).toEqual([]);
  });
});
