import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/api/json.js';
import { readSchedulerConfiguration } from '../../../src/scheduler/configuration/read.js';
import { EXTENSION_POINTS } from '../../../src/scheduler/plugin.js';
import { configured } from '../build.js';

describe('what kube-scheduler would not start with', () => {
  const errorsOf = (plugins: JsonObject, more: JsonObject = {}) =>
    readSchedulerConfiguration({
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles: [{ plugins, ...more }],
    }).errors;
  const error = (path: (string | number)[], message: string) => ({
    type: 'InternalError',
    field: '',
    path: ['profiles', 0, ...path],
    message,
  });
  const enabling = (point: string, ...names: string[]) => ({
    [point]: { enabled: names.map((name) => ({ name })) },
  });

  it.each(EXTENSION_POINTS)('is a plugin at %s that is not there, or has no part in it', (point) => {
    const interfaceName = `${point[0]!.toUpperCase()}${point.slice(1)}Plugin`;
    const other = point === 'queueSort' ? 'NodeName' : 'PrioritySort';
    const at = (i: number) => ['plugins', point, 'enabled', i];
    expect(errorsOf(enabling(point, 'Mine'))).toEqual([
      error(at(0), `${interfaceName} "Mine" does not exist`),
    ]);
    expect(errorsOf(enabling(point, other))).toEqual([
      error(at(0), `plugin "${other}" does not extend ${interfaceName} plugin`),
    ]);
  });

  it('is a plugin twice', () => {
    expect(errorsOf(enabling('filter', 'NodeName', 'NodePorts', 'NodeName'))).toEqual([
      error(['plugins', 'filter', 'enabled', 2], 'plugin "NodeName" already registered as "FilterPlugin"'),
    ]);
    expect(errorsOf(enabling('multiPoint', 'NodeName', 'Mine', 'NodeName'))).toEqual([
      error(['plugins', 'multiPoint', 'enabled', 1], 'MultiPointPlugin "Mine" does not exist'),
      error(
        ['plugins', 'multiPoint', 'enabled', 2],
        'plugin "NodeName" already registered as "MultiPointPlugin"',
      ),
    ]);
  });

  it('is all of these together, before what they would come to', () => {
    const plugins = {
      ...enabling('score', 'NodeName'),
      ...enabling('filter', 'Mine'),
      bind: { disabled: [{ name: '*' }] },
    };
    expect(errorsOf(plugins)).toEqual([
      error(['plugins', 'filter', 'enabled', 0], 'FilterPlugin "Mine" does not exist'),
      error(['plugins', 'score', 'enabled', 0], 'plugin "NodeName" does not extend ScorePlugin plugin'),
    ]);
  });

  it('is a profile that cannot sort or bind', () => {
    const none = { disabled: [{ name: '*' }] };
    const sort = (name: string) =>
      error([], `only one queue sort plugin required for profile with scheduler name "${name}", but got 0`);
    const bind = (name: string) =>
      error([], `at least one bind plugin is needed for profile with scheduler name "${name}"`);
    expect(errorsOf({ queueSort: none })).toEqual([sort('default-scheduler')]);
    expect(errorsOf({ bind: none }, { schedulerName: 'mine' })).toEqual([bind('mine')]);
    expect(errorsOf({ multiPoint: none })).toEqual([sort('default-scheduler'), bind('default-scheduler')]);
  });

  it('is said of each profile', () => {
    const profiles = [
      { schedulerName: 'a' },
      { schedulerName: 'b', plugins: { bind: { disabled: [{ name: '*' }] } } },
      { schedulerName: 'c', plugins: { bind: { disabled: [{ name: '*' }] } } },
    ];
    const config = {
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles,
    };
    const { errors, scheduler } = readSchedulerConfiguration(config);
    expect(errors.map(({ path, message }) => [path, message])).toEqual([
      [['profiles', 1], 'at least one bind plugin is needed for profile with scheduler name "b"'],
      [['profiles', 2], 'at least one bind plugin is needed for profile with scheduler name "c"'],
    ]);
    expect([...scheduler.profiles.keys()]).toEqual(['default-scheduler']);
  });

  it('is not a list of nothing', () => {
    expect(errorsOf({ score: null, filter: { enabled: null, disabled: null } })).toEqual([]);
    expect(configured({ schedulerName: 'mine' }).profiles.get('mine')?.schedulerName).toBe('mine');
  });
});
