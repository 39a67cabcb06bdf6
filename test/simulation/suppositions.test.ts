import { describe, expect, it } from 'vitest';
import { crashes, failsToPull, neverReady } from '../../src/kubelet/assumption.js';
import { parseAssumption } from '../../src/kubelet/assumption-text.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { simulate } from '../../src/simulation/simulate.js';
import { nodeSuppositions } from '../../src/simulation/suppositions.js';
import { bare, deployment, world } from './worlds.js';

const said = (objects: readonly ReturnType<typeof bare>[], kubelet = HEALTHY, cluster = world()) =>
  simulate(
    cluster,
    objects.map((object) => ({ object })),
    { kubelet },
  ).suppositions.map(({ what, option }) => `${what} ${option}`);

const probed = { name: 'app', image: 'app:1', readinessProbe: { tcpSocket: { port: 80 } } };
const job = bare('work', { restartPolicy: 'Never' });

describe('what a plan rests on', () => {
  it('is how images behave, as far as it counted', () => {
    expect(said([deployment('web', 'web:1')])).toEqual([
      'images are pulled in 2 s --image',
      'containers start in 1 s --image',
      'none crashes --image',
    ]);
    expect(said([bare('web', { containers: [probed] })]).at(-1)).toBe('probes succeed --image');
    expect(said([job]).at(-1)).toBe('those of Jobs do their work in 5 s --image');
    expect(said([job], { ...HEALTHY, jobSeconds: undefined }).at(-1)).toBe(
      'those of Jobs run for ever --image',
    );
    expect(said([])).toEqual([]);
    expect(said([bare('web')], HEALTHY, world(''))).toEqual([]);
  });

  it('is nothing that is told', () => {
    const told = (text: string) =>
      said([deployment('web', 'web:1')], { ...HEALTHY, assumed: [parseAssumption(text, 'default')] });
    expect(told('web start=3s,exit=never')).toEqual(['images are pulled in 2 s --image']);
    expect(told('web pull=3s,start=3s,exit=never')).toEqual([]);
    expect(
      said([bare('web', { containers: [probed] })], { ...HEALTHY, assumed: [neverReady('app')] }),
    ).toHaveLength(3);
    expect(said([deployment('web', 'web:1')], { ...HEALTHY, assumed: [failsToPull('web')] })).toEqual([]);
    expect(said([deployment('web', 'web:1')], { ...HEALTHY, assumed: [crashes('web')] })).toHaveLength(2);
    expect(said([deployment('web', 'NOT OK')])).toEqual([]);
    expect(said([deployment('web', 'web:1')], { ...HEALTHY, pullSeconds: 9 })[0]).toBe(
      'every image can be pulled --image',
    );
  });

  it('is how pods stop that were there before, and nothing of those that stay', () => {
    const { cluster } = simulate(world(), [
      { object: deployment('web', 'web:1') },
      { object: deployment('api', 'api:1') },
    ]);
    expect(said([deployment('api', 'api:1')], HEALTHY, cluster)).toEqual([]);
    expect(said([deployment('web', 'web:1', { replicas: 0 })], HEALTHY, cluster)).toEqual([
      'containers stop in 1 s --image',
    ]);
    const stop = { ...HEALTHY, assumed: [parseAssumption('deployment/web stop=3s', 'default')] };
    expect(said([deployment('web', 'web:1', { replicas: 0 })], stop, cluster)).toEqual([]);
  });

  it('is that nothing runs on nodes that only the command line speaks of, where pods were placed', () => {
    const { steps } = simulate(world(), [{ object: bare('web') }]);
    expect(nodeSuppositions(2, steps)).toEqual([
      { what: 'nothing else runs on 2 nodes', option: '--cluster' },
    ]);
    expect(nodeSuppositions(0, steps)).toEqual([]);
    expect(nodeSuppositions(2, [])).toEqual([]);
  });
});
