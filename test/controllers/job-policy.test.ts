import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import type { Job } from '../../src/api/workloads.js';
import { failureVerdict, finishTime, successVerdict } from '../../src/controllers/job-policy.js';
import { at, made, NOW, since } from './look.js';

const pod = (status: object, metadata: object = {}) =>
  made('Pod', 'p', { metadata, status }) as unknown as Pod;
const exited = (name: string, exitCode: number, more: object = {}) => ({
  name,
  state: { terminated: { exitCode, ...more } },
});

describe('a pod failure policy', () => {
  const job = (...rules: object[]) =>
    made('Job', 'j', { spec: { podFailurePolicy: { rules } } }) as unknown as Job;
  const codes = (operator: string, values: number[], more: object = {}) => ({
    action: 'FailJob',
    onExitCodes: { operator, values, ...more },
  });
  const condition = (type: string, status?: string) => ({
    action: 'Ignore',
    onPodConditions: [{ type, ...(status ? { status } : {}) }],
  });
  const EXIT = (name: string, code: number, action = 'FailJob', index = 0) =>
    `Container ${name} for pod default/p failed with exit code ${code} matching ${action} rule at index ${index}`;
  const HAS = (type: string, index = 0) =>
    `Pod default/p has condition ${type} matching Ignore rule at index ${index}`;
  const two = {
    containerStatuses: [exited('a', 0), exited('b', 3)],
    initContainerStatuses: [exited('i', 7)],
  };
  const disrupted = { conditions: [since('DisruptionTarget', 'True'), since('Odd', 'False')] };
  it.each([
    ['a listed code', [codes('In', [1, 3])], two, EXIT('b', 3)],
    ['another code', [codes('In', [1, 2])], two, undefined],
    ['a code that is not listed', [codes('NotIn', [1])], two, EXIT('b', 3)],
    ['the listed one is excluded, the next container’s is not', [codes('NotIn', [3])], two, EXIT('i', 7)],
    ['zero is no failure', [codes('NotIn', [1])], { containerStatuses: [exited('a', 0)] }, undefined],
    [
      'a running container',
      [codes('NotIn', [1])],
      { containerStatuses: [{ name: 'a', state: { running: {} } }] },
      undefined,
    ],
    ['a named container', [codes('In', [3], { containerName: 'b' })], two, EXIT('b', 3)],
    ['another named container', [codes('In', [3], { containerName: 'a' })], two, undefined],
    ['an init container', [codes('In', [7])], two, EXIT('i', 7)],
    ['a condition', [condition('DisruptionTarget')], disrupted, HAS('DisruptionTarget')],
    ['a condition of another status', [condition('Odd')], disrupted, undefined],
    ['a condition of that status', [condition('Odd', 'False')], disrupted, HAS('Odd')],
    ['no such condition', [condition('Other')], disrupted, undefined],
    [
      'the first rule that matches',
      [codes('In', [1]), { ...codes('In', [3]), action: 'Count' }, codes('In', [3])],
      two,
      EXIT('b', 3, 'Count', 1),
    ],
    ['no rule', [], two, undefined],
  ])('%s', (_name, rules, status, message) => {
    expect(failureVerdict(job(...rules), pod(status))?.message).toBe(message);
  });

  it('says what the rule asks for', () => {
    expect(failureVerdict(job(condition('DisruptionTarget')), pod(disrupted))?.action).toBe('Ignore');
    expect(failureVerdict({ ...job(), spec: {} } as unknown as Job, pod(two))).toBeUndefined();
  });
});

describe('a success policy', () => {
  const job = (...rules: object[]) =>
    made('Job', 'j', { spec: { successPolicy: { rules } } }) as unknown as Job;
  it.each([
    ['all of some indexes', [{ succeededIndexes: '0-2' }], [0, 1, 2], 'Matched rules at index 0'],
    ['not all of them', [{ succeededIndexes: '0-2' }], [0, 1, 3], undefined],
    [
      'enough of them',
      [{ succeededIndexes: '0-2', succeededCount: 2 }],
      [0, 2, 9],
      'Matched rules at index 0',
    ],
    ['too few of them', [{ succeededIndexes: '0-2', succeededCount: 2 }], [0, 8, 9], undefined],
    ['enough of any', [{ succeededCount: 2 }], [7, 9], 'Matched rules at index 0'],
    ['too few of any', [{ succeededCount: 2 }], [7], undefined],
    ['the second rule', [{ succeededCount: 3 }, { succeededIndexes: '0' }], [0], 'Matched rules at index 1'],
    ['a rule of nothing', [{}], [0, 1], undefined],
    ['no rule', [], [0, 1], undefined],
  ])('%s', (_name, rules, succeeded, message) => {
    expect(successVerdict(job(...rules), new Set(succeeded))).toBe(message);
  });
  it('may be missing', () => {
    expect(successVerdict({ ...job(), spec: {} } as unknown as Job, new Set([1]))).toBeUndefined();
  });
});

describe('when a pod ended', () => {
  const unready = [since('Ready', 'False', 20)];
  it.each([
    [
      'its last container',
      {
        containerStatuses: [exited('a', 1, { finishedAt: at(9) }), exited('b', 1, { finishedAt: at(5) })],
        conditions: unready,
      },
      {},
      9,
    ],
    [
      'one still runs: when it got unready',
      { containerStatuses: [exited('a', 1, { finishedAt: at(9) }), { name: 'b' }], conditions: unready },
      {},
      20,
    ],
    ['no containers', { containerStatuses: [], conditions: unready }, {}, 20],
    [
      'it is ready: when it was to leave, less the grace',
      { conditions: [since('Ready', 'True', 20)] },
      { deletionTimestamp: at(90), deletionGracePeriodSeconds: 30 },
      60,
    ],
    ['it was to leave at once', {}, { deletionTimestamp: at(90) }, 90],
    ['nothing is known: when it was made', {}, {}, 0],
  ])('%s', (_name, status, metadata, seconds) => {
    expect((finishTime(pod(status, metadata)) - NOW) / 1000).toBe(seconds);
  });
  it('is never for a pod without any time', () => {
    expect(finishTime(pod({}, { creationTimestamp: undefined }))).toBe(0);
  });
});
