import { describe, expect, it } from 'vitest';
import { setResources } from '../../src/kubectl/set-resources.js';
import { CONFIG_MAP, found, having, web } from './client.js';

const WEB = { kind: 'Deployment', key: 'ns/web' };
const pod = {
  initContainers: [{ name: 'init', image: 'i' }],
  containers: [
    { name: 'app', image: 'a', resources: { limits: { cpu: '1' }, requests: { cpu: '100m' } } },
    { name: 'side', image: 's' },
  ],
};

describe('kubectl set resources', () => {
  it('sets what is named, of the containers that are meant, and leaves the rest', () => {
    const client = having(web({}, pod));
    const outcome = setResources(client, WEB, { limits: { memory: '1Gi' } }, (name) => name !== 'side');
    expect(outcome).toMatchObject({ word: 'resource requirements updated', changed: true });
    const { spec } = found(client, 'Deployment', 'ns/web') as { spec: { template: { spec: typeof pod } } };
    const all = [...spec.template.spec.initContainers, ...spec.template.spec.containers];
    expect(all.map((one) => ('resources' in one ? one.resources : undefined))).toEqual([
      { limits: { memory: '1Gi' } },
      { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } },
      {},
    ]);
  });

  it('is refused where there is nothing to set', () => {
    const client = having(web(), CONFIG_MAP);
    expect(setResources(client, WEB, { limits: { cpu: '1' } }, () => false).error).toBe(
      'unable to find container named *',
    );
    expect(setResources(client, { kind: 'ConfigMap', key: 'ns/c' }, {}, () => true).error).toContain(
      'does not have a pod template',
    );
    expect(setResources(client, { kind: 'Deployment', key: 'ns/x' }, {}, () => true).refusal?.code).toBe(404);
  });
});
