import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/api/objects.js';
import { cordon, uncordon } from '../../src/kubectl/cordon.js';
import { clientOf, NODE, run } from './client.js';

describe('kubectl cordon', () => {
  it('twice, and back twice', () => {
    const client = clientOf([NODE]);
    const closed = () => (client.cluster.get('Node', 'n1') as Node).spec?.unschedulable;
    expect([run(client, 'cordon n1'), closed()]).toEqual(['node/n1 cordoned', true]);
    const before = client.cluster;
    expect([run(client, 'cordon n1'), closed()]).toEqual(['node/n1 already cordoned', true]);
    expect(client.cluster).toBe(before);
    expect([run(client, 'uncordon n1'), closed()]).toEqual(['node/n1 uncordoned', undefined]);
    expect([run(client, 'uncordon n1'), closed()]).toEqual(['node/n1 already uncordoned', undefined]);
    expect(cordon(client, 'n1')).toMatchObject({ word: 'cordoned', changed: true });
    expect(uncordon(client, 'n1')).toMatchObject({ word: 'uncordoned', changed: true });
  });

  it('of a node that is not there', () => {
    expect(run(clientOf(), 'cordon n9')).toBe('Error from server (NotFound): nodes "n9" not found');
  });
});
