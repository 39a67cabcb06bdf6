import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { type Described, NOTHING_DESCRIBED } from '../../src/references/described.js';
import { outsideOf } from '../../src/simulation/outside.js';
import { made } from '../controllers/look.js';
import { deployment } from './worlds.js';

const envFrom = (name: string) => [{ name: 'app', image: 'app:1', envFrom: [{ configMapRef: { name } }] }];
const web = deployment('web', 'app:1', { podSpec: { containers: envFrom('settings') } });
const pod = (message: string): KubeObject =>
  made('Pod', 'p', {
    spec: { nodeName: 'n', containers: envFrom('lost') },
    status: {
      phase: 'Pending',
      containerStatuses: [
        {
          name: 'app',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'CreateContainerConfigError', message } },
        },
      ],
    },
  });

describe('what is taken to be outside of a world', () => {
  const listed: Described = { ...NOTHING_DESCRIBED, listed: new Set(['ConfigMap']) };
  const lost = [pod('configmap "lost" not found')];

  it.each<[string, readonly KubeObject[], Described, boolean, string, boolean]>([
    ['what nobody speaks of', [], NOTHING_DESCRIBED, false, 'settings', false],
    ['in an open world', [], NOTHING_DESCRIBED, true, 'settings', true],
    ['what a workload of it names', [web], NOTHING_DESCRIBED, false, 'settings', true],
    ['another one', [web], NOTHING_DESCRIBED, false, 'other', false],
    ['where all of the kind is known', [web], listed, true, 'settings', false],
    ['what a kubelet did not find', lost, NOTHING_DESCRIBED, true, 'lost', false],
    ['what was there', [web, made('ConfigMap', 'settings', {})], NOTHING_DESCRIBED, true, 'settings', false],
    ['what it does not speak of', [pod('container x not found')], NOTHING_DESCRIBED, false, 'lost', true],
  ])('%s', (_what, objects, described, open, name, expected) => {
    const isOutside = outsideOf(Cluster.of(objects), { described, open });
    expect(isOutside('ConfigMap', 'default', name)).toBe(expected);
    // The same once more: it is looked up once.
    expect(isOutside('ConfigMap', 'default', name)).toBe(expected);
  });

  it('is nothing that comes to the world', () => {
    const coming = Cluster.of([made('ConfigMap', 'settings', {})]);
    const isOutside = outsideOf(Cluster.of([web]), { described: NOTHING_DESCRIBED, open: true, coming });
    expect(isOutside('ConfigMap', 'default', 'settings')).toBe(false);
  });
});
