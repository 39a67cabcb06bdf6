import { describe, expect, it } from 'vitest';
import { wordsOf } from './manifests.js';

const cron = (spec: string, job = '', apiVersion = 'batch/v1') => `apiVersion: ${apiVersion}
kind: CronJob
metadata: {name: report}
spec: {${spec}, jobTemplate: {spec: {${job}template: {
  spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}
`;

describe('jobs/never-fires', () => {
  const said = (schedule: string, zone = '') =>
    wordsOf('jobs/never-fires', cron(`schedule: '${schedule}'${zone}`));

  it.each(['0 0 30 2 *', '15 3 31 4,6,9,11 *'])('is said of %s', (schedule) => {
    expect(said(schedule)).toEqual([`4: the schedule ${schedule} never fires: there is no such day`]);
  });

  it.each(['0 0 29 2 *', '0 0 31 4 1', '* * * * *', '@daily', '@every 1h', 'nonsense'])(
    'is not said of %s',
    (schedule) => {
      expect(said(schedule)).toEqual([]);
    },
  );

  it('is said of CronJobs alone', () => {
    expect(wordsOf('jobs/never-fires', cron("schedule: '0 0 30 2 *'", '', 'example.com/v1'))).toEqual([]);
  });
});
