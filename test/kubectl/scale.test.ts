import { describe, expect, it } from 'vitest';
import { scale } from '../../src/kubectl/scale.js';
import { found, having, run, web } from './client.js';

const WEB = { kind: 'Deployment', key: 'ns/web' };

describe('kubectl scale', () => {
  it('asks for another number of replicas, and says so even where it is the same', () => {
    const client = having(web());
    expect(run(client, 'scale deploy/web --replicas=3')).toBe('deployment.apps/web scaled');
    expect(found(client, 'Deployment', 'ns/web')).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 3 },
    });
    expect(scale(client, WEB, 3)).toMatchObject({ word: 'scaled', changed: false });
    expect(run(client, 'scale deploy web --replicas 0')).toBe('deployment.apps/web scaled');
    expect(found(client, 'Deployment', 'ns/web')).toMatchObject({ spec: { replicas: 0 } });
  });

  it('below 0: kubectl does not ask, and the server would not take it', () => {
    const client = having(web());
    const before = client.cluster;
    const required =
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0';
    expect(run(client, 'scale deploy/web --replicas=-1')).toBe(required);
    expect(run(client, 'scale deploy/web')).toBe('error: required flag(s) "replicas" not set');
    expect(scale(client, WEB, -1)).toMatchObject({
      changed: false,
      refusal: {
        code: 422,
        reason: 'Invalid',
        message:
          'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
        details: { kind: 'Scale', name: 'web' },
      },
    });
    expect(client.cluster).toBe(before);
  });

  it.each([
    [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'ns' } }, 'configmap/x'],
    [
      { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'x', namespace: 'ns' }, spec: {} },
      'widget/x',
    ],
  ])('what has no size: %j', (object, target) => {
    expect(run(having(object), `scale ${target} --replicas=2`)).toBe(
      'Error from server (NotFound): the server could not find the requested resource',
    );
  });

  it('what is not there', () => {
    expect(run(having(), 'scale sts/db --replicas=2')).toBe(
      'Error from server (NotFound): statefulsets.apps "db" not found',
    );
  });
});
