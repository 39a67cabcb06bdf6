import { expect, it } from 'vitest';
import { deployment, documents, workbench } from './workbench.js';

const AUTOSCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 3
  maxReplicas: 9
  metrics:
    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
`;

const { file, kubeplan } = workbench();
file('web.yaml', documents(deployment('web', { requests: 'cpu: 100m' }), AUTOSCALER));
file('day.txt', '# a day\n0s cpu=50%\n5m cpu=100%\n');

it('follows a curve in a file', async () => {
  const { out, status } = await kubeplan([
    'plan',
    'web.yaml',
    '--load',
    'deployment/web @day.txt',
    '--until',
    '+10m',
  ]);
  expect(out).toMatch(/3 → 6/);
  expect(status).toBe(0);
});

it('says which file cannot be read', async () => {
  const { err, status } = await kubeplan(['plan', 'web.yaml', '--load', 'deployment/web @none.txt']);
  expect(err).toContain('--load: none.txt cannot be read');
  expect(status).toBe(2);
});
