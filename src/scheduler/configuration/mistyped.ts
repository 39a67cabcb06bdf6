/** Values of another type than their field has: the first of them ends the reading (kube-scheduler/config/v1, types.go). */
import { decode } from '../../admission/decode.js';
import type { FieldError } from '../../api/field-error.js';
import { goStruct } from '../../api/go-types.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import { wholeError } from './errors.js';
import { POINTS } from './types.js';

/** A type of Go: a plain one, a list, a struct, or a struct of Kubernetes' own API by its key. */
type Type = 'string' | 'bool' | 'int32' | 'int64' | 'any' | readonly [Type] | Struct | { api: string };

interface Struct {
  name: string;
  fields: Readonly<Record<string, Type>>;
}

const PLUGIN: Struct = { name: 'Plugin', fields: { name: 'string', weight: 'int32' } };
const PLUGIN_SET: Struct = { name: 'PluginSet', fields: { enabled: [PLUGIN], disabled: [PLUGIN] } };
const PLUGINS: Struct = {
  name: 'Plugins',
  fields: Object.fromEntries(POINTS.map((point) => [point, PLUGIN_SET])),
};
const PLUGIN_CONFIG: Struct = { name: 'PluginConfig', fields: { name: 'string', args: 'any' } };
const PROFILE: Struct = {
  name: 'KubeSchedulerProfile',
  fields: {
    schedulerName: 'string',
    percentageOfNodesToScore: 'int32',
    plugins: PLUGINS,
    pluginConfig: [PLUGIN_CONFIG],
  },
};
const MANAGED: Struct = {
  name: 'ExtenderManagedResource',
  fields: { name: 'string', ignoredByScheduler: 'bool' },
};
const EXTENDER: Struct = {
  name: 'Extender',
  fields: {
    urlPrefix: 'string',
    filterVerb: 'string',
    preemptVerb: 'string',
    prioritizeVerb: 'string',
    weight: 'int64',
    bindVerb: 'string',
    enableHTTPS: 'bool',
    nodeCacheCapable: 'bool',
    managedResources: [MANAGED],
    ignorable: 'bool',
  },
};
const ELECTION: Struct = {
  name: 'LeaderElectionConfiguration',
  fields: {
    leaderElect: 'bool',
    resourceLock: 'string',
    resourceName: 'string',
    resourceNamespace: 'string',
  },
};
const CONFIGURATION: Struct = {
  name: 'KubeSchedulerConfiguration',
  fields: {
    parallelism: 'int32',
    leaderElection: ELECTION,
    percentageOfNodesToScore: 'int32',
    podInitialBackoffSeconds: 'int64',
    podMaxBackoffSeconds: 'int64',
    profiles: [PROFILE],
    extenders: [EXTENDER],
    delayCacheUntilActive: 'bool',
  },
};

const RESOURCES: Type = [{ name: 'ResourceSpec', fields: { name: 'string', weight: 'int64' } }];
const SHAPE: Type = [{ name: 'UtilizationShapePoint', fields: { utilization: 'int32', score: 'int32' } }];
const STRATEGY: Struct = {
  name: 'ScoringStrategy',
  fields: {
    type: 'string',
    resources: RESOURCES,
    requestedToCapacityRatio: { name: 'RequestedToCapacityRatioParam', fields: { shape: SHAPE } },
  },
};

/** The arguments of plugins, by the plugin. */
const ARGS: ReadonlyMap<string, Struct['fields']> = new Map<string, Struct['fields']>([
  ['DefaultPreemption', { minCandidateNodesPercentage: 'int32', minCandidateNodesAbsolute: 'int32' }],
  ['InterPodAffinity', { hardPodAffinityWeight: 'int32', ignorePreferredTermsOfExistingPods: 'bool' }],
  ['NodeAffinity', { addedAffinity: { api: 'core.v1.NodeAffinity' } }],
  ['NodeResourcesBalancedAllocation', { resources: RESOURCES }],
  [
    'NodeResourcesFit',
    { ignoredResources: ['string'], ignoredResourceGroups: ['string'], scoringStrategy: STRATEGY },
  ],
  [
    'PodTopologySpread',
    { defaultConstraints: [{ api: 'core.v1.TopologySpreadConstraint' }], defaultingType: 'string' },
  ],
  ['VolumeBinding', { bindTimeoutSeconds: 'int64', shape: SHAPE }],
  ['DynamicResources', { filterTimeout: 'string', bindingTimeout: 'string' }],
]);

