import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { firstPod } from '../../src/controllers/first-pod.js';

const made = (text: string) => firstPod(parse(text));
const POD = '{metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}';
const META = 'metadata: {name: web, namespace: shop, uid: u}';

it.each([
  ['apps/v1', 'Deployment', `{template: ${POD}}`, 'spec.template', 'web-'],
  ['apps/v1', 'DaemonSet', `{template: ${POD}}`, 'spec.template', 'web-'],
  [
    'batch/v1',
    'CronJob',
    `{jobTemplate: {spec: {template: ${POD}}}}`,
    'spec.jobTemplate.spec.template',
    'web-',
  ],
])('the first pod of %s %s', (apiVersion, kind, spec, template, generateName) => {
  const first = made(`{apiVersion: ${apiVersion}, kind: ${kind}, ${META}, spec: ${spec}}`);
  expect(first?.template.join('.')).toBe(template);
  expect(first?.pod).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName,
      namespace: 'shop',
      labels: { a: 'b' },
      ownerReferences: [
        { apiVersion, kind, name: 'web', uid: 'u', controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: { containers: [{ name: 'a', image: 'a' }] },
  });
});

it('of a StatefulSet has the name and the labels of its first ordinal', () => {
  const first = made(
    `{apiVersion: apps/v1, kind: StatefulSet, ${META}, spec: {serviceName: db, ordinals: {start: 3}, template: ${POD}}}`,
  );
  expect(first?.pod.metadata).toMatchObject({
    name: 'web-3',
    labels: { a: 'b', 'statefulset.kubernetes.io/pod-name': 'web-3' },
  });
  expect(first?.pod.spec).toMatchObject({ hostname: 'web-3', subdomain: 'db' });
});

it.each([
  ['what is a pod', `{apiVersion: v1, kind: Pod, ${META}, spec: {containers: []}}`],
  ['what others make pods of', `{apiVersion: v1, kind: PodTemplate, ${META}, template: ${POD}}`],
  ['what makes none', `{apiVersion: v1, kind: ConfigMap, ${META}}`],
  ['a workload without a template', `{apiVersion: apps/v1, kind: Deployment, ${META}, spec: {}}`],
])('there is none of %s', (_what, text) => {
  expect(made(text)).toBeUndefined();
});
