/** What kube-scheduler says of a profile that it cannot build (pkg/scheduler/framework/runtime/framework.go). */
import type { FieldError } from '../../api/field-error.js';
import type { Release } from '../../api/gates.js';
import type { Path } from '../../api/json.js';
import { findPlugin } from '../registry.js';
import { wholeError } from './errors.js';
import { expandLists } from './plugin-lists.js';
import { type PluginSets, POINTS, type Point, type ProfileConfiguration } from './types.js';

/** `path` leads to the profile. Only lists whose plugins are all there are looked at as a whole. */
export function startupErrors(
  { plugins, schedulerName }: ProfileConfiguration,
  path: Path,
  release: Release,
): FieldError[] {
  const errors = POINTS.flatMap((point) => pluginErrors(point, plugins, path));
  if (errors.length > 0) return errors;
  const { queueSort, bind } = expandLists(plugins, release);
  const who = `profile with scheduler name "${schedulerName}"`;
  if (queueSort.length !== 1) {
    const text = `only one queue sort plugin required for ${who}, but got ${queueSort.length}`;
    errors.push(wholeError(path, text));
  }
  if (bind.length === 0) errors.push(wholeError(path, `at least one bind plugin is needed for ${who}`));
  return errors;
}

/** Plugins that are not there, do not take part at the point, or are listed twice. */
function pluginErrors(point: Point, plugins: PluginSets, path: Path): FieldError[] {
  const errors: FieldError[] = [];
  const interfaceName = `${point.charAt(0).toUpperCase()}${point.slice(1)}Plugin`;
  const seen = new Set<string>();
  plugins[point].enabled.forEach(({ name }, i) => {
    const at = [...path, 'plugins', point, 'enabled', i];
    const plugin = findPlugin(name);
    if (!plugin) errors.push(wholeError(at, `${interfaceName} "${name}" does not exist`));
    else if (point !== 'multiPoint' && !plugin.points.includes(point)) {
      errors.push(wholeError(at, `plugin "${name}" does not extend ${interfaceName} plugin`));
    } else if (seen.has(name)) {
      errors.push(wholeError(at, `plugin "${name}" already registered as "${interfaceName}"`));
    }
    seen.add(name);
  });
  return errors;
}
