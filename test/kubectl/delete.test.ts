import { describe, expect, it } from 'vitest';
import { remove } from '../../src/kubectl/delete.js';
import { found, having, run, web } from './client.js';

const WEB = { kind: 'Deployment', key: 'ns/web' };
const finalizers = (text: string) => {
  const client = having(web());
  const said = run(client, text);
  const metadata = found(client, 'Deployment', 'ns/web')?.['metadata'] as
    | { finalizers?: string[] }
    | undefined;
  return [said, metadata?.finalizers];
};

describe('kubectl delete', () => {
  it.each([
    ['delete deploy/web', undefined],
    ['delete deployment web --cascade=background', undefined],
    ['delete deployments.apps web --cascade=foreground', ['foregroundDeletion']],
    ['delete deploy web --cascade=orphan', ['orphan']],
  ])('%s', (command, left) => {
    expect(finalizers(command)).toEqual(['deployment.apps "web" deleted from ns namespace', left]);
  });

  it('of something of the whole cluster', () => {
    const client = having({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
    });
    expect(run(client, 'delete clusterrole r')).toBe('clusterrole.rbac.authorization.k8s.io "r" deleted');
    expect(found(client, 'ClusterRole', 'r')).toBeUndefined();
  });

  it('of a pod asks it to leave, or takes it away', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'ns' },
      spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n' },
    };
    const grace = (command: string) => {
      const client = having(pod);
      const said = run(client, command);
      const metadata = found(client, 'Pod', 'ns/p')?.['metadata'] as Record<string, unknown> | undefined;
      return [said, metadata?.['deletionGracePeriodSeconds']];
    };
    expect(grace('delete pod p')).toEqual(['pod "p" deleted from ns namespace', 30]);
    expect(grace('delete pod p --grace-period=5')).toEqual(['pod "p" deleted from ns namespace', 5]);
    expect(grace('delete pod p --grace-period=0')).toEqual(['pod "p" deleted from ns namespace', 1]);
    expect(grace('delete pod p --now')).toEqual(['pod "p" deleted from ns namespace', 1]);
    const atOnce =
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\npod "p" force deleted from ns namespace';
    expect(grace('delete pod p --grace-period=0 --force')).toEqual([atOnce, undefined]);
    expect(grace('delete pod p --force')).toEqual([atOnce, undefined]);
  });

  it('of what is not there', () => {
    const client = having();
    expect(run(client, 'delete deploy/web')).toBe(
      'Error from server (NotFound): deployments.apps "web" not found',
    );
    expect(remove(client, WEB)).toMatchObject({ changed: false, refusal: { code: 404 } });
  });
});