/** Where a value stands: the struct that has its field, and the way to it. */
interface Place {
  struct: string;
  path: Path;
  version: KubernetesVersion;
}

/** The first value of the configuration that cannot be read as what its field takes. */
export function mistypedIn(config: JsonObject, version: KubernetesVersion): FieldError | undefined {
  return mistyped(config, CONFIGURATION, { struct: '', path: [], version });
}

/** The same of the arguments of a plugin, which stand at `path`. */
export function mistypedArgs(
  plugin: string,
  args: JsonObject,
  path: Path,
  version: KubernetesVersion,
): FieldError | undefined {
  const fields = ARGS.get(plugin);
  const found =
    fields && mistyped(args, { name: `${plugin}Args`, fields }, { struct: '', path: [], version });
  return found && { ...found, path: [...path, ...found.path] };
}

function mistyped(value: JsonValue | undefined, type: Type, place: Place): FieldError | undefined {
  if (value === undefined || value === null || type === 'any') return undefined;
  if (typeof type === 'string') return isPlain(value, type) ? undefined : mismatch(value, type, place);
  const inner = (step: string | number, struct = place.struct): Place => ({
    ...place,
    struct,
    path: [...place.path, step],
  });
  if ('api' in type)
    return isObject(value) ? notOfApi(value, type.api, place) : mismatch(value, nameOf(type), place);
  if (!('fields' in type)) {
    if (!Array.isArray(value)) return mismatch(value, nameOf(type), place);
    return first(value.map((item, i) => () => mistyped(item, type[0], inner(i))));
  }
  if (!isObject(value)) return mismatch(value, nameOf(type), place);
  const { name, fields } = type;
  return first(
    Object.keys(fields).map((field) => () => {
      const own = Object.hasOwn(value, field) ? value[field] : undefined;
      return mistyped(own, fields[field] ?? 'any', inner(field, name));
    }),
  );
}

function notOfApi(value: JsonObject, key: string, { path, version }: Place): FieldError | undefined {
  const struct = goStruct(key);
  const { error } = struct ? decode(value, struct, version) : {};
  return error && wholeError([...path, ...error.path], error.message);
}

function first(looks: readonly (() => FieldError | undefined)[]): FieldError | undefined {
  for (const look of looks) {
    const found = look();
    if (found) return found;
  }
  return undefined;
}

function isPlain(value: JsonValue, type: string): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  const bits = type === 'int32' ? 31 : 63;
  if (typeof value === 'bigint') return bits === 63;
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** bits;
}

function nameOf(type: Type): string {
  if (typeof type === 'string') return type;
  if ('api' in type) return `v1.${type.api.slice(type.api.lastIndexOf('.') + 1)}`;
  return 'fields' in type ? `v1.${type.name}` : `[]${nameOf(type[0])}`;
}

function mismatch(value: JsonValue, type: string, { struct, path }: Place): FieldError {
  const fields = fieldPath(path.filter((step) => typeof step === 'string'));
  const what = Array.isArray(value)
    ? 'array'
    : typeof value === 'boolean'
      ? 'bool'
      : typeof value === 'bigint' || typeof value === 'number'
        ? type.startsWith('int')
          ? `number ${value}`
          : 'number'
        : typeof value;
  return wholeError(
    path,
    `json: cannot unmarshal ${what} into Go struct field ${struct}.${fields} of type ${type}`,
  );
}
