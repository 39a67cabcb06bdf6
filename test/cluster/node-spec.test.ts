import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/api/objects.js';
import { NodeSpecError, parseNodes } from '../../src/cluster/node-spec.js';

const named = (text: string) => parseNodes(text).map(({ metadata }) => metadata.name);
const PLAIN = { cpu: '4', memory: '16Gi', 'ephemeral-storage': '100Gi', pods: '110' };
const LABELS = {
  'beta.kubernetes.io/arch': 'amd64',
  'beta.kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  'kubernetes.io/os': 'linux',
};

/** The whole node. */
function node(name: string, resources: object = {}, labels: object = {}, spec: object = {}): Node {
  const amounts = { ...PLAIN, ...resources };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: `node-${name}`, labels: { ...LABELS, ...labels, 'kubernetes.io/hostname': name } },
    spec,
    status: {
      capacity: amounts,
      allocatable: amounts,
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
    },
  };
}

const tainted = (...taints: object[]) => ({ taints });

describe('one node', () => {
  it.each<[text: string, node: Node]>([
    ['cpu=4', node('node-1')],
    ['cpu=8, memory = 32Gi', node('node-1', { cpu: '8', memory: '32Gi' })],
    ['pods=10,ephemeral-storage=5Gi', node('node-1', { pods: '10', 'ephemeral-storage': '5Gi' })],
    ['cpu=1.5,memory=1e9', node('node-1', { cpu: '1.5', memory: '1e9' })],
    ['cpu=0,pods=0', node('node-1', { cpu: '0', pods: '0' })],
    ['nvidia.com/gpu=2,hugepages-2Mi=4Mi', node('node-1', { 'nvidia.com/gpu': '2', 'hugepages-2Mi': '4Mi' })],
    ['name=big', node('big')],
    ['zone=a', node('node-1', {}, { 'topology.kubernetes.io/zone': 'a' })],
    ['region=eu', node('node-1', {}, { 'topology.kubernetes.io/region': 'eu' })],
    ['arch=arm64', node('node-1', {}, { 'kubernetes.io/arch': 'arm64', 'beta.kubernetes.io/arch': 'arm64' })],
    ['os=windows', node('node-1', {}, { 'kubernetes.io/os': 'windows', 'beta.kubernetes.io/os': 'windows' })],
    ['instance=m5', node('node-1', {}, { 'node.kubernetes.io/instance-type': 'm5' })],
    ['label.disk=ssd', node('node-1', {}, { disk: 'ssd' })],
    ['label.example.com/tier=', node('node-1', {}, { 'example.com/tier': '' })],
    ['label.kubernetes.io/hostname=x', node('node-1')],
    ['unschedulable', node('node-1', {}, {}, { unschedulable: true })],
    ['unschedulable=true', node('node-1', {}, {}, { unschedulable: true })],
    ['taint=a=b:NoSchedule', node('node-1', {}, {}, tainted({ key: 'a', value: 'b', effect: 'NoSchedule' }))],
    ['taint=a:NoExecute', node('node-1', {}, {}, tainted({ key: 'a', effect: 'NoExecute' }))],
    [
      'taint=a=:PreferNoSchedule',
      node('node-1', {}, {}, tainted({ key: 'a', value: '', effect: 'PreferNoSchedule' })),
    ],
    [
      'taint=a=b:NoSchedule,taint=x.io/c:NoExecute,unschedulable',
      node(
        'node-1',
        {},
        {},
        {
          unschedulable: true,
          ...tainted({ key: 'a', value: 'b', effect: 'NoSchedule' }, { key: 'x.io/c', effect: 'NoExecute' }),
        },
      ),
    ],
    ['cpu=4 , unschedulable ', node('node-1', {}, {}, { unschedulable: true })],
    ['cpu=1,,memory=1Gi,', node('node-1', { cpu: '1', memory: '1Gi' })],
  ])('%s', (text, expected) => {
    expect(parseNodes(text)).toEqual([expected]);
  });

  it('shares nothing with another', () => {
    const [one, two] = parseNodes('2x cpu=1') as [Node, Node];
    expect(one.status!.capacity).not.toBe(two.status!.capacity);
    expect(one.status!.capacity).not.toBe(one.status!.allocatable);
    expect(parseNodes('memory=1Gi')[0]!.status!.capacity!['cpu']).toBe('4');
  });
});

describe('names', () => {
  it.each<[text: string, names: string[]]>([
    ['3x cpu=4', ['node-1', 'node-2', 'node-3']],
    ['2x cpu=4; cpu=8', ['node-1', 'node-2', 'node-3']],
    ['2x name=a; cpu=8', ['a-1', 'a-2', 'node-3']],
    ['name=a;name=b', ['a', 'b']],
    ['1x name=a', ['a']],
    ['2 x cpu=4', ['node-1', 'node-2']],
    [' ; 2x  cpu=4 ;; ', ['node-1', 'node-2']],
    ['2x cpu=1,\nmemory=1Gi', ['node-1', 'node-2']],
  ])('%j', (text, names) => {
    expect(named(text)).toEqual(names);
  });

  it('makes a hundred thousand at most in one group', () => {
    expect(parseNodes('100000x cpu=1')).toHaveLength(100_000);
    expect(() => parseNodes('100001x cpu=1')).toThrow(
      new NodeSpecError('100001 nodes are more than the 100000 that can be made at once'),
    );
  });
});

