/** A profile: the plugins of one schedulerName, in order, at every extension point (framework/runtime/framework.go). */
import { type FeatureGates, NO_GATES, type Release } from '../../api/gates.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import type { ExtensionPoint, Plugin, PluginFactory } from '../plugin.js';
import { findPlugin } from '../registry.js';
import { defaultArgs } from './args/index.js';
import { emptySets, expandLists, type PluginLists } from './plugin-lists.js';

export const DEFAULT_SCHEDULER_NAME = 'default-scheduler';

interface ScorePlugin {
  plugin: Plugin;
  weight: number;
}

export interface Profile {
  readonly schedulerName: string;
  readonly version: KubernetesVersion;
  /** Absent: as many as the real scheduler would, but kubeplan looks at all of them. */
  readonly percentageOfNodesToScore: number | undefined;
  readonly preEnqueue: readonly Plugin[];
  readonly queueSort: Plugin | undefined;
  readonly preFilter: readonly Plugin[];
  readonly filter: readonly Plugin[];
  readonly postFilter: readonly Plugin[];
  readonly score: readonly ScorePlugin[];
  readonly reserve: readonly Plugin[];
}

/** Builds the plugins of a profile; `args` are the defaulted arguments by plugin. */
export function buildProfile(
  schedulerName: string,
  lists: PluginLists,
  args: ReadonlyMap<string, unknown>,
  { version, gates }: Release,
  percentageOfNodesToScore?: number,
): Profile {
  const built = new Map<string, Plugin>();
  const plugin = (name: string): Plugin => {
    let found = built.get(name);
    if (!found) {
      const create = findPlugin(name)!.create as PluginFactory;
      found = create(args.get(name) ?? defaultArgs(name), version, gates);
      built.set(name, found);
    }
    return found;
  };
  const at = (point: ExtensionPoint) => lists[point].map(({ name }) => plugin(name));
  return {
    schedulerName,
    version,
    percentageOfNodesToScore,
    preEnqueue: at('preEnqueue'),
    queueSort: at('queueSort')[0],
    preFilter: at('preFilter'),
    filter: at('filter'),
    postFilter: at('postFilter'),
    score: lists.score.map(({ name, weight }) => ({ plugin: plugin(name), weight })),
    reserve: at('reserve'),
  };
}

/** The profile that a scheduler without a configuration has. */
export function defaultProfile(
  version: KubernetesVersion = NEWEST_VERSION,
  gates: FeatureGates = NO_GATES,
): Profile {
  const release = { version, gates };
  return buildProfile(DEFAULT_SCHEDULER_NAME, expandLists(emptySets(), release), new Map(), release);
}
