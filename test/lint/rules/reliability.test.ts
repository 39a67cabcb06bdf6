import { describe, expect, it } from 'vitest';
import { documents, foundBy, pod, wordsOf, workload } from './manifests.js';

const budget = (spec: string, more = '') =>
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web${more}}\nspec: {selector: {matchLabels: {app: web}}${spec}}\n`;
const autoscaler = (spec = '', target = '{apiVersion: apps/v1, kind: Deployment, name: web}') =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: ${target}, maxReplicas: 9${spec}}\n`;
const keda = (spec: string) =>
  `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: web}\nspec: {scaleTargetRef: {name: web}${spec}}\n`;

describe('reliability/pdb-blocks-drain', () => {
  const NAME = 'reliability/pdb-blocks-drain';

  it.each([
    ['neither', ''],
    ['no pod missing', ', maxUnavailable: 0'],
    ['no percent missing', ', maxUnavailable: 0%'],
    ['all of them there', ', minAvailable: 100%'],
    ['more than all', ', minAvailable: 120%'],
  ])('is said of a budget with %s, whatever it is about', (_, spec) => {
    expect(wordsOf(NAME, budget(spec))).toHaveLength(1);
  });

  it('says why, what to do, and whose pods there are', () => {
    expect(foundBy(NAME, budget(''))).toEqual([
      'a.yaml:4:1-5 warning reliability/pdb-blocks-drain: neither minAvailable nor maxUnavailable is given: no eviction is ever allowed, and no drain ends',
      '  hint: maxUnavailable: 1 lets one pod go at a time',
    ]);
    expect(foundBy(NAME, budget(', maxUnavailable: 0'))).toEqual([
      'a.yaml:4:61-62 warning reliability/pdb-blocks-drain: maxUnavailable 0 allows no eviction, and no drain ends: not one pod may be missing',
      '  hint: maxUnavailable: 1 lets one pod go at a time',
    ]);
    const all = documents(budget(', minAvailable: 2'), workload({ spec: 'replicas: 2' }));
    expect(foundBy(NAME, all)).toEqual([
      'a.yaml:4:59-60 warning reliability/pdb-blocks-drain: minAvailable 2 allows no eviction, and no drain ends: 2 have to be there, and there are 2 pods at the least',
      '  hint: maxUnavailable: 1 lets one pod go at a time',
      '  related: a.yaml:9:18-19 the pods of Deployment web',
    ]);
  });

  it.each([
    [2, { spec: 'replicas: 2' }],
    [1, {}],
    ['67%', { spec: 'replicas: 3', kind: 'StatefulSet' }],
  ])('counts %s of as many pods as there are', (least, options) => {
    expect(wordsOf(NAME, documents(budget(`, minAvailable: ${least}`), workload(options)))).toHaveLength(1);
  });

  it.each([
    ['one of two', ', minAvailable: 1', workload({ spec: 'replicas: 2' })],
    ['two thirds of three', ', minAvailable: 66%', workload({ spec: 'replicas: 3' })],
    ['one may be missing', ', maxUnavailable: 1', workload()],
    ['a percent may be missing', ', maxUnavailable: 1%', workload()],
    ['none at all', ', minAvailable: 0', workload({ spec: 'replicas: 0' })],
    ['as many as there are nodes', ', minAvailable: 1', workload({ kind: 'DaemonSet' })],
    ['somebody else', ', minAvailable: 1', workload({ name: 'api' })],
    ['another namespace', ', minAvailable: 1', workload({ namespace: 'shop' })],
    [
      'pods of several',
      ', minAvailable: 1',
      documents(workload(), workload({ name: 'web', kind: 'StatefulSet' })),
    ],
  ])('is silent of %s', (_, spec, others) => {
    expect(wordsOf(NAME, documents(budget(spec), others))).toEqual([]);
  });

  it('adds up the pods of all that it selects', () => {
    const all = documents(budget(', minAvailable: 3'), workload({ spec: 'replicas: 2' }), pod());
    expect(wordsOf(NAME, all)).toEqual([
      '4: minAvailable 3 allows no eviction, and no drain ends: 3 have to be there, and there are 3 pods at the least',
    ]);
  });

  it('takes the least that an autoscaler makes of it', () => {
    const sized = workload({ spec: 'replicas: 8' });
    const said = (least: number, scaler: string) =>
      wordsOf(NAME, documents(budget(`, minAvailable: ${least}`), sized, scaler)).length;
    expect(said(3, autoscaler(', minReplicas: 3'))).toBe(1);
    expect(said(3, autoscaler(', minReplicas: 4'))).toBe(0);
    expect(said(1, autoscaler())).toBe(1);
    expect(
      said(3, autoscaler(', minReplicas: 3', '{apiVersion: apps/v1, kind: StatefulSet, name: web}')),
    ).toBe(0);
    expect(
      said(3, autoscaler(', minReplicas: 3', '{apiVersion: apps/v1, kind: Deployment, name: api}')),
    ).toBe(0);
    expect(said(3, keda(', minReplicaCount: 3'))).toBe(1);
    expect(said(1, keda(''))).toBe(0);
  });
});

