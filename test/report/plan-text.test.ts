import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import type { KubeObject } from '../../src/api/objects.js';
import { numbered } from '../../src/api/text.js';
import { elapsedText } from '../../src/report/plan-view.js';
import { createStyle } from '../../src/report/style.js';
import type { Plan } from '../../src/simulation/plan.js';
import { at, first, node, nodes, outcome, pod, show, step, steps } from './plans.js';

describe('numbers', () => {
  it.each([
    [0, '0.0 s'],
    [49, '0.0 s'],
    [1250, '1.3 s'],
    [59_900, '59.9 s'],
    [60_000, '1 min'],
    [61_499, '1 min 1 s'],
    [61_500, '1 min 2 s'],
    [119_600, '2 min'],
    [3_599_000, '59 min 59 s'],
    [3_600_000, '1 h'],
    [3_661_000, '1 h 1 min 1 s'],
    [7_205_000, '2 h 5 s'],
    [90_000_000, '25 h'],
  ])('%i ms: %s', (ms, text) => {
    expect(elapsedText(ms)).toBe(text);
  });

  it('have their words', () => {
    expect([0, 1, 2].map((n) => numbered(n, 'step'))).toEqual(['0 steps', '1 step', '2 steps']);
  });
});

describe('the nodes', () => {
  it.each<[KubeObject[], string]>([
    [[], '0 nodes (0 cpu, 0 free)'],
    [[node('a')], '1 node (0 cpu, 0 free)'],
    [[node('a', { cpu: '1500m', memory: '512' })], '1 node (1.5 cpu, 512 free)'],
    [[node('a', { cpu: '1250m', memory: '1023Ki' })], '1 node (1.3 cpu, 1047552 free)'],
    [[node('a', { cpu: '4', memory: '1Mi' })], '1 node (4 cpu, 1Mi free)'],
    [[node('a', { cpu: '4', memory: '1023Mi' })], '1 node (4 cpu, 1023Mi free)'],
    [[node('a', { cpu: '4', memory: '1Gi' })], '1 node (4 cpu, 1Gi free)'],
    [[node('a', { cpu: '4', memory: '1.55Gi' })], '1 node (4 cpu, 1.6Gi free)'],
    [[node('a', { cpu: '4', memory: '1024Gi' })], '1 node (4 cpu, 1Ti free)'],
    [
      [
        node('a', { cpu: '2', memory: '2Gi' }),
        node('b', { cpu: '2', memory: '2Gi' }),
        pod('p', 'a', { cpu: '1', memory: '1Gi' }),
      ],
      '2 nodes (3 cpu, 3Gi free)',
    ],
    [[node('a', { cpu: '2', memory: '2Gi' }), pod('p', 'a', {})], '1 node (2 cpu, 2Gi free)'],
    [
      [node('a', { cpu: '2', memory: '2Gi' }), pod('p', 'a', { cpu: '1' }, 'Succeeded')],
      '1 node (2 cpu, 2Gi free)',
    ],
    [
      [node('a', { cpu: '2', memory: '1Gi' }), pod('p', 'a', { cpu: '3', memory: '3Gi' })],
      '1 node (-1 cpu, -2Gi free)',
    ],
  ])('%#: %s', (objects, text) => {
    expect(first({ before: nodes(...objects) })).toBe(`Nothing to do on ${text}.`);
  });

  it('may have been assumed', () => {
    expect(first({}, { nodesAssumed: true })).toBe('Nothing to do on 0 nodes (assumed, 0 cpu, 0 free).');
  });
});

