import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import type { KubeObject } from '../../src/api/objects.js';
import type { PlanTextOptions } from '../../src/report/plan-view.js';
import type { Plan, StuckPod } from '../../src/simulation/plan.js';
import { at, last, nodes, outcome, ref, show, step } from './plans.js';

describe('the last line', () => {
  const stuck = (reason: string, name = 'web-1-a'): StuckPod => ({
    object: ref('Pod', name),
    reason,
    message: 'm',
  });
  const error: Finding = { rule: 'yaml/syntax', severity: 'error', message: 'm', location: at(1) };
  const conflict: Finding = {
    ...error,
    rule: 'plan/refused',
    server: { field: '', message: 'Apply failed with 2 conflicts: conflicts with "hpa": .spec' },
  };
  const web = ref('Deployment', 'web');
  const managers = {
    'Pod default/web-1-a': 'ReplicaSet default/web-1',
    'ReplicaSet default/web-1': 'Deployment default/web',
    'Deployment default/web': 'Deployment default/web',
  };
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c', namespace: 'default', uid: 'c' },
    spec: {},
  };
  const cluster = nodes(cron as KubeObject);
  const cronSteps = [step('apply', 'create', 'CronJob/c', 'created')];
  const before = nodes({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'w' },
  });

  it.each<[string, Partial<Plan>, Partial<PlanTextOptions>, string]>([
    [
      'refused',
      { workloads: [outcome('a', 'refused')] },
      {},
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    ['wrong', { findings: [error] }, {}, 'kubeplan lint LINT   says what is wrong in the files, and where.'],
    [
      'refused, and there already',
      { findings: [{ ...error, object: web }], before },
      { diffWords: 'DIFF' },
      'kubeplan diff DIFF   says what would have to be made anew, and what that costs.',
    ],
    [
      'owned by others',
      { findings: [{ ...conflict, object: web }], before },
      { diffWords: 'DIFF' },
      'kubeplan plan PLAN --force-conflicts   takes the fields over from those that own them.',
    ],
    [
      'owned by others, and something else wrong',
      { findings: [{ ...conflict, object: web }, error], before },
      { diffWords: 'DIFF' },
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    [
      'refused, and not there yet',
      { findings: [{ ...error, object: web }] },
      { diffWords: 'DIFF' },
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    [
      'refused, of a wider world',
      { findings: [{ ...error, object: web }], before },
      {},
      'kubeplan lint LINT   says what is wrong in the files, and where.',
    ],
    [
      'Pending beside broken',
      { stuck: [stuck('NotReady'), stuck('Pending')], workloads: [outcome('web', 'stuck')] },
      {},
      'kubeplan explain pod/web-1-a WORLD   says what would free it.',
    ],
    [
      'Pending below a workload',
      {
        stuck: [stuck('Pending')],
        managers,
      },
      {},
      'kubeplan explain deployment/web WORLD   says what would free it.',
    ],
    [
      'broken',
      { stuck: [stuck('NotReady')] },
      {},
      'kubeplan plan PLAN --verbose   shows every step up to NotReady.',
    ],
    [
      'broken, after a time',
      { stuck: [stuck('NotReady')] },
      { forTime: '2h' },
      'kubeplan plan PLAN --for 2h --verbose   shows every step up to NotReady.',
    ],
    [
      'broken, all told',
      { stuck: [stuck('NotReady')], workloads: [outcome('a', 'stuck')], steps: cronSteps },
      { verbose: true },
      'kubeplan plan PLAN --why 1   says what led to a step, by its number.',
    ],
    [
      'cut off',
      { settled: false, steps: cronSteps },
      { maxSteps: 1, forTime: '1d' },
      'kubeplan plan PLAN --for 1d   goes on to the end.',
    ],
    [
      'cut off by time',
      { settled: false, steps: cronSteps, workloads: [outcome('a', 'unknown')] },
      { maxSteps: 2 },
      'kubeplan plan PLAN --verbose   shows every step, pod by pod.',
    ],
    [
      'waiting for its time',
      { cluster, steps: cronSteps },
      { forTime: '1h' },
      'kubeplan plan PLAN --for 1d   lets a day pass, for cronjob/c.',
    ],
    [
      'waiting beside a workload',
      { cluster, steps: cronSteps, workloads: [outcome('a', 'complete')] },
      {},
      'kubeplan plan PLAN --verbose   shows every step, pod by pod.',
    ],
    [
      'complete',
      { workloads: [outcome('a', 'complete')] },
      { forTime: '1h' },
      'kubeplan plan PLAN --for 1h --verbose   shows every step, pod by pod.',
    ],
    [
      'complete, all told',
      { workloads: [outcome('a', 'complete')], steps: cronSteps },
      { verbose: true, forTime: '1h' },
      'kubeplan plan PLAN --for 1h --why 1   says what led to a step, by its number.',
    ],
    ['nothing', {}, {}, 'Nothing to do on 0 nodes (0 cpu, 0 free).'],
  ])('of what is %s', (_what, rest, options, line) => {
    expect(last(rest, options)).toBe(line);
  });
});

it('says before that what the plan rests on, by the options that say otherwise, but not of its sum', () => {
  const suppositions = [
    { what: 'images are pulled in 2 s', option: '--image' },
    { what: 'none crashes', option: '--image' },
    { what: 'nothing else runs on 3 nodes', option: '--cluster' },
  ];
  const text = (rest: Partial<PlanTextOptions>) =>
    show({ suppositions, workloads: [outcome('web', 'complete')] }, rest);
  expect(text({ width: 400 }).at(-3)).toBe(
    'assumed: images are pulled in 2 s, none crashes (--image says otherwise); nothing else runs on 3 nodes (--cluster says otherwise)',
  );
  expect(text({ summary: true }).join()).not.toContain('assumed:');
});

it('says what the dump leaves out, and what makes a whole one', () => {
  const lacks = [
    { kinds: ['Node'], text: 'no nodes, though 1 pod runs on a: taken to be there' },
    { kinds: ['Namespace'], text: 'no Namespaces: shop taken to be there' },
  ];
  expect(show({ lacks, assumed: ['namespace shop'] }, { width: 400 }).at(-1)).toBe(
    '--cluster holds no nodes, though 1 pod runs on a: taken to be there; no Namespaces: shop taken to be there (kubeplan snapshot writes a whole dump)',
  );
});
