import { expect, it } from 'vitest';
import { lint } from '../../../src/lint/lint.js';
import { pod, wordsOf } from './manifests.js';

const said = (container: string, spec = '') =>
  wordsOf(
    'security/root-refused',
    pod(`securityContext: {${container}}`, spec === '' ? '' : `securityContext: {${spec}}`),
  );

it('security/root-refused is said of user 0 where that is forbidden, by the container or its pod', () => {
  const message = 'container web is never started: it is to run as user 0, and runAsNonRoot forbids that';
  expect(said('runAsUser: 0, runAsNonRoot: true')).toEqual([`7: ${message}`]);
  expect(said('runAsUser: 0', 'runAsNonRoot: true')).toEqual([`7: ${message}`]);
  expect(said('runAsNonRoot: true', 'runAsUser: 0')).toEqual([`5: ${message}`]);
});

it.each([
  ['runAsUser: 1, runAsNonRoot: true', 'runAsUser: 0'],
  ['runAsUser: 0, runAsNonRoot: false', 'runAsNonRoot: true'],
  ['runAsUser: 0', ''],
  ['runAsNonRoot: true', ''],
])('security/root-refused is not said of {%s} in {%s}', (container, spec) => {
  expect(said(container, spec)).toEqual([]);
});

const held = (podSecurity: string, text: string, k8s?: '1.28') =>
  wordsOf('security/pod-security', text, { podSecurity, ...(k8s && { k8s }) });

it('security/pod-security says each check of the level that a pod fails, at the field', () => {
  const text = pod('securityContext: {privileged: true}', 'hostNetwork: true');
  const baseline = [
    '5: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)',
    '7: violates PodSecurity "baseline:latest": privileged (container "web" must not set securityContext.privileged=true)',
  ];
  expect(held('baseline', text)).toEqual(baseline);
  const checks = held('restricted', text).map((words) => words.replace(/.*latest": (.*?)(?: \(.*|$)/, '$1'));
  expect(checks).toEqual([
    'host namespaces',
    'allowPrivilegeEscalation != false',
    'runAsNonRoot != true',
    'seccompProfile',
    'unrestricted capabilities',
    'privileged',
  ]);
  expect(held('privileged', text)).toEqual([]);
});

it('security/pod-security names the other places of a check', () => {
  const two = pod('securityContext: {privileged: true}').trimEnd();
  const text = `${two}\n  - {name: side, image: 'a:1', securityContext: {privileged: true}}\n`;
  const { findings } = lint([{ file: 'a.yaml', text }], {
    podSecurity: 'baseline',
    only: ['security/pod-security'],
  });
  expect(findings.map(({ related }) => related?.length)).toEqual([1]);
});

it('security/pod-security asks for what the standard had in a version, and for no more than this Kubernetes has', () => {
  const probe = pod('livenessProbe: {tcpSocket: {port: 1, host: 10.0.0.1}}');
  expect(held('baseline', probe)).toHaveLength(1);
  expect(held('baseline:v1.33', probe)).toEqual([]);
  expect(held('baseline:1.34', probe)).toHaveLength(1);
  expect(held('baseline', probe, '1.28')).toEqual([]);
});

it('security/pod-security leaves to the server what a namespace enforces itself, and to the schema what cannot be read', () => {
  const namespace = (label: string) =>
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {pod-security.kubernetes.io/${label}}}\n---\n`;
  const text = pod('', 'hostNetwork: true');
  expect(held('baseline', namespace('enforce: baseline') + text)).toEqual([]);
  expect(held('baseline', namespace('enforce: restricted') + text)).toEqual([]);
  expect(held('restricted', namespace('enforce: baseline') + text)).not.toEqual([]);
  expect(held('baseline', namespace('warn: baseline') + text)).toHaveLength(1);
  expect(held('baseline', pod('securityContext: yes', 'hostNetwork: true'))).toEqual([]);
  const template = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {hostNetwork: true, containers: [{name: web, image: 'a:1'}]}
`;
  expect(held('baseline', template)).toHaveLength(1);
  expect(held('baseline', template.replace('containers: [', 'hostPID: 1, containers: ['))).toEqual([]);
  expect(() => held('strict', text)).toThrow('strict is no level of the Pod Security Standards');
  expect(() => held('baseline:v2', text)).toThrow('baseline:v2 is no level');
});

it('security/secret-env-reference names the variable, if it has a name', () => {
  const env = (variable: string) =>
    wordsOf(
      'security/secret-env-reference',
      pod(`env: [{${variable}valueFrom: {secretKeyRef: {name: a, key: b}}}]`),
    );
  expect(env('name: A, ')[0]).toMatch(/^7: variable A is a Secret's/);
  expect(env('')[0]).toMatch(/^7: a variable is a Secret's/);
});
