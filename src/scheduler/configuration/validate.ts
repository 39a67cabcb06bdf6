/** What kube-scheduler refuses in its configuration (pkg/scheduler/apis/config/validation). */
import { At, type FieldErrors } from '../../admission/field-errors.js';
import type { FieldError } from '../../api/field-error.js';
import type { Release } from '../../api/gates.js';
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { checkArgs } from './args/index.js';
import { bad, errorsOf } from './errors.js';
import { checkExtenders } from './extenders.js';
import { API_VERSION, KIND, type PluginSet, POINTS, type ProfileConfiguration } from './types.js';

const REMOVED_PLUGINS = ['AzureDiskLimits', 'CinderLimits', 'EBSLimits', 'GCEPDLimits'];
const REMOVED = `was invalid in version "${API_VERSION}" (${KIND} is version "${API_VERSION}")`;

/** All errors of a configuration whose fields are known; `profiles` are its profiles with their defaults. */
export function validateConfiguration(
  config: JsonObject,
  profiles: readonly ProfileConfiguration[],
  release: Release,
): FieldError[] {
  return errorsOf((errors) => {
    const at = At.root;
    checkLeaderElection(config['leaderElection'], at.child('leaderElection'), errors);
    const parallelism = config['parallelism'] ?? 16;
    if (!(Number(parallelism) > 0)) {
      const text = 'should be an integer value greater than zero';
      errors.invalid(at.child('parallelism'), bad(parallelism), text);
    }
    checkProfiles(profiles, at.child('profiles'), errors, release);
    const percentage = config['percentageOfNodesToScore'];
    checkPercentage(percentage, at.child('percentageOfNodesToScore'), errors);
    checkBackoff(config, at, errors);
    checkExtenders(config['extenders'], at.child('extenders'), errors);
  });
}

function checkLeaderElection(election: JsonValue | undefined, at: At, errors: FieldErrors): void {
  if (!isObject(election) || election['leaderElect'] === false) return;
  const lock = election['resourceLock'] || 'leases';
  if (lock === 'leases') return;
  errors.invalid(at.child('resourceLock'), bad(lock), 'resourceLock value must be "leases"');
}

function checkPercentage(value: JsonValue | undefined, at: At, errors: FieldErrors): void {
  if (value === undefined || value === null) return;
  if (Number(value) < 0 || Number(value) > 100) {
    errors.invalid(at, bad(value), 'not in valid range [0-100]');
  }
}

function checkBackoff(config: JsonObject, at: At, errors: FieldErrors): void {
  const initial = Number(config['podInitialBackoffSeconds'] ?? 1);
  const most = Number(config['podMaxBackoffSeconds'] ?? 10);
  if (initial <= 0) errors.invalid(at.child('podInitialBackoffSeconds'), initial, 'must be greater than 0');
  if (most < initial) {
    const text = 'must be greater than or equal to PodInitialBackoffSeconds';
    errors.invalid(at.child('podMaxBackoffSeconds'), most, text);
  }
}

function checkProfiles(
  profiles: readonly ProfileConfiguration[],
  at: At,
  errors: FieldErrors,
  release: Release,
): void {
  const seen = new Set<string>();
  profiles.forEach((profile, i) => {
    checkProfile(profile, at.index(i), errors, release);
    // kube-scheduler names the place of the first one, and prints it as JSON, of which nothing is left.
    if (seen.has(profile.schedulerName)) errors.duplicate(at.index(i).child('schedulerName'), bad({}));
    seen.add(profile.schedulerName);
  });
  checkQueueSort(profiles, at, errors);
}

function checkProfile(profile: ProfileConfiguration, at: At, errors: FieldErrors, release: Release): void {
  const { schedulerName, percentageOfNodesToScore, plugins, pluginConfig } = profile;
  if (schedulerName === '') errors.required(at.child('schedulerName'));
  checkPercentage(percentageOfNodesToScore, at.child('percentageOfNodesToScore'), errors);
  for (const point of POINTS) {
    if (point === 'multiPoint') continue;
    plugins[point].enabled.forEach(({ name }, i) => {
      if (!REMOVED_PLUGINS.includes(name)) return;
      errors.invalid(at.child('plugins', point, 'enabled').index(i), name, REMOVED);
    });
  }
  const seen = new Set<string>();
  pluginConfig.forEach(({ name, args }, i) => {
    const place = at.child('pluginConfig').index(i);
    if (seen.has(name)) errors.duplicate(place, name);
    seen.add(name);
    if (REMOVED_PLUGINS.includes(name)) errors.invalid(place, name, REMOVED);
    else checkArgs(name, args, place.child('args'), errors, release);
  });
}

/** One queue for all profiles: it is sorted in one way. */
function checkQueueSort(profiles: readonly ProfileConfiguration[], at: At, errors: FieldErrors): void {
  const [first, ...others] = profiles.map(({ plugins }) => plugins.queueSort);
  if (first && first.enabled.length > 1) {
    const place = at.index(0).child('plugins', 'queueSort', 'Enabled');
    errors.invalid(place, first.enabled.length, 'only one queue sort plugin can be enabled');
  }
  others.forEach((set, i) => {
    if (JSON.stringify(set) === JSON.stringify(first)) return;
    const place = at.index(i + 1).child('plugins', 'queueSort');
    errors.invalid(place, bad(goPluginSet(set)), 'must be the same for all profiles');
  });
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
