/** The profiles of a configuration with what is not said filled in (apis/config/v1/defaults.go). */
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { DEFAULT_SCHEDULER_NAME } from './profile.js';
import { type PluginSets, type ProfileConfiguration, setsOf } from './types.js';
import { numberOf, objectsOf } from './values.js';

/** One profile at least; only a profile that stands alone needs no name. */
export function profilesOf(config: JsonObject): ProfileConfiguration[] {
  const written = objectsOf(config['profiles']);
  const profiles: JsonObject[] = written.length > 0 ? written : [{}];
  return profiles.map((profile): ProfileConfiguration => {
    const name = profile['schedulerName'];
    const single = profiles.length === 1 ? DEFAULT_SCHEDULER_NAME : '';
    return {
      schedulerName: typeof name === 'string' ? name : single,
      percentageOfNodesToScore: numberOf(profile['percentageOfNodesToScore']),
      plugins: pluginSets(profile['plugins']),
      pluginConfig: objectsOf(profile['pluginConfig']).map(({ name, args }) => ({
        name: String(name ?? ''),
        args: isObject(args) ? args : {},
      })),
    };
  });
}

function pluginSets(value: JsonValue | undefined): PluginSets {
  return setsOf((point) => {
    const set = isObject(value) ? value[point] : undefined;
    const read = (field: 'enabled' | 'disabled') =>
      objectsOf(isObject(set) ? set[field] : undefined).map(({ name, weight }) => ({
        name: String(name ?? ''),
        weight: numberOf(weight) ?? 0,
      }));
    return { enabled: read('enabled'), disabled: read('disabled').map(({ name }) => name) };
  });
}
