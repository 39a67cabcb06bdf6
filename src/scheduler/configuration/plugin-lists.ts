/** Which plugins run where: the default list with what a profile enables and disables (apis/config/v1, framework/runtime). */
import type { Release } from '../../api/gates.js';
import { EXTENSION_POINTS, type ExtensionPoint } from '../plugin.js';
import { defaultPlugins, findPlugin } from '../registry.js';
import { type EnabledPlugin, type PluginSet, type PluginSets, setsOf } from './types.js';

/** Names and weights at every point, in order; what a profile is built of. */
export type PluginLists = Record<ExtensionPoint, EnabledPlugin[]>;

const ALL = '*';
const NOTHING: PluginSet = { enabled: [], disabled: [] };

/** A profile that says nothing. */
export function emptySets(): PluginSets {
  return setsOf(() => NOTHING);
}

/** The plugins of every point: the default list merged with the profile's, then spread over the points they take part in. */
export function expandLists(sets: PluginSets, release: Release): PluginLists {
  const everywhere = mergeMultiPoint(sets.multiPoint, release);
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
function mergeMultiPoint({ enabled, disabled }: PluginSet, release: Release): EnabledPlugin[] {
  const merged: EnabledPlugin[] = [];
  const replacing = new Set<string>();
  if (!disabled.includes(ALL)) {
    for (const { name, weight = 0 } of defaultPlugins(release)) {
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
