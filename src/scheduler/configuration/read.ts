/** KubeSchedulerConfiguration: read, defaulted, checked and made into profiles (pkg/scheduler/apis/config). */
import type { FieldError } from '../../api/field-error.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path } from '../../api/json.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import { EXTENSION_POINTS } from '../plugin.js';
import { ARGS_FIELDS, readArgs } from './args/index.js';
import { expandLists, type PluginSet, type PluginSets, startupErrors } from './plugin-lists.js';
import { buildProfile, DEFAULT_SCHEDULER_NAME, type Profile } from './profile.js';
import { defaultScheduler, type Scheduler } from './scheduler.js';
import { argsDecodeErrors, decodeError, validateConfiguration } from './validate.js';

export const CONFIGURATION_API_VERSION = 'kubescheduler.config.k8s.io/v1';
export const CONFIGURATION_KIND = 'KubeSchedulerConfiguration';

export interface SchedulerConfiguration {
  /** The scheduler, or the default one where the configuration has errors. */
  scheduler: Scheduler;
  /** What kube-scheduler would refuse to start for. */
  errors: FieldError[];
}

/** One profile as written, with its defaults filled in. */
export interface ProfileConfiguration {
  schedulerName: string;
  percentageOfNodesToScore: number | undefined;
  plugins: PluginSets;
  pluginConfig: readonly { name: string; args: JsonObject }[];
}

/** The other kinds of the configuration's API. */
const ARGS_KINDS = new Set(Object.keys(ARGS_FIELDS).map((plugin) => `${plugin}Args`));

const POINT_FIELDS = [...EXTENSION_POINTS, 'multiPoint'];

/** The field names of the types, for the strict reading that kube-scheduler does. */
const FIELDS = {
  configuration: [
    'apiVersion',
    'kind',
    'parallelism',
    'leaderElection',
    'clientConnection',
    'enableProfiling',
    'enableContentionProfiling',
    'percentageOfNodesToScore',
    'podInitialBackoffSeconds',
    'podMaxBackoffSeconds',
    'profiles',
    'extenders',
    'delayCacheUntilActive',
  ],
  profile: ['schedulerName', 'percentageOfNodesToScore', 'plugins', 'pluginConfig'],
  plugins: POINT_FIELDS,
  pluginSet: ['enabled', 'disabled'],
  plugin: ['name', 'weight'],
  pluginConfig: ['name', 'args'],
};

/**
 * The scheduler that a configuration describes; nothing at all gives the default one.
 * `errors` holds what kube-scheduler would print and end for, with the way to each place.
 */
export function readSchedulerConfiguration(
  config: JsonValue | undefined,
  version: KubernetesVersion = NEWEST_VERSION,
): SchedulerConfiguration {
  if (config === undefined || config === null) return { scheduler: defaultScheduler(version), errors: [] };
  const fallback = (errors: FieldError[]) => ({ scheduler: defaultScheduler(version), errors });
  if (!isObject(config)) return fallback([decodeError([], 'the configuration is not a mapping')]);
  const { apiVersion, kind } = config;
  if (apiVersion !== CONFIGURATION_API_VERSION || kind !== CONFIGURATION_KIND) {
    return fallback([decodeError([], unknownKind(apiVersion, kind))]);
  }
  const profiles = profilesOf(config);
  const unread = [...unknownFields(config), ...argsDecodeErrors(profiles)];
  if (unread.length > 0) return fallback(unread);
  const errors = validateConfiguration(config, profiles);
  if (errors.length > 0) return fallback(errors);
  const built = new Map<string, Profile>();
  profiles.forEach((profile, index) => {
    const path = ['profiles', index];
    const found = startupErrors(profile.plugins, profile.schedulerName, path, version);
    errors.push(...found);
    if (found.length > 0) return;
    const args = new Map(profile.pluginConfig.map((one) => [one.name, readArgs(one.name, one.args)]));
    const percentage = profile.percentageOfNodesToScore ?? number(config['percentageOfNodesToScore']);
    const lists = expandLists(profile.plugins, version);
    built.set(profile.schedulerName, buildProfile(profile.schedulerName, lists, args, version, percentage));
  });
  return errors.length > 0 ? fallback(errors) : { scheduler: { version, profiles: built }, errors };
}

function unknownKind(apiVersion: JsonValue | undefined, kind: JsonValue | undefined): string {
  if (!kind) return "Object 'Kind' is missing";
  if (!apiVersion) return "Object 'apiVersion' is missing";
  const isArgs = apiVersion === CONFIGURATION_API_VERSION && ARGS_KINDS.has(String(kind));
  if (isArgs) return `couldn't decode as ${CONFIGURATION_KIND}, got ${apiVersion}, Kind=${kind}: `;
  return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/scheduler/apis/config/scheme/scheme.go"`;
}

function profilesOf(config: JsonObject): ProfileConfiguration[] {
  const written = list(config['profiles']).filter(isObject);
  const profiles: JsonObject[] = written.length > 0 ? written : [{}];
  return profiles.map((profile): ProfileConfiguration => {
    const name = profile['schedulerName'];
    const single = profiles.length === 1 ? DEFAULT_SCHEDULER_NAME : '';
    return {
      schedulerName: typeof name === 'string' ? name : single,
      percentageOfNodesToScore: number(profile['percentageOfNodesToScore']),
      plugins: pluginSets(profile['plugins']),
      pluginConfig: list(profile['pluginConfig'])
        .filter(isObject)
        .map(({ name, args }) => ({ name: String(name ?? ''), args: isObject(args) ? args : {} })),
    };
  });
}

function pluginSets(value: JsonValue | undefined): PluginSets {
  const sets: Record<string, PluginSet> = {};
  for (const point of POINT_FIELDS) {
    const set = isObject(value) ? value[point] : undefined;
    const read = (field: 'enabled' | 'disabled') =>
      list(isObject(set) ? set[field] : undefined)
        .filter(isObject)
        .map(({ name, weight }) => ({ name: String(name ?? ''), weight: number(weight) ?? 0 }));
    sets[point] = { enabled: read('enabled'), disabled: read('disabled').map(({ name }) => name) };
  }
  return sets as unknown as PluginSets;
}

function unknownFields(config: JsonObject): FieldError[] {
  const found: Path[] = [];
  const check = (value: JsonValue | undefined, fields: readonly string[], path: Path) => {
    for (const key of Object.keys(isObject(value) ? value : {})) {
      if (!fields.includes(key)) found.push([...path, key]);
    }
  };
  check(config, FIELDS.configuration, []);
  list(config['profiles']).forEach((profile, i) => {
    if (!isObject(profile)) return;
    check(profile, FIELDS.profile, ['profiles', i]);
    const { plugins } = profile;
    check(plugins, FIELDS.plugins, ['profiles', i, 'plugins']);
    for (const point of isObject(plugins) ? POINT_FIELDS : []) {
      const set = (plugins as JsonObject)[point];
      const path = ['profiles', i, 'plugins', point];
      check(set, FIELDS.pluginSet, path);
      for (const field of isObject(set) ? FIELDS.pluginSet : []) {
        list((set as JsonObject)[field]).forEach((one, k) => {
          check(one, FIELDS.plugin, [...path, field, k]);
        });
      }
    }
    list(profile['pluginConfig']).forEach((one, k) => {
      check(one, FIELDS.pluginConfig, ['profiles', i, 'pluginConfig', k]);
    });
  });
  return found.map((path) => decodeError(path, `strict decoding error: unknown field "${fieldPath(path)}"`));
}

function list(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function number(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