describe('reliability/hpa-without-request', () => {
  const NAME = 'reliability/hpa-without-request';
  const metric = (name: string, target: string, type = 'Resource', more = '') =>
    `, metrics: [{type: ${type}, ${type === 'Resource' ? 'resource' : 'containerResource'}: {name: ${name}${more}, target: ${target}}}]`;
  const percent = '{type: Utilization, averageUtilization: 70}';
  const said = (spec: string, options: Parameters<typeof workload>[0] = {}, ...others: string[]) =>
    wordsOf(NAME, documents(autoscaler(spec), workload(options), ...others));

  it('says which container lacks what', () => {
    expect(foundBy(NAME, documents(autoscaler(metric('cpu', percent)), workload()))).toEqual([
      'a.yaml:4:136-139 warning reliability/hpa-without-request: Deployment web is scaled by cpu in percent of the request, container web requests no cpu',
      '  hint: without a request of cpu nothing is scaled',
      '  related: a.yaml:12:5-32 container web',
    ]);
  });

  it('knows what is measured without a metric', () => {
    expect(said('')).toEqual([
      '4: Deployment web is scaled by cpu in percent of the request, container web requests no cpu',
    ]);
    const first = autoscaler(', targetCPUUtilizationPercentage: 50').replace(
      'autoscaling/v2',
      'autoscaling/v1',
    );
    expect(foundBy(NAME, documents(first, workload()))[0]).toMatch(/^a\.yaml:4:124-126 /);
  });

  it('is silent where each container that runs requests it', () => {
    const cpu = 'resources: {requests: {cpu: 1}}';
    expect(said(metric('cpu', percent), { container: cpu })).toEqual([]);
    expect(said(metric('cpu', percent), { container: 'resources: {limits: {cpu: 1}}' })).toEqual([]);
    expect(said(metric('cpu', percent), { pod: cpu })).toEqual([]);
    expect(said(metric('memory', percent), { container: cpu })).toEqual([
      '4: Deployment web is scaled by memory in percent of the request, container web requests no memory',
    ]);
    const begins = "initContainers: [{name: a, image: 'a:1'}]";
    expect(said(metric('cpu', percent), { container: cpu, pod: begins })).toEqual([]);
    const sidecar = "initContainers: [{name: a, image: 'a:1', restartPolicy: Always}]";
    expect(said(metric('cpu', percent), { container: cpu, pod: sidecar })).toEqual([
      '4: Deployment web is scaled by cpu in percent of the request, container a requests no cpu',
    ]);
  });

  it('is silent of amounts, of other metrics, of other containers, and of what is not there', () => {
    expect(said(metric('cpu', '{type: AverageValue, averageValue: 1}'))).toEqual([]);
    expect(
      said(
        ', metrics: [{type: Pods, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 1}}}]',
      ),
    ).toEqual([]);
    expect(said(metric('cpu', percent, 'ContainerResource', ', container: other'))).toEqual([]);
    expect(said(metric('cpu', percent, 'ContainerResource', ', container: web'))).toHaveLength(1);
    expect(wordsOf(NAME, documents(autoscaler(), workload({ name: 'api' })))).toEqual([]);
    expect(wordsOf(NAME, documents(autoscaler(), workload({ namespace: 'shop' })))).toEqual([]);
  });

  it('tells of the request that a LimitRange gives', () => {
    const range = (limit: string) =>
      `apiVersion: v1\nkind: LimitRange\nmetadata: {name: small}\nspec: {limits: [${limit}]}\n`;
    const told = (limit: string) => foundBy(NAME, documents(autoscaler(), workload(), range(limit))).slice(1);
    expect(told('{type: Container, defaultRequest: {cpu: 50m}}')).toEqual([
      "  hint: the request is the LimitRange's 50m",
      '  related: a.yaml:12:5-32 container web',
      '  related: a.yaml:17:57-60 LimitRange small',
    ]);
    expect(told('{type: Container, default: {cpu: 60m}}')[0]).toBe(
      "  hint: the request is the LimitRange's 60m",
    );
    expect(told('{type: Pod, max: {cpu: 1}}')[0]).toBe('  hint: without a request of cpu nothing is scaled');
  });
});
