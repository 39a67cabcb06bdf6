import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/api/finding.js';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { type CronJobRuns, completeText, cronJobRuns, runsText } from '../../src/report/plan-cronjobs.js';
import { ends } from '../../src/report/plan-ends.js';
import { problems } from '../../src/report/plan-problems.js';
import type { View } from '../../src/report/plan-view.js';
import { createStyle } from '../../src/report/style.js';
import type { WorkloadOutcome } from '../../src/simulation/plan.js';
import { step, view } from './plan-world.js';
import { at, plan, ref } from './plans.js';

describe('what was wrong', () => {
  const finding = (rest: Partial<Finding> = {}): Finding => ({
    rule: 'plan/refused',
    severity: 'error',
    message: 'the API server refuses it',
    location: at(3),
    ...rest,
  });
  const said = (findings: Finding[], rest: Partial<View> = {}) => problems(plan({ findings }), view(rest));

  it('is told with its place, below it where the line is too short', () => {
    expect(said([finding()], { width: 51 })).toEqual(['  web.yaml:3:9  error  the API server refuses it']);
    expect(said([finding()], { width: 47 })).toEqual([
      '  web.yaml:3:9',
      '    error  the API server refuses it',
    ]);
    expect(said([finding()], { width: 48 })).toHaveLength(1);
    expect(said([finding({ message: 'one two three four five six' })], { width: 30 })).toEqual([
      '  web.yaml:3:9',
      '    error  one two three four',
      '           five six',
    ]);
  });

  it('has the server’s words once for all that they are said of', () => {
    const server = { field: '', message: 'no\n' };
    const related = [{ message: 'applied before from', location: at(7, 'old.yaml') }];
    expect(
      said([
        finding({ server, related }),
        finding({ location: at(5), server }),
        finding({ rule: 'x', server }),
      ]),
    ).toEqual([
      '  web.yaml:3:9  error  the API server refuses it',
      '    applied before from old.yaml:7:9',
      '  web.yaml:5:9  error  the API server refuses it',
      '    no',
      '  web.yaml:3:9  error  the API server refuses it',
      '    no',
    ]);
    expect(said([finding(), finding()])).toHaveLength(2);
  });

  it('has the beginning of long words, unless one line only would be hidden', () => {
    const lines = (count: number, rest: Partial<View> = {}) => {
      const message = Array.from({ length: count }, (_, i) => `line ${i + 1} `).join('\n');
      return said([finding({ server: { field: '', message } })], rest).slice(1);
    };
    expect(lines(8)).toHaveLength(8);
    expect(lines(9).at(-1)).toBe('    line 9');
    expect(lines(10).slice(-2)).toEqual(['    line 8', '    … 2 lines more, --verbose shows them']);
    expect(lines(10, { verbose: true })).toHaveLength(10);
    const long = { field: '', message: `${'word '.repeat(20)}\nend` };
    expect(said([finding({ server: long })], { width: 60 }).slice(1)).toEqual([
      `    ${'word '.repeat(11).trimEnd()}`,
      `    ${'word '.repeat(9).trimEnd()}`,
      '    end',
    ]);
  });

  it('comes by weight: errors first, and what is no object last', () => {
    const severities = (['info', 'warning', 'error', 'warning'] as const).map((severity, i) =>
      finding({ severity, location: at(i) }),
    );
    expect(said(severities).map((line) => /(error|warning|info)/.exec(line)?.[0])).toEqual([
      'error',
      'warning',
      'warning',
      'info',
    ]);
  });

  it('names a few places of one answer, unless one only would be hidden', () => {
    const server = { field: '', message: 'no' };
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => finding({ server, location: at(i + 1) }));
    expect(said(many(6))).toHaveLength(7);
    expect(said(many(7)).slice(4)).toEqual([
      '  web.yaml:5:9  error  the API server refuses it',
      '    … 2 more, --verbose names them',
      '    no',
    ]);
    expect(said(many(7), { verbose: true })).toHaveLength(8);
  });

  it('counts documents that are no objects, unless they are one or two', () => {
    const none = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        finding({
          rule: 'plan/no-object',
          severity: 'info',
          message: 'left out',
          location: at(1, `${i}.yaml`),
        }),
      );
    expect(said(none(2))).toEqual(['  0.yaml:1:9  info  left out', '  1.yaml:1:9  info  left out']);
    expect(said(none(3), { width: 200 })).toEqual([
      '  info  3 documents are no objects to apply (kustomizations, patches, files of programs), such as 0.yaml: left out; --verbose names them',
    ]);
    expect(said(none(3), { verbose: true })).toHaveLength(3);
  });

  it('is coloured by how bad it is', () => {
    const style = createStyle(true);
    const server = { field: '', message: 'no' };
    expect(said([finding({ server }), finding({ severity: 'info' })], { style })).toEqual([
      '  web.yaml:3:9  \x1b[31merror\x1b[39m  the API server refuses it',
      '\x1b[2m    no\x1b[22m',
      '  web.yaml:3:9  \x1b[2minfo\x1b[22m  the API server refuses it',
    ]);
  });

  it('is an object with several manifests, up to four of them', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const applied = (count: number) =>
      names
        .slice(0, count)
        .flatMap((name) =>
          [1, 2].map((line) => step(line, 'apply', 'create', 'ConfigMap', name, { location: at(line) })),
        );
    const several = (count: number, rest: Partial<View> = {}) =>
      problems(plan({ steps: applied(count) }), view(rest));
    expect(several(1)).toEqual([
      '  warning  1 object has several manifests, each applied over the one before:',
      '    configmap/a  web.yaml:1, web.yaml:2',
    ]);
    expect(several(4)).toHaveLength(5);
    expect(several(5).slice(0, 1).concat(several(5).slice(-2))).toEqual([
      '  warning  5 objects have several manifests, each applied over the one before:',
      '    configmap/d  web.yaml:1, web.yaml:2',
      '    … 1 object more, --verbose shows them',
    ]);
    expect(several(6).at(-1)).toBe('    … 2 objects more, --verbose shows them');
    expect(several(6, { verbose: true })).toHaveLength(7);
    expect(several(1, { width: 38 })).toEqual([
      '  warning  1 object has several',
      '           manifests, each applied',
      '           over the one before:',
      '    configmap/a',
      '      web.yaml:1',
      '      web.yaml:2',
    ]);
    const others = [
      step(1, 'apply', 'refuse', 'ConfigMap', 'a', { location: at(1) }),
      step(2, 'apply', 'create', 'ConfigMap', 'a', { location: at(2) }),
      step(3, 'apply', 'update', 'ConfigMap', 'a', { location: at(2) }),
      step(4, 'apply', 'update', 'ConfigMap', 'a'),
      step(5, 'deployment', 'update', 'ConfigMap', 'a', { location: at(5) }),
    ];
    expect(problems(plan({ steps: others }), view())).toEqual([]);
  });

  it('is what was asked for and comes to nothing', () => {
    const warnings = [
      { message: 'no container has an image a' },
      { message: 'none has b', hint: 'did you mean c?' },
    ];
    expect(problems(plan({ warnings }), view({ style: createStyle(true) }))).toEqual([
      '  \x1b[33mwarning\x1b[39m  no container has an image a',
      '  \x1b[33mwarning\x1b[39m  none has b (did you mean c?)',
    ]);
  });
});

