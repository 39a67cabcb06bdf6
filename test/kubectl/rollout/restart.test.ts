import { describe, expect, it } from 'vitest';
import { restart } from '../../../src/kubectl/rollout/restart.js';
import { type clientOf, found, having, run, statefulSet, web } from '../client.js';

const WEB = { kind: 'Deployment', key: 'ns/web' };

describe('kubectl rollout restart', () => {
  const template = (client: ReturnType<typeof clientOf>, kind: string, key: string) =>
    (found(client, kind, key) as unknown as { spec: { template: { metadata: { annotations?: object } } } })
      .spec.template.metadata.annotations;

  it('writes the time into the template', () => {
    const client = having(web(), statefulSet('i'));
    expect(run(client, 'rollout restart deploy/web')).toBe('deployment.apps/web restarted');
    expect(template(client, 'Deployment', 'ns/web')).toEqual({
      'kubectl.kubernetes.io/restartedAt': '1970-01-01T00:00:00Z',
    });
    expect(run(client, 'rollout restart sts db')).toBe('statefulset.apps/db restarted');
    expect(template(client, 'StatefulSet', 'ns/db')).toBeDefined();
    expect(run(client, 'rollout restart deploy/web')).toBe(
      'error: failed to create patch for web: if restart has already been triggered within the past second, please wait before attempting to trigger another',
    );
    expect(restart(client, WEB, '2026-01-01T00:00:00Z').word).toBe('restarted');
    expect(template(client, 'Deployment', 'ns/web')).toEqual({
      'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z',
    });
  });

  it('of what cannot be, or is not there', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'ns' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    const client = having(pod);
    expect(run(client, 'rollout restart pod/p')).toBe('error: pods "p" restarting is not supported');
    expect(run(client, 'rollout restart deploy/web')).toBe(
      'Error from server (NotFound): deployments.apps "web" not found',
    );
  });
});
