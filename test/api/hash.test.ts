import { describe, expect, it } from 'vitest';
import type { PodTemplateSpec } from '../../src/api/objects.js';
import { podTemplateDump, podTemplateHash } from '../../src/api/pod-template-hash.js';
import {
  daemonSetRevisionHash,
  revisionData,
  revisionName,
  statefulSetRevisionHash,
} from '../../src/api/revision-hash.js';
import { KUBERNETES_VERSIONS } from '../../src/api/version.js';

const template: PodTemplateSpec = {
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'nginx:1',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        imagePullPolicy: 'IfNotPresent',
      } as PodTemplateSpec['spec']['containers'][number],
    ],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  } as PodTemplateSpec['spec'],
};

/** Whose hashes these are. */
const OLD = '1.36';

describe('the names of ReplicaSets and revisions', () => {
  it('are those that a control plane gives', () => {
    expect(podTemplateDump(template, OLD)).toHaveLength(3442);
    expect(podTemplateHash(template, undefined, OLD)).toBe('7866ccff64');
    expect(podTemplateHash(template, null, OLD)).toBe('7866ccff64');
    expect(podTemplateHash(template)).toBe('5bb7767f96');
    expect(daemonSetRevisionHash(template, undefined, OLD)).toBe('7866ccff64');
    expect(daemonSetRevisionHash(template)).toBe('5bb7767f96');
    expect(statefulSetRevisionHash(template)).toBe('79c7b7dfff');
    expect(statefulSetRevisionHash(template, null)).toBe('79c7b7dfff');
  });

  it('count collisions, as eight bytes and as decimal digits', () => {
    const counts = [0, 1, 255, 256, 65536, 2 ** 24, 2 ** 31 - 1];
    const hashes = '6cfd9b6764 c469c89c 86c5f77f47 7bcb9c5f59 6c7c4dc8fc 7fd7f74767 55cc58b78d'.split(' ');
    expect(counts.map((count) => podTemplateHash(template, count, OLD))).toEqual(hashes);
    expect(counts.map((count) => daemonSetRevisionHash(template, count, OLD))).toEqual(hashes);
    const revisions = [0, 1, 10].map((count) => statefulSetRevisionHash(template, count));
    expect(revisions).toEqual(['79c7b7dfff', '79c7b7dffd', '6d497569f8']);
  });

  it('change with the fields that a Kubernetes minor knows', () => {
    const hashes =
      '76f88759d9 76f88759d9 6585d785cd 75b55d6ff9 758d58495 758d58495 7d4bfb574 78877bf79 7866ccff64 5bb7767f96';
    const pods = KUBERNETES_VERSIONS.map((version) => podTemplateHash(template, null, version));
    expect(pods.join(' ')).toBe(hashes);
    expect(daemonSetRevisionHash(template, null, '1.30')).toBe('6585d785cd');
    const revisions = KUBERNETES_VERSIONS.map((version) => statefulSetRevisionHash(template, null, version));
    expect(revisions).toEqual([...Array(6).fill('6d6cf975d5'), ...Array(4).fill('79c7b7dfff')]);
  });

  it('do not change with the order in which fields are written, nor with empty lists', () => {
    const turned = { spec: { ...template.spec }, metadata: { labels: { app: 'web' } } };
    expect(podTemplateHash(turned)).toBe('5bb7767f96');
    const spec = { ...template.spec, tolerations: [], nodeSelector: {} };
    expect(podTemplateHash({ ...template, spec })).toBe('5bb7767f96');
    expect(statefulSetRevisionHash({ ...template, spec })).toBe('79c7b7dfff');
  });

  it('are made of the patch that brings the template back', () => {
    const spec =
      '{"containers":[{"image":"nginx:1","imagePullPolicy":"IfNotPresent","name":"c","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],"dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30}';
    const patch = (metadata: string) =>
      `{"spec":{"template":{"$patch":"replace","metadata":${metadata},"spec":${spec}}}}`;
    expect(revisionData(template)).toBe(patch('{"labels":{"app":"web"}}'));
    expect(revisionData(template, '1.33')).toBe(patch('{"creationTimestamp":null,"labels":{"app":"web"}}'));
  });

  it.each([
    ['web', 'web-x'],
    ['a'.repeat(223), `${'a'.repeat(223)}-x`],
    ['a'.repeat(224), `${'a'.repeat(223)}-x`],
  ])("follow their owner's name, %s", (owner, name) => {
    expect(revisionName(owner, 'x')).toBe(name);
  });
});
