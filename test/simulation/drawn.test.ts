import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { drawnFrom } from '../../src/simulation/drawn.js';
import { made, managedBy, stored } from '../controllers/look.js';
import { applied, deployment, simulation } from './worlds.js';

const set = made('ReplicaSet', 'web', {
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'app:1' }] },
    },
  },
});

function pod(name: string, nodeName: string): KubeObject {
  return made('Pod', name, {
    metadata: { labels: { app: 'web' }, ownerReferences: [managedBy(set)] },
    spec: { nodeName, containers: [{ name: 'app', image: 'app:1' }] },
  });
}

const ZONES = 'name=a1,zone=a; name=a2,zone=a; name=b1,zone=b';
const cluster = stored([set, pod('x', 'a1'), pod('y', 'a2'), pod('z', 'b1')], ZONES);
const none = stored([], ZONES);
const keys = (...names: string[]) => names.map((name) => `default/${name}`);

describe('a choice that is left to chance', () => {
  it('names those that any might be, and the zones that may be left without', () => {
    const all = { count: 1, among: keys('x', 'y', 'z'), byUid: false };
    expect(drawnFrom(all, none, cluster)).toEqual({ count: 1, among: ['x', 'y', 'z'], mayEmpty: ['b'] });
    expect(drawnFrom({ ...all, count: 2 }, none, cluster)?.mayEmpty).toEqual(['a', 'b']);
    expect(drawnFrom({ ...all, among: keys('x', 'y') }, none, cluster)).toEqual({
      count: 1,
      among: ['x', 'y'],
    });
  });

  it('is none where uids decide that are real', () => {
    const drawn = { count: 1, among: keys('x', 'y'), byUid: true };
    expect(drawnFrom(drawn, cluster, cluster)).toBeUndefined();
    expect(drawnFrom(drawn, none, cluster)).toMatchObject({ count: 1 });
  });

  it('is told in a plan of pods that nobody replaces', () => {
    const sim = applied(simulation(), deployment('web', 'app:1', { replicas: 3 }));
    sim.act({ do: 'scale', kind: 'Deployment', key: 'default/web', replicas: 1 });
    sim.settle();
    const drawn = sim.steps.filter((step) => step.drawn);
    expect(drawn.map(({ verb, drawn: of }) => `${verb} ${of?.count}/${of?.among.length}`)).toEqual([
      'delete 2/3',
      'delete 2/3',
      'delete 2/3',
      'delete 2/3',
    ]);
    const before = sim.steps.length;
    sim.act({ do: 'set-image', kind: 'Deployment', key: 'default/web', container: 'app', image: 'app:2' });
    sim.settle();
    expect(sim.steps.slice(before).some((step) => step.drawn)).toBe(false);
  });
});