describe('how workloads end', () => {
  const outcome = (name: string, state: WorkloadOutcome['state'], rest: Partial<WorkloadOutcome> = {}) => ({
    object: ref('Deployment', name),
    desired: 2,
    ready: 1,
    state,
    at: 1500,
    ...rest,
  });

  it('is a line for each, with its reason once', () => {
    const workloads: WorkloadOutcome[] = [
      outcome('a', 'complete', { goneAt: 61_000 }),
      outcome('b', 'complete', { reason: 'paused' }),
      outcome('c', 'stuck', { reason: 'Pending: no room. And more of it.' }),
      outcome('d', 'refused', { reason: 'no' }),
      outcome('e', 'unknown'),
      outcome('f', 'stuck'),
      outcome('g', 'complete', { object: ref('Job', 'g', 'shop') }),
    ];
    expect(ends(plan({ workloads }), view())).toEqual([
      '  deployment/a  1/2 ready      complete after 1.5 s, old pods gone after 1 min 1 s',
      '  deployment/b  1/2 ready      paused',
      '  deployment/c  1/2 ready      stuck since 1.5 s',
      '      Pending: no room.',
      '  deployment/d  1/2 ready      refused',
      '  deployment/e  1/2 ready      not complete when it was stopped',
      '  deployment/f  1/2 ready      stuck since 1.5 s',
      '  job/shop/g    1/2 succeeded  complete after 1.5 s',
    ]);
    const coloured = ends(plan({ workloads }), view({ style: createStyle(true) }));
    expect(coloured.map((line) => line.slice(line.indexOf('\x1b') < 0 ? 0 : line.indexOf('\x1b')))).toEqual([
      '\x1b[32mcomplete after 1.5 s\x1b[39m\x1b[2m, old pods gone after 1 min 1 s\x1b[22m',
      '\x1b[32mpaused\x1b[39m',
      '\x1b[31mstuck since 1.5 s\x1b[39m',
      '\x1b[2m      Pending: no room.\x1b[22m',
      '\x1b[31mrefused\x1b[39m',
      '\x1b[33mnot complete when it was stopped\x1b[39m',
      '\x1b[31mstuck since 1.5 s\x1b[39m',
      '\x1b[32mcomplete after 1.5 s\x1b[39m',
    ]);
  });

  it('is a reason for several of them, below', () => {
    const reason = 'Pending: no room for it on any node that there is';
    const workloads = ['a', 'b'].map((name) => outcome(name, 'stuck', { reason }));
    expect(
      ends(plan({ workloads: [...workloads, outcome('c', 'stuck', { reason: 'x' })] }), view({ width: 44 })),
    ).toEqual([
      '  deployment/a  1/2 ready  stuck since 1.5 s',
      '  deployment/b  1/2 ready  stuck since 1.5 s',
      '  deployment/c  1/2 ready  stuck since 1.5 s',
      '      x',
      '',
      '  Pending: no room for it on any node that',
      '  there is',
      '      this holds deployment/a, deployment/b',
    ]);
    const one = [outcome('a', 'stuck', { reason })];
    expect(ends(plan({ workloads: one }), view({ width: 44 })).slice(1)).toEqual([
      '      Pending: no room for it on any node',
      '      that there is',
    ]);
  });
});

