/** What kube-scheduler refuses in its configuration (pkg/scheduler/apis/config/validation). */
import { type FieldError, type FieldErrorType, fieldErrorText } from '../../api/field-error.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../../api/json.js';
import { labelKeyErrors } from '../../api/names.js';
import { isExtendedResource } from '../resources.js';
import { ARGS_FIELDS, readArgs } from './args/index.js';
import type { PluginSet } from './plugin-lists.js';
import type { ProfileConfiguration } from './read.js';

const REMOVED_PLUGINS = ['AzureDiskLimits', 'CinderLimits', 'EBSLimits', 'GCEPDLimits'];
const GROUP = 'kubescheduler.config.k8s.io';
const API_VERSION = `${GROUP}/v1`;
const REMOVED = `was invalid in version "${API_VERSION}" (KubeSchedulerConfiguration is version "${API_VERSION}")`;
const STRATEGIES = ['LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'];
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const MAX_SHAPE_SCORE = 10;

/** An error that is not about the value of a field: text that cannot be read, a profile that cannot be built. */
export function decodeError(path: Path, message: string): FieldError {
  return { type: 'InternalError', field: '', path, message };
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : []).filter(isObject);
}

function error(type: FieldErrorType, path: Path, message: string): FieldError {
  return { type, field: fieldPath(path), path, message };
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function invalid(path: Path, value: unknown, text: string): FieldError {
  return error('FieldValueInvalid', path, `Invalid value: ${shown(value)}: ${text}`);
}

function required(path: Path, text = ''): FieldError {
  return error('FieldValueRequired', path, text === '' ? 'Required value' : `Required value: ${text}`);
}

function notSupported(path: Path, value: unknown, supported: readonly string[]): FieldError {
  const names = supported.map((name) => `"${name}"`).join(', ');
  return error(
    'FieldValueNotSupported',
    path,
    `Unsupported value: ${shown(value)}: supported values: ${names}`,
  );
}

function forbidden(path: Path, text: string): FieldError {
  return error('FieldValueForbidden', path, `Forbidden: ${text}`);
}

function duplicate(path: Path, value: unknown): FieldError {
  return error('FieldValueDuplicate', path, `Duplicate value: ${shown(value)}`);
}

/** All errors of a configuration whose fields are known; `profiles` are its profiles with their defaults. */
export function validateConfiguration(
  config: JsonObject,
  profiles: readonly ProfileConfiguration[],
): FieldError[] {
  const errors: FieldError[] = [];
  const { leaderElection } = config;
  if (isObject(leaderElection) && leaderElection['leaderElect'] !== false) {
    const lock = leaderElection['resourceLock'] || 'leases';
    if (lock !== 'leases') {
      errors.push(invalid(['leaderElection', 'resourceLock'], lock, 'resourceLock value must be "leases"'));
    }
  }
  const parallelism = config['parallelism'] ?? 16;
  if (!(Number(parallelism) > 0)) {
    errors.push(invalid(['parallelism'], parallelism, 'should be an integer value greater than zero'));
  }
  const seen = new Set<string>();
  profiles.forEach((profile, i) => {
    errors.push(...profileErrors(profile, ['profiles', i]));
    // kube-scheduler names the place of the first one, and prints it as JSON, of which nothing is left.
    if (seen.has(profile.schedulerName)) errors.push(duplicate(['profiles', i, 'schedulerName'], {}));
    seen.add(profile.schedulerName);
  });
  errors.push(...queueSortErrors(profiles));
  errors.push(...percentageErrors(['percentageOfNodesToScore'], config['percentageOfNodesToScore']));
  const initial = Number(config['podInitialBackoffSeconds'] ?? 1);
  const most = Number(config['podMaxBackoffSeconds'] ?? 10);
  if (initial <= 0) errors.push(invalid(['podInitialBackoffSeconds'], initial, 'must be greater than 0'));
  if (most < initial) {
    const text = 'must be greater than or equal to PodInitialBackoffSeconds';
    errors.push(invalid(['podMaxBackoffSeconds'], most, text));
  }
  errors.push(...extenderErrors(config['extenders']));
  return errors;
}

function percentageErrors(path: Path, value: JsonValue | undefined): FieldError[] {
  if (value === undefined || value === null) return [];
  return Number(value) < 0 || Number(value) > 100 ? [invalid(path, value, 'not in valid range [0-100]')] : [];
}

function profileErrors(profile: ProfileConfiguration, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  if (profile.schedulerName === '') errors.push(required([...path, 'schedulerName']));
  errors.push(...percentageErrors([...path, 'percentageOfNodesToScore'], profile.percentageOfNodesToScore));
  for (const [point, { enabled }] of Object.entries(profile.plugins) as [string, PluginSet][]) {
    if (point === 'multiPoint') continue;
    enabled.forEach(({ name }, i) => {
      if (REMOVED_PLUGINS.includes(name)) {
        errors.push(invalid([...path, 'plugins', point, 'enabled', i], name, REMOVED));
      }
    });
  }
  const seen = new Set<string>();
  profile.pluginConfig.forEach(({ name, args }, i) => {
    const at = [...path, 'pluginConfig', i];
    if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
    if (REMOVED_PLUGINS.includes(name)) errors.push(invalid(at, name, REMOVED));
    else errors.push(...argsErrors(name, args, [...at, 'args']));
  });
  return errors;
}

function queueSortErrors(profiles: readonly ProfileConfiguration[]): FieldError[] {
  const errors: FieldError[] = [];
  const [first, ...others] = profiles.map(({ plugins }) => plugins.queueSort);
  if (first && first.enabled.length > 1) {
    const path = ['profiles', 0, 'plugins', 'queueSort', 'Enabled'];
    errors.push(invalid(path, first.enabled.length, 'only one queue sort plugin can be enabled'));
  }
  others.forEach((set, i) => {
    if (JSON.stringify(set) === JSON.stringify(first)) return;
    const path = ['profiles', i + 1, 'plugins', 'queueSort'];
    errors.push(invalid(path, goPluginSet(set), 'must be the same for all profiles'));
  });
  return errors;
}

/** A plugin set under the names of its Go type. */
function goPluginSet({ enabled, disabled }: PluginSet): object {
  const listed = (list: { name: string; weight: number }[]) =>
    list.length === 0 ? null : list.map(({ name, weight }) => ({ Name: name, Weight: weight }));
  return {
    Enabled: listed([...enabled]),
    Disabled: listed(disabled.map((name) => ({ name, weight: 0 }))),
  };
}

function extenderErrors(value: JsonValue | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const extenders = objects(value);
  const managed = new Set<string>();
  let binders = 0;
  extenders.forEach((extender, i) => {
    const path = ['extenders', i];
    const weight = Number(extender['weight'] ?? 0);
    if (extender['prioritizeVerb'] && weight <= 0) {
      errors.push(invalid([...path, 'weight'], weight, 'must have a positive weight applied to it'));
    }
    if (extender['bindVerb']) binders += 1;
    objects(extender['managedResources']).forEach((resource, k) => {
      const name = String(resource['name'] ?? '');
      const at = [...path, 'managedResources', k, 'name'];
      const bad = labelKeyErrors(name);
      errors.push(...bad.map((text) => invalid(at, name, text)));
      if (bad.length === 0 && !isExtendedResource(name)) {
        errors.push(invalid(at, name, 'is an invalid extended resource name'));
      }
      if (managed.has(name)) errors.push(invalid(at, name, 'duplicate extender managed resource name'));
      managed.add(name);
    });
  });
  if (binders > 1) {
    const found = `found ${binders} extenders implementing bind`;
    errors.push(invalid(['extenders'], found, 'only one extender can implement bind'));
  }
  return errors;
}

/** What cannot be read of the arguments of plugins. */
export function argsDecodeErrors(profiles: readonly ProfileConfiguration[]): FieldError[] {
  return profiles.flatMap(({ pluginConfig }, i) =>
    pluginConfig.flatMap(({ name, args }, k) => {
      const fields = ARGS_FIELDS[name];
      if (!fields) return [];
      const path = ['profiles', i, 'pluginConfig', k, 'args'];
      const where = `decoding .profiles[${i}].pluginConfig[${k}]: `;
      const { kind = `${name}Args` } = args;
      if (kind !== `${name}Args`) {
        const text = `args for plugin ${name} were not of type ${name}Args.${GROUP}, got ${kind}.${GROUP}`;
        return [decodeError([...path, 'kind'], where + text)];
      }
      const strict = 'strict decoding error: ';
      return Object.keys(args)
        .filter((field) => !fields.includes(field))
        .map((field) => {
          const text = `decoding args for plugin ${name}: ${strict}unknown field "${field}"`;
          return decodeError([...path, field], strict + where + strict + text);
        });
    }),
  );
}

function argsErrors(plugin: string, written: JsonObject, path: Path): FieldError[] {
  const args = readArgs(plugin, written);
  switch (plugin) {
    case 'DefaultPreemption':
      return preemptionErrors(args, path);
    case 'InterPodAffinity': {
      const weight = Number(args['hardPodAffinityWeight']);
      const at = [...path, 'hardPodAffinityWeight'];
      return weight < 0 || weight > 100 ? [invalid(at, weight, 'not in valid range [0, 100]')] : [];
    }
    case 'PodTopologySpread':
      return spreadErrors(args, path);
    case 'NodeResourcesFit':
      return buildErrors(plugin, fitErrors(args, []), path);
    case 'NodeResourcesBalancedAllocation':
      return balancedErrors(args, path);
    case 'VolumeBinding':
      return volumeBindingErrors(args, path);
    default:
      return [];
  }
}

/** Errors that come up only when the plugin is built: in one, without the way to the profile. */
function buildErrors(plugin: string, errors: readonly FieldError[], path: Path): FieldError[] {
  if (errors.length === 0) return [];
  const texts = errors.map(fieldErrorText);
  const all = texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
  return [decodeError([...path, ...errors[0]!.path], `initializing plugin "${plugin}": ${all}`)];
}

function preemptionErrors(args: JsonObject, path: Path): FieldError[] {
  const percentage = Number(args['minCandidateNodesPercentage']);
  const absolute = Number(args['minCandidateNodesAbsolute']);
  const [atPercentage, atAbsolute] = [
    [...path, 'minCandidateNodesPercentage'],
    [...path, 'minCandidateNodesAbsolute'],
  ];
  const errors: FieldError[] = [];
  if (percentage < 0 || percentage > 100) {
    errors.push(invalid(atPercentage, percentage, 'not in valid range [0, 100]'));
  }
  if (absolute < 0) errors.push(invalid(atAbsolute, absolute, 'not in valid range [0, inf)'));
  if (percentage === 0 && absolute === 0) {
    const text = 'cannot be zero at the same time as';
    errors.push(invalid(atPercentage, 0, `${text} minCandidateNodesAbsolute`));
    errors.push(invalid(atAbsolute, 0, `${text} minCandidateNodesPercentage`));
  }
  return errors;
}

function spreadErrors(args: JsonObject, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const type = args['defaultingType'];
  const constraints = objects(args['defaultConstraints']);
  if (type !== 'System' && type !== 'List') {
    errors.push(notSupported([...path, 'defaultingType'], type, ['System', 'List']));
  } else if (type === 'System' && constraints.length > 0) {
    errors.push(invalid([...path, 'defaultingType'], type, 'when .defaultConstraints are not empty'));
  }
  constraints.forEach((constraint, i) => {
    const at = [...path, 'defaultConstraints', i];
    const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraint;
    if (!(Number(maxSkew ?? 0) > 0)) {
      errors.push(invalid([...at, 'maxSkew'], maxSkew ?? 0, 'not in valid range (0, inf)'));
    }
    if (!topologyKey) errors.push(required([...at, 'topologyKey'], 'can not be empty'));
    else {
      const bad = labelKeyErrors(String(topologyKey));
      errors.push(...bad.map((text) => invalid([...at, 'topologyKey'], topologyKey, text)));
    }
    if (!whenUnsatisfiable) errors.push(required([...at, 'whenUnsatisfiable'], 'can not be empty'));
    else if (!ACTIONS.includes(String(whenUnsatisfiable))) {
      errors.push(notSupported([...at, 'whenUnsatisfiable'], whenUnsatisfiable, ACTIONS));
    }
    if (labelSelector) {
      const text = 'constraint must not define a selector, as they deduced for each pod';
      errors.push(forbidden([...at, 'labelSelector'], text));
    }
    const same = (other: JsonObject) =>
      other['topologyKey'] === topologyKey && other['whenUnsatisfiable'] === whenUnsatisfiable;
    if (constraints.slice(0, i).some(same))
      errors.push(duplicate(at, `{${topologyKey}, ${whenUnsatisfiable}}`));
  });
  return errors;
}

function fitErrors(args: JsonObject, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const names = (field: string) => (Array.isArray(args[field]) ? args[field] : []).map(String);
  names('ignoredResources').forEach((name, i) => {
    errors.push(...labelKeyErrors(name).map((text) => invalid([...path, 'ignoredResources', i], name, text)));
  });
  names('ignoredResourceGroups').forEach((name, i) => {
    const at = [...path, 'ignoredResourceGroups', i];
    if (name.includes('/')) errors.push(invalid(at, name, "resource group name can't contain '/'"));
    errors.push(...labelKeyErrors(name).map((text) => invalid(at, name, text)));
  });
  const strategy = args['scoringStrategy'];
  if (!isObject(strategy)) return errors;
  const at = [...path, 'scoringStrategy'];
  const type = strategy['type'] ?? '';
  if (!STRATEGIES.includes(String(type))) errors.push(notSupported([...at, 'type'], type, STRATEGIES));
  errors.push(...weightErrors(strategy['resources'], [...at, 'resources']));
  const ratio = strategy['requestedToCapacityRatio'];
  const ratioAt = [...at, 'requestedToCapacityRatio'];
  if (type === 'RequestedToCapacityRatio') {
    if (!ratio) errors.push(required(ratioAt, 'must be specified when type is RequestedToCapacityRatio'));
    else errors.push(...shapeErrors(valueAt(ratio, ['shape']), [...ratioAt, 'shape']));
  } else if (ratio) {
    errors.push(forbidden(ratioAt, 'must be nil when type is not RequestedToCapacityRatio'));
  }
  return errors;
}

function weightErrors(resources: JsonValue | undefined, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  objects(resources).forEach(({ name, weight }, i) => {
    if (Number(weight) > 0 && Number(weight) <= 100) return;
    const text = `resource weight of ${name} not in valid range (0, 100]`;
    errors.push(invalid([...path, i, 'weight'], weight, text));
  });
  return errors;
}

function shapePoints(shape: JsonValue | undefined): { utilization: number; score: number }[] {
  return objects(shape).map(({ utilization = 0, score = 0 }) => ({
    utilization: Number(utilization),
    score: Number(score),
  }));
}

function shapeErrors(shape: JsonValue | undefined, path: Path): FieldError[] {
  const points = shapePoints(shape);
  if (points.length === 0) return [required(path, 'at least one point must be specified')];
  const errors: FieldError[] = [];
  const unsorted = points.findIndex(
    ({ utilization }, i) => i > 0 && points[i - 1]!.utilization >= utilization,
  );
  if (unsorted > 0) {
    const at = [...path, unsorted, 'utilization'];
    errors.push(invalid(at, points[unsorted]!.utilization, 'values must be sorted in increasing order'));
  }
  points.forEach(({ utilization, score }, i) => {
    if (utilization < 0 || utilization > 100) {
      errors.push(invalid([...path, i, 'utilization'], utilization, 'not in valid range [0, 100]'));
    }
    if (score < 0 || score > MAX_SHAPE_SCORE) {
      errors.push(invalid([...path, i, 'score'], score, `not in valid range [0, ${MAX_SHAPE_SCORE}]`));
    }
  });
  return errors;
}

function balancedErrors(args: JsonObject, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  objects(args['resources']).forEach(({ name, weight }, i) => {
    const at = [...path, 'resources', i];
    if (seen.has(String(name))) errors.push(duplicate([...at, 'name'], String(name)));
    seen.add(String(name));
    if (weight !== 1) errors.push(invalid([...at, 'weight'], weight, 'must be 1'));
  });
  return errors;
}

function volumeBindingErrors(args: JsonObject, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const timeout = Number(args['bindTimeoutSeconds']);
  if (timeout < 0) {
    const text = 'invalid BindTimeoutSeconds, should not be a negative value';
    errors.push(invalid([...path, 'bindTimeoutSeconds'], timeout, text));
  }
  if (args['shape'] !== undefined) {
    const text = 'unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring';
    const shape = shapePoints(args['shape']).map(({ utilization, score }) => ({
      Utilization: utilization,
      Score: score,
    }));
    errors.push(invalid([...path, 'shape'], shape, text));
  }
  return errors;
}