describe('the first line', () => {
  const ON = 'on 0 nodes (0 cpu, 0 free)';
  const rollout = {
    from: { kind: 'ReplicaSet', name: 'a-1', revision: 1 },
    to: { kind: 'ReplicaSet', name: 'a-2', revision: 2 },
  };
  const error: Finding = { rule: 'plan/refused', severity: 'error', message: 'm', location: at(1) };
  const applied = steps(
    () => step('apply', 'create', 'ConfigMap/a', 'created'),
    () => step('apply', 'update', 'ConfigMap/a', 'configured'),
    () => step('apply', 'create', 'Secret/a', 'created'),
  );

  it.each<[Partial<Plan>, string]>([
    [{ steps: applied }, `2 objects applied ${ON}; no workload among them.`],
    [{ steps: applied.slice(0, 1) }, `1 object applied ${ON}; no workload among them.`],
    [{ findings: [{ ...error, rule: 'yaml/syntax' }] }, 'Nothing can be planned: 1 error in what was given.'],
    [{ workloads: [outcome('a', 'complete')] }, `a ${ON}: a completes in 3.0 s.`],
    [
      { workloads: [outcome('a', 'complete', { rollout })] },
      `a ${ON}: a completes revision 2 (a-1 → a-2) in 3.0 s.`,
    ],
    [{ workloads: [outcome('a', 'complete', { reason: 'paused' })] }, `a ${ON}: a is paused.`],
    [
      { workloads: [outcome('a', 'stuck', { rollout })] },
      `a ${ON}: a never completes revision 2 (a-1 → a-2).`,
    ],
    [
      { workloads: [outcome('a', 'unknown', { rollout })] },
      `a ${ON}: whether a completes revision 2 (a-1 → a-2) is not known.`,
    ],
    [{ workloads: [outcome('a', 'refused')] }, `a ${ON}: a is refused.`],
    [
      { workloads: ['a', 'b', 'c'].map((name) => outcome(name, 'complete')) },
      `a, b and c ${ON}: a completes in 3.0 s, b completes in 3.0 s, c completes in 3.0 s.`,
    ],
    [
      { workloads: ['a', 'b', 'c', 'd'].map((name, i) => outcome(name, 'complete', { at: 1000 * i })) },
      `4 workloads ${ON}: 4 complete within 3.0 s.`,
    ],
    [
      {
        workloads: [
          outcome('a', 'stuck', { rollout, at: 9000 }),
          outcome('b', 'complete', { at: 1000 }),
          outcome('c', 'refused'),
          outcome('d', 'complete', { at: 2000 }),
        ],
      },
      `4 workloads ${ON}: 2 complete within 2.0 s, a never completes, c is refused.`,
    ],
    [
      { workloads: ['a', 'b', 'c', 'd', 'e'].map((name) => outcome(name, 'stuck')) },
      `5 workloads ${ON}: none completes, a never completes, b never completes, c never completes, 2 more do not complete.`,
    ],
    [
      { workloads: ['a', 'b', 'c', 'd'].map((name) => outcome(name, 'stuck')) },
      `4 workloads ${ON}: none completes, a never completes, b never completes, c never completes, 1 more does not complete.`,
    ],
    [
      {
        settled: false,
        workloads: ['a', 'b', 'c', 'd', 'e'].map((name, i) => outcome(name, i < 4 ? 'refused' : 'unknown')),
      },
      `5 workloads ${ON}: none is complete yet, a is refused, b is refused, c is refused, 1 more does not complete, of 1 more it is not known.`,
    ],
    [
      { findings: [error], steps: applied.slice(0, 1) },
      `1 object applied ${ON}; no workload among them. 1 object is refused.`,
    ],
    [
      { findings: [error, error, error], workloads: [outcome('a', 'refused')] },
      `a ${ON}: a is refused. 2 objects are refused.`,
    ],
  ])('%#: %s', (rest, line) => {
    expect(first(rest)).toBe(line);
  });

  it('is red where something goes wrong, else bold', () => {
    const style = createStyle(true);
    const colour = (rest: Partial<Plan>) => first(rest, { style })!.slice(0, 5);
    expect(colour({})).toBe('\x1b[1mN');
    expect(colour({ workloads: [outcome('a', 'complete')] })).toBe('\x1b[1ma');
    expect(colour({ workloads: [outcome('a', 'stuck')] })).toBe('\x1b[31m');
    expect(colour({ findings: [error] })).toBe('\x1b[31m');
    expect(colour({ findings: [{ ...error, severity: 'info' }] })).toBe('\x1b[1mN');
  });

  it('is broken where the line ends, and tells where it was stopped', () => {
    expect(show({ settled: false, steps: applied, duration: 61_000 }, { width: 40 }).slice(0, 3)).toEqual([
      '2 objects applied on 0 nodes (0 cpu, 0',
      'free); no workload among them.',
      'It had not come to rest when it was stopped after 3 steps, at 1 min 1 s.',
    ]);
  });
});
