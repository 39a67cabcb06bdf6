import { describe, expect, it } from 'vitest';
import { failsToPull, HEALTHY, matches } from '../../src/kubelet/index.js';
import { deployment, pods, simulation } from '../simulation/worlds.js';

function readyAfter(container: object, model = HEALTHY): number | undefined {
  const sim = simulation('cpu=4,memory=16Gi', { kubelet: model });
  const podSpec = { containers: [{ name: 'app', image: 'app:1', ...container }] };
  sim.act({ do: 'apply', object: deployment('web', 'app:1', { podSpec }) });
  sim.settle();
  return sim.steps.find(({ verb }) => verb === 'ready')?.at;
}

describe('the model of a node', () => {
  const http = { httpGet: { path: '/', port: 80 } };

  it.each([
    ['no probe: as soon as it runs', {}, 3000],
    ['a readiness probe: its first success', { readinessProbe: http }, 3000],
    [
      'initialDelaySeconds: the first tick after it',
      { readinessProbe: { ...http, initialDelaySeconds: 12 } },
      23_000,
    ],
    [
      'periodSeconds: ticks come that often',
      { readinessProbe: { ...http, initialDelaySeconds: 12, periodSeconds: 4 } },
      15_000,
    ],
    [
      'successThreshold: so many successes',
      { readinessProbe: { ...http, successThreshold: 3, periodSeconds: 5 } },
      13_000,
    ],
    [
      'a startup probe comes first',
      { startupProbe: { ...http, initialDelaySeconds: 5, periodSeconds: 5 }, readinessProbe: http },
      8000,
    ],
  ])('%s', (_name, container, expected) => {
    expect(readyAfter(container)).toBe(expected);
  });

  it('pulls an image once for each node', () => {
    const sim = simulation('cpu=4,memory=16Gi');
    sim.act({ do: 'apply', object: deployment('web', 'app:1') });
    sim.settle();
    const since = sim.now;
    sim.act({ do: 'scale', kind: 'Deployment', key: 'default/web', replicas: 2 });
    sim.settle();
    const ready = sim.steps.filter(({ verb }) => verb === 'ready').at(-1)!;
    expect(ready.at + sim.startedAt - since).toBe(HEALTHY.startSeconds * 1000);
  });

  it('keeps a pod that cannot pull its image waiting, and lets it go on when the image is there', () => {
    const sim = simulation('cpu=4,memory=16Gi', { kubelet: { ...HEALTHY, assumed: [failsToPull('app:1')] } });
    sim.act({ do: 'apply', object: deployment('web', 'app:1') });
    sim.settle();
    expect(pods(sim.cluster)[0]!.status!.containerStatuses![0]!.state!.waiting!.reason).toBe(
      'ImagePullBackOff',
    );
    sim.act({ do: 'heal', image: 'app:1' });
    sim.settle();
    expect(pods(sim.cluster)[0]!.status!.phase).toBe('Running');
  });

  it('matches images by name, with or without their tag, and with wildcards', () => {
    expect(matches('shop/web:1.2', 'shop/web:1.2')).toBe(true);
    expect(matches('shop/web:1.2', 'shop/web')).toBe(true);
    expect(matches('shop/web:1.2', 'shop/*:1.2')).toBe(true);
    expect(matches('shop/web:1.2', 'shop/web:1')).toBe(false);
    expect(matches('shop/webshop:1', 'shop/web')).toBe(false);
  });
});
