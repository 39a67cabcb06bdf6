import { describe, expect, it } from 'vitest';
import type { Container, PodSpec } from '../../../src/api/objects.js';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, pod, scoresOf } from '../build.js';

const MIB = 1024 * 1024;
const image = (sizeBytes: number, ...names: string[]) => ({ names, sizeBytes });
const points = (spec: Partial<PodSpec>, ...images: ReturnType<typeof image>[][]) => {
  const nodes = images.map((list, i) => node(`n${i}`, { images: list }));
  return Object.values(scoresOf(decide(pod('p', spec), nodes), 'ImageLocality'));
};
const containers = (...images: (string | undefined)[]): Container[] =>
  images.map((one, i) => ({ name: `c${i}`, ...(one !== undefined && { image: one }) }));

describe('ImageLocality', () => {
  it('is 0 up to 23 MiB and the full number from 1000 MiB on, of the size shared by all nodes', () => {
    // One of two nodes has each image: half of its size counts.
    const half = (bytes: number) => points({}, [image(2 * bytes, 'app:1')], [])[0];
    expect([0, 23 * MIB, 1000 * MIB - 1, 1000 * MIB, 4000 * MIB].map(half)).toEqual([0, 0, 99, 100, 100]);
    // 9.77 MiB more for every point.
    expect([34361835, 34361836, 44606423, 44606424].map(half)).toEqual([0, 1, 1, 2]);
  });

  it('weighs an image by how many nodes have it', () => {
    const app = [image(511.5 * MIB, 'app:1')];
    expect(points({}, app, [])).toEqual([23, 0]);
    expect(points({}, app, [], [], [])).toEqual([10, 0, 0, 0]);
    expect(points({}, app, app)).toEqual([50, 50]);
  });

  it('adds up whole bytes of the images of all containers', () => {
    // Of 43154145 ⅔ bytes a third of a node has; twice that would be 3 points.
    const both = [image(129462437, 'a:1'), image(129462437, 'b:1')];
    expect(points({ containers: containers('a:1', 'b:1') }, both, [], [])).toEqual([2, 0, 0]);
    expect(
      points({ containers: containers('a:1', 'b:1') }, [image(129462440, 'a:1'), both[1]!], [], []),
    ).toEqual([3, 0, 0]);
  });

  it('takes more for much the more containers there are, init containers too', () => {
    const app = [image(1000 * MIB, 'app:1')];
    const spec = (containerCount: number, initCount: number): Partial<PodSpec> => ({
      containers: containers('app:1', 'x:1', 'y:1').slice(0, containerCount),
      ...(initCount > 0 && { initContainers: containers('i:1') }),
    });
    expect(points(spec(1, 0), app, app)).toEqual([100, 100]);
    expect(points(spec(2, 0), app, app)).toEqual([49, 49]);
    expect(points(spec(1, 1), app, app)).toEqual([49, 49]);
    expect(points(spec(2, 1), app, app)).toEqual([32, 32]);
    expect(points({ containers: containers('x:1'), initContainers: containers('app:1') }, app, app)).toEqual([
      49, 49,
    ]);
  });

  it('counts image volumes as images, among all that it divides by', () => {
    const volumes = [
      { name: 'model', image: { reference: 'model:2' } },
      { name: 'scratch', emptyDir: {} },
    ];
    const images = [image(511.5 * MIB, 'model:2')];
    expect(points({ volumes }, images, images)).toEqual([24, 24]);
    expect(points({ volumes: volumes.slice(1) }, images, images)).toEqual([0, 0]);
  });

  it.each<[string | undefined, string, number]>([
    ['app', 'app:latest', 50],
    ['registry:5000/app', 'registry:5000/app:latest', 50],
    ['registry:5000/app:1', 'registry:5000/app:1', 50],
    ['app@sha256:0000', 'app@sha256:0000', 50],
    ['app', 'app', 0],
    ['app', 'app:1', 0],
    [undefined, ':latest', 0],
  ])('looks for %s as %s', (wanted, name, score) => {
    const images = [image(511.5 * MIB, 'other:1', name)];
    expect(points({ containers: containers(wanted) }, images, images)).toEqual([score, score]);
  });

  it('goes by the size that the first node reported', () => {
    const [small, large] = [[image(511.5 * MIB, 'app:1')], [image(900 * MIB, 'app:1')]];
    expect(points({}, small, large)).toEqual([50, 50]);
    expect(points({}, large, small)).toEqual([89, 89]);
  });

  it('follows the nodes as their images come and go', () => {
    const state = SchedulerState.of([node('a'), node('b')]);
    const look = () =>
      scoresOf(scheduleOne(state, pod('p'), defaultScheduler(), { detail: true }), 'ImageLocality');
    const set = (name: string, ...images: ReturnType<typeof image>[]) =>
      state.apply([{ verb: 'update', object: node(name, { images }) }]);
    set('a', image(511.5 * MIB, 'app:1'));
    expect(look()).toEqual({ a: 23, b: 0 });
    set('b', image(100 * MIB, 'app:1'), image(5 * MIB));
    expect(look()).toEqual({ a: 50, b: 50 });
    set('a');
    expect(look()).toEqual({ a: 0, b: 23 });
    set('b');
    expect(look()).toEqual({ a: 0, b: 0 });
    // Nobody has it any more, so that its size is asked anew.
    set('b', image(900 * MIB, 'app:1'));
    expect(look()).toEqual({ a: 0, b: 43 });
    state.apply([{ verb: 'delete', object: node('b') }]);
    state.apply([{ verb: 'create', object: node('c', { images: [image(511.5 * MIB, 'app:1')] }) }]);
    expect(look()).toEqual({ a: 0, c: 23 });
  });
});
