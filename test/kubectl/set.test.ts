import { describe, expect, it } from 'vitest';
import { setEnv } from '../../src/kubectl/set-env.js';
import { setImage } from '../../src/kubectl/set-image.js';
import { found, having, run, web } from './client.js';

const POD = {
  initContainers: [{ name: 'init', image: 'init:1' }],
  containers: [
    {
      name: 'app',
      image: 'app:1',
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    { name: 'side', image: 'side:1' },
  ],
};

type Container = { name: string; image: string; env?: { name: string; value?: string }[] };

/** What is printed, and each container with its image and variables, init containers first. */
function after(command: string, pod: object = POD): string[] {
  const client = having(web({}, pod));
  const said = run(client, command);
  const { spec } = found(client, 'Deployment', 'ns/web') as unknown as {
    spec: { template: { spec: { containers: Container[]; initContainers?: Container[] } } };
  };
  const { initContainers = [], containers } = spec.template.spec;
  const all = [...initContainers, ...containers].map(
    ({ image, env = [] }) =>
      `${image}${env.map(({ name, value }) => ` ${name}=${value ?? 'from'}`).join('')}`,
  );
  return [said, ...all];
}

describe('kubectl set image', () => {
  it.each<[command: string, string, string, string, string]>([
    ['set image deploy/web app=x:2', 'deployment.apps/web image updated', 'init:1', 'x:2 A=1 B=2', 'side:1'],
    ['set image deploy/web side=x:2', 'deployment.apps/web image updated', 'init:1', 'app:1 A=1 B=2', 'x:2'],
    ['set image deploy/web init=x:2', 'deployment.apps/web image updated', 'x:2', 'app:1 A=1 B=2', 'side:1'],
    ['set image deploy/web *=x:2', 'deployment.apps/web image updated', 'x:2', 'x:2 A=1 B=2', 'x:2'],
    [
      'set image deploy/web app=x:2 side=y:2',
      'deployment.apps/web image updated',
      'init:1',
      'x:2 A=1 B=2',
      'y:2',
    ],
    ['set image deploy/web app=app:1', '', 'init:1', 'app:1 A=1 B=2', 'side:1'],
    [
      'set image deploy/web none=x:2',
      'error: unable to find container named "none"',
      'init:1',
      'app:1 A=1 B=2',
      'side:1',
    ],
    [
      'set image deploy/web app=x:2 none=x:2',
      'error: unable to find container named "none"',
      'init:1',
      'x:2 A=1 B=2',
      'side:1',
    ],
  ])('%s', (command, ...expected) => {
    expect(after(command)).toEqual(expected);
  });

  it('of a pod, a CronJob, and of what makes no pods', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'ns' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    const job = {
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } },
    };
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'n', namespace: 'ns' },
      spec: { schedule: '* * * * *', jobTemplate: job },
    };
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'ns' } };
    const client = having(pod, cron, map);
    expect(run(client, 'set image pod/p c=k')).toBe('pod/p image updated');
    expect(found(client, 'Pod', 'ns/p')).toMatchObject({ spec: { containers: [{ image: 'k' }] } });
    expect(run(client, 'set image cj/n c=k')).toBe('cronjob.batch/n image updated');
    expect(found(client, 'CronJob', 'ns/n')).toMatchObject({
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: 'k' }] } } } } },
    });
    expect(run(client, 'set image cm/m c=k')).toBe(
      'error: configmaps/m the object is not a pod or does not have a pod template: *v1.ConfigMap',
    );
    expect(setImage(client, { kind: 'Pod', key: 'ns/none' }, { c: 'k' }).refusal?.message).toBe(
      'pods "none" not found',
    );
  });

  it('says nothing of what changes nothing', () => {
    const client = having(web());
    const outcome = setImage(client, { kind: 'Deployment', key: 'ns/web' }, { app: 'app:1' });
    expect(outcome).toMatchObject({ changed: false, warnings: [] });
    expect(outcome).not.toHaveProperty('word');
  });
});

describe('kubectl set env', () => {
  it.each<[command: string, string, string, string, string]>([
    [
      'set env deploy/web C=3',
      'deployment.apps/web env updated',
      'init:1 C=3',
      'app:1 A=1 B=2 C=3',
      'side:1 C=3',
    ],
    [
      'set env deploy/web A=9',
      'deployment.apps/web env updated',
      'init:1 A=9',
      'app:1 A=9 B=2',
      'side:1 A=9',
    ],
    ['set env deploy/web A-', 'deployment.apps/web env updated', 'init:1', 'app:1 B=2', 'side:1'],
    ['set env deploy/web A- B-', 'deployment.apps/web env updated', 'init:1', 'app:1', 'side:1'],
    ['set env deploy/web C-', '', 'init:1', 'app:1 A=1 B=2', 'side:1'],
    [
      'set env deploy/web A- Z=a=b',
      'deployment.apps/web env updated',
      'init:1 Z=a=b',
      'app:1 B=2 Z=a=b',
      'side:1 Z=a=b',
    ],
  ])('%s', (command, ...expected) => {
    expect(after(command)).toEqual(expected);
  });

  it('puts a value in the place of a reference', () => {
    const env = [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
    expect(after('set env deploy/web A=1', { containers: [{ name: 'c', image: 'i', env }] })).toEqual([
      'deployment.apps/web env updated',
      'i A=1',
    ]);
  });

  it('of what is not there, and of what makes no pods', () => {
    const client = having({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'ns' } });
    expect(run(client, 'set env deploy/web A=1')).toBe(
      'Error from server (NotFound): deployments.apps "web" not found',
    );
    expect(setEnv(client, { kind: 'ConfigMap', key: 'ns/m' }, { A: '1' }).error).toBe(
      'configmaps/m the object is not a pod or does not have a pod template: *v1.ConfigMap',
    );
  });
});
