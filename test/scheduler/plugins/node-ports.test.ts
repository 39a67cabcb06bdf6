import { describe, expect, it } from 'vitest';
import type { Container, ContainerPort, Pod } from '../../../src/api/objects.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, obstacles, on, pod, verdicts } from '../build.js';

const TAKEN = "NodePorts: node(s) didn't have free ports for the requested pod ports";
const port = (hostPort: number, hostIP?: string, protocol?: string): ContainerPort => ({
  containerPort: 80,
  hostPort,
  ...(hostIP !== undefined && { hostIP }),
  ...(protocol !== undefined && { protocol }),
});
const using = (name: string, ...ports: ContainerPort[]): Pod =>
  pod(name, { containers: [{ name: 'main', image: 'app:1', ports }] });

describe('NodePorts', () => {
  it.each<[string, ContainerPort, ContainerPort, boolean]>([
    ['the same port', port(80), port(80), false],
    ['another port', port(80), port(81), true],
    ['another protocol', port(80), port(80, undefined, 'UDP'), true],
    ['the protocol that no protocol stands for', port(80), port(80, undefined, 'TCP'), false],
    ['another address', port(80, '10.0.0.1'), port(80, '10.0.0.2'), true],
    ['the same address', port(80, '10.0.0.1'), port(80, '10.0.0.1'), false],
    ['all addresses where one is taken', port(80, '10.0.0.1'), port(80), false],
    ['one address where all are taken', port(80), port(80, '10.0.0.1'), false],
    ['all addresses said in full', port(80, '10.0.0.1'), port(80, '0.0.0.0'), false],
    ['all addresses said as none', port(80, ''), port(80, '10.0.0.1', ''), false],
    ['one address of another protocol', port(80), port(80, '10.0.0.1', 'UDP'), true],
    ['no host port', port(80), { containerPort: 80 }, true],
  ])('decides about %s', (_what, taken, wanted, fits) => {
    const world = [node('a'), on('a', using('first', taken))];
    expect(verdicts(decide(using('p', wanted), world))).toEqual({ a: fits ? 'fits' : TAKEN });
  });

  it('leaves what is taken to preemption', () => {
    const world = [node('a'), on('a', using('first', port(80)))];
    const important = { ...using('p', port(80)), spec: { ...using('p', port(80)).spec, priority: 1 } };
    expect(decide(important, world)).toMatchObject({ nominatedNode: 'a', victims: [world[1]] });
  });

  it('counts sidecars and containers, not other init containers', () => {
    const container = (name: string, hostPort: number, restartPolicy?: string): Container => ({
      name,
      image: 'app:1',
      ports: [port(hostPort)],
      ...(restartPolicy && { restartPolicy }),
    });
    const initContainers = [container('init', 1), container('sidecar', 2, 'Always')];
    const holder = on('a', pod('first', { containers: [container('main', 3)], initContainers }));
    const fits = (hostPort: number) =>
      decide(using('p', port(hostPort)), [node('a'), holder]).feasible?.length === 1;
    expect([1, 2, 3, 4].map(fits)).toEqual([true, false, false, true]);
    const asking = pod('p', { containers: [container('main', 9)], initContainers });
    const verdict = (hostPort: number) =>
      verdicts(decide(asking, [node('a'), on('a', using('first', port(hostPort)))]))['a'];
    expect([1, 2, 9].map(verdict)).toEqual(['fits', TAKEN, TAKEN]);
  });

  it('names every port that is taken, and by whom', () => {
    const world = [
      node('a'),
      on('a', using('one', port(80, '10.0.0.1'), port(443))),
      on('a', using('two', port(53, '10.0.0.2', 'UDP'))),
      on('a', using('three', port(9000, '10.0.0.3'))),
    ];
    const asked = using(
      'p',
      port(80),
      port(443, '10.0.0.9'),
      port(53, '10.0.0.2', 'UDP'),
      port(53),
      port(9000, '10.0.0.4'),
    );
    expect(obstacles(asked, world)).toEqual({
      a: [
        { kind: 'port', port: 80, protocol: 'TCP', ip: '0.0.0.0', holder: 'default/one' },
        { kind: 'port', port: 443, protocol: 'TCP', ip: '10.0.0.9', holder: 'default/one' },
        { kind: 'port', port: 53, protocol: 'UDP', ip: '10.0.0.2', holder: 'default/two' },
      ],
    });
  });

  it('names the holder and none of its neighbours', () => {
    const world = [
      node('a'),
      on('a', using('other-port', port(81))),
      on('a', using('other-protocol', port(80, undefined, 'UDP'))),
      on('a', using('other-address', port(80, '10.0.0.2'))),
      on('a', using('holder', port(80, '10.0.0.1'))),
    ];
    expect(obstacles(using('p', port(80, '10.0.0.1')), world)).toEqual({
      a: [{ kind: 'port', port: 80, protocol: 'TCP', ip: '10.0.0.1', holder: 'default/holder' }],
    });
  });

  it('forgets a port when the first of two that hold it goes, as Kubernetes does', () => {
    const twice = [on('a', using('one', port(80))), on('a', using('two', port(80)))];
    const state = SchedulerState.of([node('a'), ...twice]);
    const info = () => state.node('a')!;
    const wanted = { ip: '0.0.0.0', protocol: 'TCP', port: 80 };
    expect(info().portTaken(wanted)).toBe(true);
    state.apply([{ verb: 'delete', object: twice[0]! }]);
    expect(info().portTaken(wanted)).toBe(false);
    state.apply([{ verb: 'delete', object: twice[1]! }]);
    expect(info().portTaken(wanted)).toBe(false);
  });

  it('frees one address and keeps the others', () => {
    const first = on('a', using('one', port(80, '10.0.0.1'), port(81, '10.0.0.1')));
    const second = on('a', using('two', port(80, '10.0.0.2')));
    const state = SchedulerState.of([node('a'), first, second]);
    state.apply([{ verb: 'delete', object: first }]);
    const taken = (ip: string, number: number) =>
      state.node('a')!.portTaken({ ip, protocol: 'TCP', port: number });
    expect([
      taken('10.0.0.1', 80),
      taken('10.0.0.1', 81),
      taken('10.0.0.2', 80),
      taken('0.0.0.0', 80),
    ]).toEqual([false, false, true, true]);
  });
});
