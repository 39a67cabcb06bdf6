import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { askedText, TooManyPods } from '../../src/simulation/pod-limit.js';
import { type SimulateOptions, simulate } from '../../src/simulation/simulate.js';
import { buildWorld } from '../../src/simulation/world.js';

const documentsOf = (text: string) => parseManifests({ file: 'a.yaml', text });
const template = (image: string) =>
  `template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: ${image}}]}}`;
const deployment = (replicas: number, image = 'a') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: ${replicas}, selector: {matchLabels: {app: a}}, ${template(image)}}}`;
const job = (spec: string) =>
  `{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {${spec}, template: {spec: {restartPolicy: Never, containers: [{name: c, image: a}]}}}}`;
const cron = (schedule: string) =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: "${schedule}", jobTemplate: {spec: {${template('a').replace('spec: {', 'spec: {restartPolicy: Never, ')}}}}}`;

const run = (text: string, options: SimulateOptions = {}) => {
  const world = buildWorld(documentsOf(text));
  return simulate(
    world.before,
    world.manifests.map(({ given }) => ({ object: given })),
    options,
  );
};

/** What is said of a world that asks for too many pods. */
const asked = (text: string, options?: SimulateOptions): string => {
  try {
    run(text, options);
  } catch (error) {
    if (error instanceof TooManyPods) return askedText(error);
    throw error;
  }
  return 'planned';
};

describe('more pods than are planned for', () => {
  it.each([
    [deployment(2147483647), 'deployment/web asks for 2147483647'],
    [deployment(10_001), 'deployment/web asks for 10001'],
    [job('parallelism: 1000000000'), 'job/j asks for 1000000000'],
    [job('parallelism: 1, completions: 20000'), 'job/j asks for 20000'],
    [job('parallelism: 1, completions: 20000, suspend: true'), 'planned'],
    [`${deployment(2)}\n---\n${job('parallelism: 20000, completions: 3')}`, 'planned'],
  ])('are counted before one is made: %#', (text, said) => {
    expect(asked(text)).toBe(said);
  });

  it('are those that are made beyond the ones that are there', () => {
    expect(asked(deployment(3), { maxPods: 2 })).toBe('deployment/web asks for 3');
    expect(asked(deployment(3), { maxPods: 3 })).toBe('planned');
  });

  it('are counted of CronJobs over the time that is to pass', () => {
    expect(asked(cron('* * * * *'))).toBe('planned');
    expect(asked(cron('* * * * *'), { forSeconds: 3600, maxPods: 20 })).toBe(
      'cronjob/c asks for more than 20',
    );
    expect(asked(cron('* * * * *'), { forSeconds: 3650 * 86_400 })).toBe('cronjob/c asks for more than 1500');
    expect(asked(cron('0 3 * * *'), { forSeconds: 3650 * 86_400 })).toBe('cronjob/c asks for more than 1500');
    expect(asked(cron('0 3 * * *'), { forSeconds: 3650 * 86_400, maxPods: 3649 })).toBe(
      'cronjob/c asks for more than 3649',
    );
    expect(asked(cron('0 0 1 1 *'), { forSeconds: 3650 * 86_400, maxPods: 20 })).toBe('planned');
  });

  it('end the plan where they only come on the way, and that is told', () => {
    const world = buildWorld(documentsOf(deployment(3)));
    const before = simulate(
      world.before,
      world.manifests.map(({ given }) => ({ object: given })),
    ).cluster;
    const [changed] = documentsOf(deployment(3, 'b')).documents;
    const rolled = (maxPods: number) =>
      simulate(
        before,
        [
          {
            object: {
              ...(changed!.value as object),
              metadata: { name: 'web', namespace: 'default' },
            } as never,
          },
        ],
        {
          maxPods,
        },
      );
    expect(rolled(3)).toMatchObject({ settled: true, warnings: [] });
    expect(rolled(2)).toMatchObject({
      settled: false,
      workloads: [{ state: 'unknown' }],
      warnings: [
        {
          message: 'more than 2 pods were made: what comes after them is not known',
          hint: '--max-pods NUMBER plans for more',
        },
      ],
    });
  });
});