describe('what is wrong', () => {
  const neither = (name: string, value: string, meant?: string) =>
    `'${name}' is neither a resource (cpu, memory, pods, nvidia.com/gpu) nor one of zone, region, arch, os, ` +
    `instance, name, taint, unschedulable; ${meant ? `did you mean ${meant}?` : `for another label write label.${name}=${value}`}`;
  const taint = (text: string) =>
    `'${text}' is no taint; write KEY=VALUE:NoSchedule, KEY:NoExecute or KEY:PreferNoSchedule`;
  const amount = (resource: string, text: string, example: string) =>
    `'${resource}=${text}' is no amount of ${resource}; write for example '${resource}=${example}'`;
  const count = (text: string) => `'${text}x' is no number of nodes; write for example '${ALL}'`;
  const ALL = '3x cpu=4,memory=16Gi,zone=a';
  it.each([
    ['cpu=x', amount('cpu', 'x', '4')],
    ['cpu=-4', amount('cpu', '-4', '4')],
    ['cpu=-0.001', amount('cpu', '-0.001', '4')],
    ['cpu=', amount('cpu', '', '4')],
    ['cpu=4cores', amount('cpu', '4cores', '4')],
    ['2x zone=a,memory=abc', amount('memory', 'abc', '16Gi')],
    ['memory=16GB', amount('memory', '16GB', '16Gi')],
    ['cpu=4;memory=-1Gi', amount('memory', '-1Gi', '16Gi')],
    ['ephemeral-storage=much', amount('ephemeral-storage', 'much', '100Gi')],
    ['pods=many', amount('pods', 'many', '8')],
    ['pods=1.5', amount('pods', '1.5', '8')],
    ['nvidia.com/gpu=one', amount('nvidia.com/gpu', 'one', '8')],
    ['nvidia.com/gpu=0.5', amount('nvidia.com/gpu', '0.5', '8')],
    ['hugepages-2Mi=2MB', amount('hugepages-2Mi', '2MB', '64Mi')],
    ['-1x cpu=4', count('-1')],
    ['1.5x cpu=4', count('1.5')],
    ['cpu=4;twox cpu=4', count('two')],
    ['x cpu=4', count('')],
    ['', "no node in ''; write for example '3x cpu=4,memory=16Gi,zone=a'"],
    [' ; ', "no node in ' ; '; write for example '3x cpu=4,memory=16Gi,zone=a'"],
    ['0x cpu=4', "no node in '0x cpu=4'; write for example '3x cpu=4,memory=16Gi,zone=a'"],
    ['cpu', "'cpu' has no value; write for example '3x cpu=4,memory=16Gi,zone=a'"],
    ['2x cpu=4,memory', "'memory' has no value; write for example '3x cpu=4,memory=16Gi,zone=a'"],
    ['2x cpu=4, memory ,', "'memory' has no value; write for example '3x cpu=4,memory=16Gi,zone=a'"],
    ['=4', neither('', '4')],
    ['memry=4Gi', neither('memry', '4Gi', 'memory')],
    ['xcpu=4', neither('xcpu', '4', 'cpu')],
    ['cpus = 4', neither('cpus', '4', 'cpu')],
    ['gpu/x=4', neither('gpu/x', '4')],
    ['hugepages-=4', neither('hugepages-', '4')],
    ['2xcpu=4', neither('2xcpu', '4')],
    ['taint=a', taint('a')],
    ['taint=a=b:Never', taint('a=b:Never')],
    ['taint=:NoSchedule', taint(':NoSchedule')],
    ['taint=a=b:NoSchedule:NoExecute', taint('a=b:NoSchedule:NoExecute')],
    ['taint=a=b:NoScheduleX', taint('a=b:NoScheduleX')],
  ])('%j', (text, message) => {
    expect(() => parseNodes(text)).toThrow(new NodeSpecError(message));
    expect(() => parseNodes(text)).toThrow(NodeSpecError);
  });
});

it.each([
  ['cpu=4 memory=16Gi', "a comma is missing between 'cpu=4' and 'memory=16Gi'; write 'cpu=4,memory=16Gi'"],
  ['cpu=4,zone=a taint=b:NoSchedule', "a comma is missing between 'zone=a' and 'taint=b:NoSchedule'"],
  ['cpu=4,cpu=8', "'cpu' is said twice in 'cpu=4,cpu=8'"],
  ['name=A_B', "'name=A_B' is no name of a node: a lowercase RFC 1123 subdomain must consist of"],
  ['name=', "'name=' is no name of a node: "],
  ['label.a=b=c', "'label.a=b=c' is no label: a valid label must be"],
  ['zone=a b', "'zone=a b' is no label: a valid label must be an empty string or consist of"],
  ['label.a b=c', "'label.a b=c' is no label: name part must consist of"],
  ['taint=a b:NoSchedule', "'a b:NoSchedule' is no taint: name part must consist of"],
  ['taint=a=b c:NoSchedule', "'a=b c:NoSchedule' is no taint: a valid label must be"],
])('%s is a mistake', (text, message) => {
  expect(() => parseNodes(text)).toThrow(NodeSpecError);
  expect(() => parseNodes(text)).toThrow(message);
});

it('may have several taints, and a label without a value', () => {
  const [both] = parseNodes('taint=a:NoSchedule,taint=b:NoExecute,zone=');
  expect(both?.spec?.taints).toHaveLength(2);
  expect(both?.metadata.labels?.['topology.kubernetes.io/zone']).toBe('');
});
