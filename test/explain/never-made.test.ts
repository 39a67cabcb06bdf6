import { describe, expect, it } from 'vitest';
import { workbench } from '../cli/workbench.js';

const { file, kubeplan } = workbench();
const quota = file(
  'quota.yaml',
  'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: compute, namespace: default}\nspec:\n  hard:\n    requests.cpu: "1"\n',
);
const job = (name: string, resources: string) => `apiVersion: batch/v1
kind: Job
metadata: {name: ${name}}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: a
          image: registry.example.com/a:1
          resources: ${resources}
`;
const bare = file('job.yaml', job('bare', '{}'));
const whole = file('whole.yaml', job('whole', '{requests: {cpu: 100m}}'));
const NODES = ['--nodes', 'cpu=4,memory=8Gi'];

describe('a workload of which no pod is ever made', () => {
  const WHY = 'pods "bare-xxxxx" is forbidden: failed quota: compute: must specify requests.cpu for: a';

  it('is told so by explain, with the field and who decided', async () => {
    const { status, out } = await kubeplan(['explain', 'job/bare', bare, quota, ...NODES], { width: 120 });
    expect({ status, out }).toEqual({
      status: 1,
      out: `no pod of job/bare is ever made: ${WHY}
job.yaml:1:1
FailedCreate     job/bare: Error creating: pods "bare-5fknn" is forbidden: failed quota: compute: must specify
                 requests.cpu for: a

  spec.template.spec.containers[0].resources.requests.cpu  job.yaml:11:22
  because of ResourceQuota compute  quota.yaml:6:19

What would lift it (each tried):
  1  state what it asks for, here requests.cpu 100m in a: 1 of 1 ready
       spec.template.spec.containers[0].resources.requests.cpu: job.yaml:11:22
       + cpu: 100m
  2  create a LimitRange that fills in what containers of the namespace do not state: 1 of 1 ready
       + {apiVersion: v1, kind: LimitRange, metadata: {name: defaults, namespace: default}, spec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}}
`,
    });
  });

  it('can be refused for a value that a limit makes wrong', async () => {
    const limits = file(
      'limits.yaml',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: l, namespace: default}\nspec: {limits: [{type: Container, default: {cpu: 50m}}]}\n',
    );
    const { status, out } = await kubeplan(['explain', 'job/whole', whole, limits, ...NODES], { width: 200 });
    expect(status).toBe(1);
    expect(out).toContain('must be less than or equal to cpu limit of 50m');
    expect(out).toContain('  spec.template.spec.containers[0].resources.requests.cpu  whole.yaml:11:');
  });

  it('is among what stays Pending, and in JSON', async () => {
    const { status, out } = await kubeplan([
      'explain',
      '--all-pending',
      bare,
      whole,
      quota,
      ...NODES,
      '--format',
      'json',
    ]);
    const { explanations, refused } = JSON.parse(out) as { explanations: unknown[]; refused: unknown[] };
    expect({ status, explanations, refused }).toEqual({
      status: 1,
      explanations: [],
      refused: [
        {
          object: { apiVersion: 'batch/v1', kind: 'Job', name: 'bare', namespace: 'default' },
          at: expect.objectContaining({ file: 'job.yaml', line: 1 }) as unknown,
          message: WHY,
          pods: [
            {
              field: 'spec.template.spec.containers[0].resources.requests.cpu',
              at: expect.objectContaining({ line: 11 }) as unknown,
            },
          ],
          by: {
            kind: 'ResourceQuota',
            name: 'compute',
            at: expect.objectContaining({ file: 'quota.yaml', line: 6 }) as unknown,
          },
          event: expect.stringMatching(/^job\/bare: Error creating: pods "bare-/) as unknown,
          end: { ready: 0, desired: 1, complete: false, there: 0 },
          fixes: [
            expect.objectContaining({
              title: 'state what it asks for, here requests.cpu 100m in a',
            }) as unknown,
            expect.objectContaining({
              proof: expect.objectContaining({ complete: true }) as unknown,
            }) as unknown,
          ],
        },
      ],
    });
  });

  it('has its event for a reason in a plan', async () => {
    const { status, out } = await kubeplan(['plan', bare, quota, ...NODES], { width: 120 });
    expect(status).toBe(1);
    expect(out).toMatch(
      /job\/bare {2}0\/1 succeeded {2}stuck since 0\.0 s\n +Error creating: pods "bare-\w{5}" is forbidden: failed quota: compute: must specify requests\.cpu for: a\n/,
    );
  });

  it('is none whose pods wait or run', async () => {
    const { status, out } = await kubeplan(['explain', 'job/whole', whole, quota, ...NODES]);
    expect({ status, first: out.split('\n')[0] }).toEqual({
      status: 0,
      first: 'job/whole goes to node-1: it is the only node.',
    });
  });

  it('may have pods that run, which are told of as such', async () => {
    const web = file(
      'web.yaml',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 600m}}}]}\n',
    );
    const pod = await kubeplan(['explain', 'pod/web-*', web, quota, ...NODES]);
    expect([pod.status, pod.out.split('\n')[0]]).toEqual([
      0,
      expect.stringMatching(/^pod\/web-\S+ of deployment\/web runs on node-1: it is the only node\.$/),
    ]);
    const all = await kubeplan(['explain', 'deployment/web', web, quota, ...NODES]);
    expect([all.status, all.out.split('\n')[0]]).toEqual([
      1,
      expect.stringMatching(/^only 1 of 3 pods of deployment\/web is ever made: /),
    ]);
  });
});