describe('CronJobs', () => {
  const cron = (name: string, spec: object = {}, namespace: string | undefined = 'default') =>
    ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, uid: name, ...(namespace && { namespace }) },
      spec,
    }) as KubeObject;
  const runs = (rest: Partial<CronJobRuns> = {}): CronJobRuns => ({
    object: ref('CronJob', 'a'),
    runs: 0,
    complete: 0,
    suspended: false,
    ...rest,
  });

  it('count their Jobs and how many of them complete', () => {
    const cluster = Cluster.of(
      [cron('a'), cron('b', { suspend: true }), cron('c'), cron('d', { suspend: false })],
      '1.36',
    );
    const managers = {
      'Job default/a-1': 'CronJob default/a',
      'Job default/a-2': 'CronJob default/a',
      'Job default/c-1': 'CronJob default/c',
      'Job default/z-1': 'CronJob default/gone',
      'Job default/x': 'Workflow default/c',
      'Pod default/a-1-x': 'Job default/a-1',
    };
    const steps = [
      step(1, 'apply', 'create', 'CronJob', 'b'),
      step(2, 'apply', 'create', 'CronJob', 'a'),
      step(3, 'apply', 'refuse', 'CronJob', 'd'),
      step(4, 'apply', 'create', 'CronJob', 'gone'),
      step(5, 'cronjob', 'create', 'Job', 'a-1'),
      step(6, 'job', 'complete', 'Job', 'a-1'),
      step(7, 'job', 'create', 'Pod', 'a-1-x'),
      step(8, 'cronjob', 'create', 'Job', 'a-2'),
      step(9, 'cronjob', 'create', 'Job', 'c-1'),
      step(10, 'job', 'complete', 'Job', 'c-1'),
      step(11, 'cronjob', 'create', 'Job', 'z-1'),
      step(12, 'other', 'create', 'Job', 'x'),
      step(13, 'apply', 'update', 'CronJob', 'a'),
    ];
    expect(cronJobRuns(plan({ steps, managers, cluster }))).toEqual([
      { object: ref('CronJob', 'b'), runs: 0, complete: 0, suspended: true },
      { object: ref('CronJob', 'a'), runs: 2, complete: 1, suspended: false },
      { object: ref('CronJob', 'c'), runs: 1, complete: 1, suspended: false },
    ]);
  });

  it.each<[Partial<CronJobRuns>, string, string]>([
    [{}, 'waits for its time', 'all complete'],
    [{ suspended: true }, 'is suspended', 'all complete'],
    [{ runs: 1, complete: 1 }, 'runs once, complete', 'complete'],
    [{ runs: 1, suspended: true }, 'runs once, 0 complete', '0 complete'],
    [{ runs: 2, complete: 2 }, 'runs 2 times, all complete', 'all complete'],
    [{ runs: 3, complete: 1 }, 'runs 3 times, 1 complete', '1 complete'],
  ])('are told: %j', (rest, text, fate) => {
    expect([runsText(runs(rest)), completeText(runs(rest))]).toEqual([text, fate]);
  });
});
