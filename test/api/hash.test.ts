import { describe, expect, it } from 'vitest';
import type { PodTemplateSpec } from '../../src/api/objects.js';
import { podTemplateDump, podTemplateHash } from '../../src/api/pod-template-hash.js';
import { revisionName, statefulSetRevisionHash } from '../../src/api/revision-hash.js';

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

describe('the names of ReplicaSets and revisions', () => {
  it('are those that a control plane gives', () => {
    expect(podTemplateDump(template)).toHaveLength(3442);
    expect(podTemplateHash(template)).toBe('7866ccff64');
    expect(podTemplateHash(template, 0)).toBe('6cfd9b6764');
    expect(podTemplateHash(template, 1)).toBe('c469c89c');
    expect(statefulSetRevisionHash(template)).toBe('79c7b7dfff');
    expect(revisionName('web', '79c7b7dfff')).toBe('web-79c7b7dfff');
  });

  it('change with the fields that a Kubernetes minor knows, not with the order in which they are written', () => {
    expect(podTemplateHash(template, undefined, '1.28')).not.toBe('7866ccff64');
    const turned = { spec: { ...template.spec }, metadata: { labels: { app: 'web' } } };
    expect(podTemplateHash(turned)).toBe('7866ccff64');
  });

  it('take an empty list for none', () => {
    const spec = { ...template.spec, tolerations: [], nodeSelector: {} };
    expect(podTemplateHash({ ...template, spec })).toBe('7866ccff64');
  });
});
