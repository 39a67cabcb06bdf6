import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod, Taint } from '../../src/api/objects.js';
import { node, pod } from '../scheduler/build.js';
import { explained, fixed, on, titles } from './told.js';

const taint = (key: string, value?: string, effect: Taint['effect'] = 'NoSchedule'): Taint => ({
  key,
  effect,
  ...(value !== undefined && { value }),
});
const container = (name: string, requests: Record<string, string>, limits?: Record<string, string>) => ({
  name,
  image: 'app:1',
  resources: { requests, ...(limits && { limits }) },
});

describe('a taint', () => {
  it.each<[taint: Taint, yaml: string, text: string]>([
    [taint('dedicated', 'db'), '{key: dedicated, value: db, effect: NoSchedule}', 'dedicated=db:NoSchedule'],
    [taint('gpu'), '{key: gpu, operator: Exists, effect: NoSchedule}', 'gpu:NoSchedule'],
    [taint('gpu', ''), '{key: gpu, operator: Exists, effect: NoSchedule}', 'gpu:NoSchedule'],
    [taint('old', 'true', 'NoExecute'), '{key: old, value: "true", effect: NoExecute}', 'old=true:NoExecute'],
  ])('%j is tolerated, or taken off', (one, yaml, text) => {
    const keep = { key: 'other', operator: 'Exists' as const };
    const world = [node('a', { taints: [taint('other', '1'), one, taint('soft', '1', 'PreferNoSchedule')] })];
    expect(fixed(pod('p', { tolerations: [keep] }), world)).toEqual([
      [`tolerate ${text} → a`, `add spec.tolerations: - ${yaml}`],
      [`take the taint ${text} off a → a`, `$ kubectl taint node a ${text}-`],
      ['add a node with room for a pod, untainted → new-node'],
    ]);
    const [, off] = explained(pod('p', { tolerations: [keep] }), world).fixes;
    expect(off!.world).toEqual([
      { ...world[0], spec: { taints: [taint('other', '1'), taint('soft', '1', 'PreferNoSchedule')] } },
    ]);
  });

  it('of one key and two effects goes with its effect alone', () => {
    const world = [node('a', { taints: [taint('x', '1'), taint('x', '2', 'NoExecute')] })];
    expect(fixed(pod('p', { tolerations: [{ key: 'x', operator: 'Equal', value: '1' }] }), world)).toEqual([
      ['tolerate x=2:NoExecute → a', 'add spec.tolerations: - {key: x, value: "2", effect: NoExecute}'],
      ['take the taint x=2:NoExecute off a → a', '$ kubectl taint node a x=2:NoExecute-'],
      ['add a node with room for a pod, untainted → new-node'],
    ]);
  });

  it('that says a node is ill is never tolerated, and never taken off', () => {
    const world = [node('a', { taints: [taint('node.kubernetes.io/not-ready')] })];
    expect(fixed(pod('p'), world)).toEqual([['add a node with room for a pod, untainted → new-node']]);
  });

  it('two are tolerated together', () => {
    const world = [node('a', { taints: [taint('x', '1'), taint('z')] })];
    expect(fixed(pod('p'), world)).toEqual([
      [
        'tolerate x=1:NoSchedule and tolerate z:NoSchedule → a',
        'add spec.tolerations: - {key: x, value: "1", effect: NoSchedule}',
        'add spec.tolerations: - {key: z, operator: Exists, effect: NoSchedule}',
      ],
      ['add a node with room for a pod, untainted → new-node'],
      [
        'take the taint x=1:NoSchedule off a and take the taint z:NoSchedule off a → a',
        '$ kubectl taint node a x=1:NoSchedule-',
        '$ kubectl taint node a z:NoSchedule-',
      ],
    ]);
  });
});

