import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/api/objects.js';
import { nodeChange } from '../../src/simulation/describe-node.js';
import { made, since } from '../controllers/look.js';

const node = (spec: object, conditions: object[] = []) =>
  made('Node', 'n1', { spec, status: { conditions } }) as unknown as Node;
const READY = since('Ready', 'True');

describe('what a change to a node says', () => {
  it.each([
    ['closed', {}, { unschedulable: true }, 'cordoned'],
    ['opened', { unschedulable: true }, {}, 'uncordoned'],
    ['a taint', {}, { taints: [{ key: 'a', value: 'b', effect: 'NoExecute' }] }, 'tainted a=b:NoExecute'],
    ['no taint', { taints: [{ key: 'a', effect: 'NoSchedule' }] }, {}, 'untainted a:NoSchedule'],
    [
      'another effect',
      { taints: [{ key: 'a', effect: 'NoSchedule' }] },
      { taints: [{ key: 'a', effect: 'NoExecute' }], unschedulable: true },
      'cordoned, tainted a:NoExecute, untainted a:NoSchedule',
    ],
    ['something else', {}, { podCIDR: '10.0.0.0/24' }, undefined],
  ])('%s', (_name, was, now, expected) => {
    expect(nodeChange(node(now), node(was))).toBe(expected);
  });

  it.each([
    [
      'silent',
      since('Ready', 'Unknown', 0, { message: 'Kubelet stopped.' }),
      'NotReady (Unknown: Kubelet stopped.)',
    ],
    ['ill', since('Ready', 'False'), 'NotReady (False)'],
    ['the same', READY, undefined],
  ])('%s', (_name, ready, expected) => {
    expect(nodeChange(node({}, [ready]), node({}, [READY]))).toBe(expected);
  });

  it('back, and short of memory', () => {
    expect(nodeChange(node({}, [READY]), node({}, [since('Ready', 'Unknown')]))).toBe('Ready');
    const pressed = [READY, since('MemoryPressure', 'True')];
    expect(nodeChange(node({}, pressed), node({}, [READY]))).toBe('MemoryPressure True');
  });
});
