/** KubeSchedulerConfiguration: read, defaulted, checked and made into profiles (cmd/kube-scheduler/app/options). */
import type { FieldError } from '../../api/field-error.js';
import { type FeatureGates, NO_GATES, type Release } from '../../api/gates.js';
import type { JsonObject, JsonValue } from '../../api/json.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import { readArgs } from './args/index.js';
import { argsDecodeErrors, decodeErrors, isConfiguration } from './decode.js';
import { profilesOf } from './defaults.js';
import { mistypedIn } from './mistyped.js';
import { expandLists } from './plugin-lists.js';
import { buildProfile, type Profile } from './profile.js';
import { defaultScheduler, type Scheduler } from './scheduler.js';
import { startupErrors } from './startup.js';
import type { ProfileConfiguration } from './types.js';
import { validateConfiguration } from './validate.js';
import { numberOf } from './values.js';

export interface SchedulerConfiguration {
  /** The scheduler, or the default one where the configuration has errors. */
  scheduler: Scheduler;
  /** What kube-scheduler would refuse to start for. */
  errors: FieldError[];
}

/**
 * The scheduler that a configuration describes; nothing at all gives the default one.
 * `errors` holds what kube-scheduler would print and end for, with the way to each place. It reads in four steps, and a
 * step that fails is the last one.
 */
export function readSchedulerConfiguration(
  config: JsonValue | undefined,
  version: KubernetesVersion = NEWEST_VERSION,
  gates: FeatureGates = NO_GATES,
): SchedulerConfiguration {
  const release = { version, gates };
  const refused = (errors: FieldError[]) => ({ scheduler: defaultScheduler(version, gates), errors });
  if (config === undefined || config === null) return refused([]);
  if (!isConfiguration(config)) return refused(decodeErrors(config));
  const mistyped = mistypedIn(config, version);
  if (mistyped) return refused([mistyped]);
  const profiles = profilesOf(config);
  const unread = [...decodeErrors(config), ...argsDecodeErrors(profiles, version)];
  if (unread.length > 0) return refused(unread);
  const invalid = validateConfiguration(config, profiles, release);
  if (invalid.length > 0) return refused(invalid);
  const unbuilt = profiles.flatMap((profile, index) => startupErrors(profile, ['profiles', index], release));
  if (unbuilt.length > 0) return refused(unbuilt);
  const built = profiles.map((profile) => build(profile, config, release));
  const byName = new Map(built.map((profile) => [profile.schedulerName, profile]));
  return { scheduler: { version, profiles: byName }, errors: [] };
}

function build(
  { schedulerName, plugins, pluginConfig, percentageOfNodesToScore }: ProfileConfiguration,
  config: JsonObject,
  release: Release,
): Profile {
  const args = new Map(pluginConfig.map((one) => [one.name, readArgs(one.name, one.args)]));
  const percentage = percentageOfNodesToScore ?? numberOf(config['percentageOfNodesToScore']);
  return buildProfile(schedulerName, expandLists(plugins, release), args, release, percentage);
}
