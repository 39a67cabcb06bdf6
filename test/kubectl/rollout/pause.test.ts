import { describe, expect, it } from 'vitest';
import { found, having, run, statefulSet, web } from '../client.js';

describe('kubectl rollout pause and resume', () => {
  it('of a Deployment', () => {
    const client = having(web());
    const paused = () => (found(client, 'Deployment', 'ns/web')!['spec'] as { paused?: boolean }).paused;
    const did = (command: string) => [run(client, `rollout ${command} deploy/web`), paused()];
    expect(did('resume')).toEqual(['error: deployments.apps "web" is not paused', undefined]);
    expect(did('pause')).toEqual(['deployment.apps/web paused', true]);
    expect(did('pause')).toEqual(['error: deployments.apps "web" is already paused', true]);
    expect(did('restart')).toEqual([
      'error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)',
      true,
    ]);
    expect(did('resume')).toEqual(['deployment.apps/web resumed', undefined]);
  });

  it('of what cannot be, or is not there', () => {
    const client = having(statefulSet('i'));
    const before = client.cluster;
    expect(run(client, 'rollout pause sts/db')).toBe(
      'error: statefulsets.apps "db" pausing is not supported',
    );
    expect(run(client, 'rollout resume sts/db')).toBe(
      'error: statefulsets.apps "db" resuming is not supported',
    );
    expect(run(client, 'rollout pause deploy/web')).toBe(
      'Error from server (NotFound): deployments.apps "web" not found',
    );
    expect(client.cluster).toBe(before);
  });
});
