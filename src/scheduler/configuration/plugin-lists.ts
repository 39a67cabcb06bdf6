/** Which plugins run where: the default list with what a profile enables and disables (apis/config/v1, framework/runtime). */
import type { FieldError } from '../../api/field-error.js';
import type { Path } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import { EXTENSION_POINTS, type ExtensionPoint } from '../plugin.js';
import { defaultPlugins, findPlugin } from '../registry.js';
import { decodeError } from './validate.js';

export interface EnabledPlugin {
  name: string;
  /** 0 where none is given. */
  weight: number;
}

export interface PluginSet {
  enabled: readonly EnabledPlugin[];
  disabled: readonly string[];
}

/** What a profile says of each extension point. */
export type PluginSets = Record<ExtensionPoint | 'multiPoint', PluginSet>;

/** Names and weights at every point, in order; what a profile is built of. */
export type PluginLists = Record<ExtensionPoint, EnabledPlugin[]>;

const ALL = '*';
const NOTHING: PluginSet = { enabled: [], disabled: [] };

/** A profile that says nothing. */
export function emptySets(): PluginSets {
  const points = [...EXTENSION_POINTS, 'multiPoint'] as const;
  return Object.fromEntries(points.map((point) => [point, NOTHING])) as unknown as PluginSets;
}

/** The plugins of every point: the default list merged with the profile's, then spread over the points they take part in. */
export function expandLists(sets: PluginSets, version: KubernetesVersion): PluginLists {
  const everywhere = mergeMultiPoint(sets.multiPoint, version);
  const lists = {} as PluginLists;
  for (const point of EXTENSION_POINTS) {
    lists[point] = expandPoint(point, sets[point], everywhere).map(({ name, weight }) => ({
      name,
      weight: weight || everywhere.find((one) => one.name === name)?.weight || 1,
    }));
  }
  return lists;
}

/** The default list with custom entries in the place of those they replace, the others after it. */
function mergeMultiPoint({ enabled, disabled }: PluginSet, version: KubernetesVersion): EnabledPlugin[] {
  const merged: EnabledPlugin[] = [];
  const replacing = new Set<string>();
  if (!disabled.includes(ALL)) {
    for (const { name, weight = 0 } of defaultPlugins(version)) {
      if (disabled.includes(name)) continue;
      const custom = enabled.find((one) => one.name === name);
      if (custom) replacing.add(name);
      merged.push(custom ?? { name, weight });
    }
  }
  return [...merged, ...enabled.filter(({ name }) => !replacing.has(name))];
}

function expandPoint(
  point: ExtensionPoint,
  { enabled, disabled }: PluginSet,
  everywhere: readonly EnabledPlugin[],
): EnabledPlugin[] {
  if (disabled.includes(ALL)) return [...enabled];
  const own = new Set(enabled.map(({ name }) => name));
  const overridden = new Set<string>();
  const inherited: EnabledPlugin[] = [];
  for (const plugin of everywhere) {
    if (!findPlugin(plugin.name)?.points.includes(point) || disabled.includes(plugin.name)) continue;
    if (own.has(plugin.name)) overridden.add(plugin.name);
    else inherited.push(plugin);
  }
  return [
    ...enabled.filter(({ name }) => overridden.has(name)),
    ...inherited,
    ...enabled.filter(({ name }) => !overridden.has(name)),
  ];
}

/** What kube-scheduler says of a profile that it cannot build. */
export function startupErrors(
  sets: PluginSets,
  schedulerName: string,
  path: Path,
  version: KubernetesVersion,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const point of [...EXTENSION_POINTS, 'multiPoint'] as const) {
    const interfaceName = `${point[0]!.toUpperCase()}${point.slice(1)}Plugin`;
    const seen = new Set<string>();
    sets[point].enabled.forEach(({ name }, i) => {
      const at = [...path, 'plugins', point, 'enabled', i];
      const plugin = findPlugin(name);
      if (!plugin) errors.push(decodeError(at, `${interfaceName} "${name}" does not exist`));
      else if (point !== 'multiPoint' && !plugin.points.includes(point)) {
        errors.push(decodeError(at, `plugin "${name}" does not extend ${interfaceName} plugin`));
      } else if (seen.has(name)) {
        errors.push(decodeError(at, `plugin "${name}" already registered as "${interfaceName}"`));
      }
      seen.add(name);
    });
  }
  if (errors.length > 0) return errors;
  const lists = expandLists(sets, version);
  const who = `profile with scheduler name "${schedulerName}"`;
  const sorts = lists.queueSort.length;
  if (sorts !== 1) {
    errors.push(decodeError(path, `only one queue sort plugin required for ${who}, but got ${sorts}`));
  }
  if (lists.bind.length === 0)
    errors.push(decodeError(path, `at least one bind plugin is needed for ${who}`));
  return errors;
}
