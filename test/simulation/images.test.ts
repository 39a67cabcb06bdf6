import { describe, expect, it } from 'vitest';
import { Cluster } from '../../src/cluster/cluster.js';
import { type Assumption, crashes, failsToPull, neverReady } from '../../src/kubelet/assumption.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { unmatchedPatterns } from '../../src/simulation/images.js';
import { made } from '../controllers/look.js';

const spec = (...images: (string | undefined)[]) => ({
  containers: images.map((image, i) => ({ name: `c${i}`, ...(image ? { image } : {}) })),
});
const world = Cluster.of([
  made('Pod', 'p', { spec: spec('registry.example.com/shop/web:1.2', undefined) }),
  made('Deployment', 'd', { spec: { template: { spec: spec('cache:1') } } }),
  made('CronJob', 'c', { spec: { jobTemplate: { spec: { template: { spec: spec('tick:9') } } } } }),
  made('ConfigMap', 'm'),
]);
const told = (...assumed: Assumption[]) => unmatchedPatterns({ ...HEALTHY, assumed }, [world]);

describe('patterns that no image answers to', () => {
  it('are told, with what may have been meant', () => {
    expect(
      told(
        failsToPull('cahce:1'),
        failsToPull('cache:1'),
        neverReady('web'),
        neverReady('xyzzy'),
        crashes('tick:8'),
      ),
    ).toEqual([
      {
        message: 'no container has an image cahce:1, which should fail to be pulled',
        hint: 'did you mean cache:1?',
      },
      {
        message: 'no container has an image web, which should never get ready',
        hint: 'did you mean registry.example.com/shop/web?',
      },
      { message: 'no container has an image xyzzy, which should never get ready' },
      { message: 'no container has an image tick:8, which should crash', hint: 'did you mean tick:9?' },
    ]);
  });

  it('are none where pods, templates and templates of Jobs have them', () => {
    expect(told(...['registry.example.com/shop/web:1.2', 'cache', 'tick:*'].map(failsToPull))).toEqual([]);
    expect(told()).toEqual([]);
    expect(unmatchedPatterns({ ...HEALTHY, assumed: [crashes('cache:1')] }, [Cluster.of([]), world])).toEqual(
      [],
    );
    expect(unmatchedPatterns({ ...HEALTHY, assumed: [crashes('cache:1')] }, [Cluster.of([])])).toEqual([
      { message: 'no container has an image cache:1, which should crash' },
    ]);
  });

  it('know an image by its name with and without a tag', () => {
    const hint = (pattern: string) => told(crashes(pattern))[0]?.hint;
    expect([hint('web:1.2'), hint('shop/web')]).toEqual([
      'did you mean registry.example.com/shop/web:1.2?',
      hint('shop/web'),
    ]);
  });
});
