/** KubeSchedulerConfiguration (pkg/scheduler/apis/config): its name, and its profiles with their defaults filled in. */
import type { JsonObject } from '../../api/json.js';
import { EXTENSION_POINTS, type ExtensionPoint } from '../plugin.js';

export const GROUP = 'kubescheduler.config.k8s.io';
export const API_VERSION = `${GROUP}/v1`;
export const KIND = 'KubeSchedulerConfiguration';

/** The fields of `plugins`: the extension points, and the one that stands for all of them. */
export const POINTS = [...EXTENSION_POINTS, 'multiPoint'] as const;
export type Point = ExtensionPoint | 'multiPoint';

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
export type PluginSets = Record<Point, PluginSet>;

/** One profile as written, with its defaults filled in. */
export interface ProfileConfiguration {
  schedulerName: string;
  percentageOfNodesToScore: number | undefined;
  plugins: PluginSets;
  pluginConfig: readonly { name: string; args: JsonObject }[];
}

/** A set for every point. */
export function setsOf(set: (point: Point) => PluginSet): PluginSets {
  return Object.fromEntries(POINTS.map((point) => [point, set(point)])) as PluginSets;
}