describe('a cordon', () => {
  const cordon = taint('node.kubernetes.io/unschedulable');
  it.each([
    ['alone', node('a', { cordoned: true })],
    ['with the taint that follows from it', node('a', { cordoned: true, taints: [cordon] })],
    ['of the taint alone', node('a', { taints: [cordon] })],
  ])('%s is lifted once', (_what, one) => {
    expect(fixed(pod('p'), [one])).toEqual([
      ['uncordon a → a', '$ kubectl uncordon a'],
      ['add a node with room for a pod, untainted → new-node'],
    ]);
  });

  it('leaves the other taints of the node', () => {
    const soft = taint('soft', '1', 'PreferNoSchedule');
    const world = [node('a', { cordoned: true, taints: [cordon, soft] })];
    const [first] = explained(pod('p'), world).fixes;
    expect(first!.world).toEqual([{ ...world[0], spec: { unschedulable: false, taints: [soft] } }]);
  });
});

describe('a request', () => {
  const cases: [what: string, one: Pod, size: Record<string, string>, fix: string[]][] = [
    [
      'of one container',
      pod('p', { requests: { cpu: '3' } }),
      { cpu: '2500m' },
      [
        'ask for at most 2.5 cpu (now 3) → a',
        'replace spec.containers[0].resources.requests.cpu: cpu: 2500m',
      ],
    ],
    [
      'of the container that asks for most',
      pod('p', { containers: [container('one', { cpu: '1' }), container('two', { cpu: '2' })] }),
      { cpu: '2500m' },
      [
        'ask for at most 1.5 cpu in container two (now 2) → a',
        'replace spec.containers[1].resources.requests.cpu: cpu: 1500m',
      ],
    ],
    [
      'of the first of two that ask for the same',
      pod('p', { containers: [container('one', { memory: '2Gi' }), container('two', { memory: '2Gi' })] }),
      { memory: '3Gi' },
      [
        'ask for at most 1Gi of memory in container one (now 2Gi) → a',
        'replace spec.containers[0].resources.requests.memory: memory: 1Gi',
      ],
    ],
    [
      'of an init container',
      pod('p', {
        containers: [container('one', { memory: '1Gi' })],
        initContainers: [container('init', { memory: '3Gi' })],
      }),
      { memory: '2Gi' },
      [
        'ask for at most 2Gi of memory (now 3Gi) → a',
        'replace spec.initContainers[0].resources.requests.memory: memory: 2Gi',
      ],
    ],
    [
      'of the pod as a whole',
      pod('p', {
        containers: [container('one', { memory: '1Gi' })],
        resources: { requests: { memory: '3Gi' }, limits: { memory: '4Gi' } },
      }),
      { memory: '2Gi' },
      ['ask for at most 2Gi of memory (now 3Gi) → a', 'replace spec.resources.requests.memory: memory: 2Gi'],
    ],
    [
      'of the pod as a whole, beside its overhead',
      pod('p', {
        containers: [container('one', { memory: '1Gi' })],
        resources: { requests: { memory: '3Gi' } },
        overhead: { memory: '1Gi' },
      }),
      { memory: '3Gi' },
      ['ask for at most 2Gi of memory (now 3Gi) → a', 'replace spec.resources.requests.memory: memory: 2Gi'],
    ],
    [
      'of huge pages, with its limit',
      pod('p', {
        containers: [container('one', { 'hugepages-2Mi': '6Mi', cpu: '1' }, { 'hugepages-2Mi': '6Mi' })],
      }),
      { 'hugepages-2Mi': '4Mi' },
      [
        'ask for at most 4Mi of hugepages-2Mi (now 6Mi) → a',
        'replace spec.containers[0].resources.requests.hugepages-2Mi: hugepages-2Mi: 4Mi',
        'replace spec.containers[0].resources.limits.hugepages-2Mi: hugepages-2Mi: 4Mi',
      ],
    ],
    [
      'of huge pages of the pod as a whole, with its limit',
      pod('p', {
        containers: [container('one', { cpu: '1' })],
        resources: { requests: { 'hugepages-2Mi': '6Mi' }, limits: { 'hugepages-2Mi': '6Mi' } },
      }),
      { 'hugepages-2Mi': '4Mi' },
      [
        'ask for at most 4Mi of hugepages-2Mi (now 6Mi) → a',
        'replace spec.resources.requests.hugepages-2Mi: hugepages-2Mi: 4Mi',
        'replace spec.resources.limits.hugepages-2Mi: hugepages-2Mi: 4Mi',
      ],
    ],
    [
      'of devices, without a limit that is not there',
      pod('p', { containers: [container('one', { 'x.io/gpu': '3' })] }),
      { 'x.io/gpu': '2' },
      [
        'ask for at most 2 of x.io/gpu (now 3) → a',
        'replace spec.containers[0].resources.requests[x.io/gpu]: x.io/gpu: "2"',
      ],
    ],
    [
      'of memory, whose limit may be higher',
      pod('p', { containers: [container('one', { memory: '3Gi' }, { memory: '4Gi' })] }),
      { memory: '2Gi' },
      [
        'ask for at most 2Gi of memory (now 3Gi) → a',
        'replace spec.containers[0].resources.requests.memory: memory: 2Gi',
      ],
    ],
  ];
  it.each(cases)('%s is lowered', (_what, one, size, fix) => {
    expect(fixed(one, [node('a', { size })])[0]).toEqual(fix);
  });

  it('is not lowered to nothing, nor where nothing is free', () => {
    const full = [node('a', { size: { cpu: '1' } }), on('a', pod('full', { requests: { cpu: '1' } }))];
    const asking = (one: Pod, world: KubeObject[]) =>
      titles(explained(one, world)).filter((title) => /^ask/.test(title));
    expect(asking(pod('p', { requests: { cpu: '1' } }), full)).toEqual([]);
    // 1 milli-core is left after the other container.
    const two = (rest: string) =>
      pod('p', { containers: [container('one', { cpu: '600m' }), container('two', { cpu: rest })] });
    const small = [node('a', { size: { cpu: '1' } })];
    expect(asking(two('700m'), small)).toEqual(['ask for at most 400m cpu in container two (now 700m) → a']);
    expect(
      asking(pod('p', { containers: [0, 1, 2].map((i) => container(`c${i}`, { cpu: '500m' })) }), small),
    ).toEqual([]);
  });

  it('is lowered for cpu and memory at once', () => {
    expect(fixed(pod('p', { requests: { cpu: '5', memory: '9Gi' } }), [node('a')])).toEqual([
      ['add a node with 5 cpu and 9Gi memory free, untainted → new-node'],
      [
        'ask for at most 4 cpu (now 5) and ask for at most 8Gi of memory (now 9Gi) → a',
        'replace spec.containers[0].resources.requests.cpu: cpu: "4"',
        'replace spec.containers[0].resources.requests.memory: memory: 8Gi',
      ],
    ]);
  });
});

describe('before any node is looked at', () => {
  it('removes gates', () => {
    const gates = (...names: string[]) => ({ schedulingGates: names.map((name) => ({ name })) });
    expect(fixed(pod('p', gates('wait')), [node('a')])).toEqual([
      ['remove the scheduling gate wait → a', 'remove spec.schedulingGates'],
    ]);
    expect(fixed(pod('p', gates('wait', 'more')), [node('a')])).toEqual([
      ['remove the scheduling gates wait, more → a', 'remove spec.schedulingGates'],
    ]);
    // It is no fix where the pod would then not fit.
    expect(fixed(pod('p', { ...gates('wait'), nodeSelector: { x: 'y' } }), [node('a')])).toEqual([]);
  });

  it('names a scheduler that is there', () => {
    expect(fixed(pod('p', { schedulerName: 'mine' }), [node('a')])).toEqual([
      [
        'let the scheduler default-scheduler place it → a',
        'replace spec.schedulerName: schedulerName: default-scheduler',
      ],
    ]);
  });
});
