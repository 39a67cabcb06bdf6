/** The configuration of kubeplan, as it stands in its files. */
import type { Location, RuleSet } from '../api/finding.js';
import type { JsonObject, Path } from '../api/json.js';
import type { PositionOf } from '../manifest/document.js';

/** What a rule can be told to be in a configuration; YAML reads `on` and `off` as true and false. */
type WrittenLevel = string | boolean;

/** One entry of `overrides`. */
export interface WrittenOverride {
  paths?: string[];
  kinds?: string[];
  names?: string[];
  namespaces?: string[];
  labels?: Record<string, string>;
  rules: Record<string, WrittenLevel>;
}

/** One configuration file (schemas/config.json); everything may be left out. */
export interface ConfigFile {
  extends?: string[];
  set?: RuleSet;
  /** A mapping has the level, and what the rule is told. */
  rules?: Record<string, WrittenLevel | JsonObject>;
  overrides?: WrittenOverride[];
  exclude?: string[];
  namespaces?: string[];
  suppressions?: { requireReason?: boolean };
}

/** A file of the configuration that is in force: the one that was found, or one that it begins with. */
export interface ConfigLayer {
  /** As it was found or named. */
  file: string;
  /** Its folder: what it says of paths begins there. */
  folder: string;
  written: ConfigFile;
  /** The same as it was read. */
  value: JsonObject;
  locate(path: Path, of?: PositionOf): Location;
}

/** What is in force: what a later layer says stands before what an earlier one says. */
export type Config = readonly ConfigLayer[];

/** One thing that is wrong with a configuration; without a place of a file that cannot be read. */
export interface ConfigProblem {
  message: string;
  location?: Location;
}

/** What is wrong with a configuration: at least one thing. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems[0]?.message);
  }
}

/** What a layer says wrong at one place. */
export function wrongAt(layer: ConfigLayer, path: Path, message: string): ConfigError {
  return new ConfigError([{ message, location: layer.locate(path) }]);
}
