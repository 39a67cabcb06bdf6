import { describe, expect, it } from 'vitest';
import { setImage } from '../../src/kubectl/set-image.js';
import { containersAfter, found, having, run, web } from './client.js';

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
    expect(containersAfter(command)).toEqual(expected);
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
