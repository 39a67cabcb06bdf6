import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '../../src/api/objects.js';
import { phaseOf } from '../../src/kubelet/pod-phase.js';

const pod = (restartPolicy = 'Always') =>
  ({ metadata: { name: 'a' }, spec: { restartPolicy, containers: [{ name: 'c' }] } }) as unknown as Pod;
const status = (rest: object) => ({ name: 'c', ready: false, ...rest }) as unknown as ContainerStatus;
const waiting = { state: { waiting: { reason: 'CrashLoopBackOff' } } };
const ended = (exitCode: number) => ({ state: { terminated: { exitCode } } });

describe('the phase of a pod', () => {
  it.each([
    ['Pending', 'Always', status({ ...waiting, restartCount: 0 })],
    [
      'Running',
      'Always',
      status({ ...waiting, restartCount: 0, lastState: { terminated: { exitCode: 1 } } }),
    ],
    ['Running', 'Always', status({ ...waiting, restartCount: 3, lastState: {} })],
    ['Running', 'Always', status({ state: { running: {} } })],
    ['Running', 'OnFailure', status(ended(1))],
    ['Succeeded', 'OnFailure', status(ended(0))],
    ['Failed', 'Never', status(ended(1))],
  ])('is %s where %s holds', (phase, policy, container) => {
    expect(phaseOf(pod(policy), [], [container], true)).toBe(phase);
  });

  it('is Pending until its init containers are done, Failed where one is given up', () => {
    expect(phaseOf(pod(), [status(ended(1))], [], false)).toBe('Pending');
    expect(phaseOf(pod('Never'), [status(ended(1))], [], false)).toBe('Failed');
  });
});
