/** The strict reading that kube-scheduler does: what is no configuration, and fields that no type of its API has. */
import { headerUnread } from '../../admission/endpoint.js';
import type { FieldError } from '../../api/field-error.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import { ARGS_KINDS, argsFields } from './args/index.js';
import { wholeError } from './errors.js';
import { mistypedArgs } from './mistyped.js';
import { API_VERSION, GROUP, KIND, POINTS, type ProfileConfiguration } from './types.js';
import { itemsOf } from './values.js';

const STRICT = 'strict decoding error: ';

/** The field names of the types. */
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
  plugins: POINTS,
  pluginSet: ['enabled', 'disabled'],
  plugin: ['name', 'weight'],
  pluginConfig: ['name', 'args'],
};

/** True for a mapping that says it is a KubeSchedulerConfiguration of the one version there is. */
export function isConfiguration(value: JsonValue): value is JsonObject {
  return isObject(value) && value['apiVersion'] === API_VERSION && value['kind'] === KIND;
}

/** What cannot be read of a configuration, the arguments of plugins apart. */
export function decodeErrors(config: JsonValue): FieldError[] {
  if (!isObject(config)) return [wholeError([], 'the configuration is not a mapping')];
  const unread = headerUnread(config);
  if (unread !== undefined) return [wholeError([], unread)];
  if (!isConfiguration(config)) return [wholeError([], unknownKind(config))];
  return unknownFields(config).map((path) => wholeError(path, `${STRICT}unknown field "${fieldPath(path)}"`));
}

function unknownKind({ apiVersion, kind }: JsonObject): string {
  if (!kind) return "Object 'Kind' is missing";
  if (!apiVersion) return "Object 'apiVersion' is missing";
  if (apiVersion === API_VERSION && ARGS_KINDS.has(String(kind))) {
    return `couldn't decode as ${KIND}, got ${apiVersion}, Kind=${kind}: `;
  }
  return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/scheduler/apis/config/scheme/scheme.go"`;
}

/** The ways to fields that are none. */
function unknownFields(config: JsonObject): Path[] {
  const found: Path[] = [];
  const check = (value: JsonValue | undefined, fields: readonly string[], path: Path) => {
    for (const key of Object.keys(isObject(value) ? value : {})) {
      if (!fields.includes(key)) found.push([...path, key]);
    }
  };
  check(config, FIELDS.configuration, []);
  itemsOf(config['profiles']).forEach((profile, i) => {
    if (!isObject(profile)) return;
    check(profile, FIELDS.profile, ['profiles', i]);
    const { plugins } = profile;
    check(plugins, FIELDS.plugins, ['profiles', i, 'plugins']);
    for (const point of isObject(plugins) ? POINTS : []) {
      const set = (plugins as JsonObject)[point];
      const path = ['profiles', i, 'plugins', point];
      check(set, FIELDS.pluginSet, path);
      for (const field of isObject(set) ? FIELDS.pluginSet : []) {
        itemsOf((set as JsonObject)[field]).forEach((one, k) => {
          check(one, FIELDS.plugin, [...path, field, k]);
        });
      }
    }
    itemsOf(profile['pluginConfig']).forEach((one, k) => {
      check(one, FIELDS.pluginConfig, ['profiles', i, 'pluginConfig', k]);
    });
  });
  return found;
}

/** What cannot be read of the arguments of plugins. */
export function argsDecodeErrors(
  profiles: readonly ProfileConfiguration[],
  version: KubernetesVersion,
): FieldError[] {
  return profiles.flatMap(({ pluginConfig }, i) =>
    pluginConfig.flatMap(({ name, args }, k) => {
      const fields = argsFields(name);
      if (!fields) return [];
      const path = ['profiles', i, 'pluginConfig', k, 'args'];
      const where = `decoding .profiles[${i}].pluginConfig[${k}]: `;
      const { kind = `${name}Args` } = args;
      if (kind !== `${name}Args`) {
        const text = `args for plugin ${name} were not of type ${name}Args.${GROUP}, got ${kind}.${GROUP}`;
        return [wholeError([...path, 'kind'], where + text)];
      }
      const mistyped = mistypedArgs(name, args, path, version);
      if (mistyped) {
        const text = `${where}decoding args for plugin ${name}: ${mistyped.message}`;
        return [wholeError(mistyped.path, text)];
      }
      return Object.keys(args)
        .filter((field) => !fields.includes(field))
        .map((field) => {
          const text = `decoding args for plugin ${name}: ${STRICT}unknown field "${field}"`;
          return wholeError([...path, field], STRICT + where + STRICT + text);
        });
    }),
  );
}
