import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { jsonPathValues, readJsonPath } from '../../src/kubectl/json-path.js';
import { readWaitedFor } from '../../src/kubectl/wait-for.js';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', generation: 2, labels: { 'a.b/c': 'x' } },
  status: {
    phase: 'Running',
    observedGeneration: 2,
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Old', status: 'True', observedGeneration: 1 },
      { type: 'Odd', status: 'Maybe' },
    ],
    ips: [{ ip: '1' }, { ip: '2' }],
  },
} as unknown as KubeObject;

describe('what kubectl wait waits for', () => {
  it.each([
    ['create', true],
    ['Delete', false],
    ['condition=Ready', true],
    ['condition=ready=TRUE', true],
    ['condition=Ready=False', false],
    ['condition=Odd=maybe', true],
    ['condition=Old', false],
    ['condition=None', false],
    ["jsonpath='{.status.phase}'=Running".replaceAll("'", ''), true],
    ['jsonpath={.status.phase}=Pending', false],
    ['jsonpath=.status.phase', true],
    ['jsonpath={.status.nothing}', false],
    ['jsonpath={.status.ips[1].ip}=2', true],
    ['jsonpath={.status.ips[-1].ip}="2"', true],
    ['jsonpath={.status.conditions[?(@.type=="Ready")].status}=True', true],
    ['jsonpath={.metadata.labels.a\\.b/c}=x', true],
    ["jsonpath={.metadata.labels['a.b/c']}=x", true],
  ])('%s', (text, met) => {
    const read = readWaitedFor(text);
    expect('met' in read && read.met(POD)).toBe(met);
  });

  it.each([
    ['jsonpath={.status.ips[*].ip}=1', 'given jsonpath expression matches more than one value'],
    ['jsonpath={.status.ips}=1', 'jsonpath leads to a nested object or list which is not supported'],
  ])('%s cannot be told', (text, error) => {
    const read = readWaitedFor(text);
    expect('met' in read && read.met(POD)).toEqual({ error });
  });

  it.each([
    ['ready', 'unrecognized condition: "ready"'],
    ['jsonpath={range .a}', 'the jsonpath {range .a} is not understood'],
    [
      'jsonpath={.a}=',
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    ],
    [
      'jsonpath={.a}=b=c',
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    ],
  ])('%s is none', (text, error) => {
    expect(readWaitedFor(text)).toEqual({ error });
  });

  it('paths', () => {
    const values = (path: string, value: unknown) => jsonPathValues(value as never, readJsonPath(path) ?? []);
    expect(values('{.a[*]}', { a: [1, 2] })).toEqual([1, 2]);
    expect(values('$.a.*', { a: { b: 1, c: 2 } })).toEqual([1, 2]);
    expect(values('a["b"]', { a: { b: 1 } })).toEqual([1]);
    expect(values('{.a[0]}', { a: 1 })).toEqual([]);
    expect(values('{.a[7]}', { a: [] })).toEqual([]);
    expect(jsonPathValues(undefined, [])).toEqual([]);
    expect([readJsonPath(''), readJsonPath('{..a}')]).toEqual([undefined, undefined]);
  });
});
