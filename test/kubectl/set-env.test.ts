import { describe, expect, it } from 'vitest';
import { setEnv } from '../../src/kubectl/set-env.js';
import { containersAfter, having, run } from './client.js';

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
    expect(containersAfter(command)).toEqual(expected);
  });

  it('puts a value in the place of a reference', () => {
    const env = [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
    expect(
      containersAfter('set env deploy/web A=1', { containers: [{ name: 'c', image: 'i', env }] }),
    ).toEqual(['deployment.apps/web env updated', 'i A=1']);
  });

  it('of what is not there, and of what makes no pods', () => {
    const client = having({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'ns' } });
    expect(run(client, 'set env deploy/web A=1')).toBe(
      'Error from server (NotFound): deployments.apps "web" not found',
    );
    expect(setEnv(client, { kind: 'ConfigMap', key: 'ns/m' }, { A: '1' }, () => true).error).toBe(
      'configmaps/m the object is not a pod or does not have a pod template: *v1.ConfigMap',
    );
  });
});
