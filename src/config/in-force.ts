/** What a configuration says beyond the options of commands. */

import { relative, resolve, sep } from 'node:path';
import { jsonEqual } from '../api/equality.js';
import type { RuleSet } from '../api/finding.js';
import type { JsonValue } from '../api/json.js';
import { withoutTrailing } from '../api/text.js';
import { type Parameters, type ParameterValue, parametersIn } from '../lint/parameters.js';
import type { Override, RuleLevel } from '../lint/rule-choice.js';
import { globMatcher } from '../manifest/glob.js';
import { pathOfText } from '../manifest/made-files.js';
import type { Config, ConfigLayer, WrittenOverride } from './config.js';
import { levelOf, settingLevel } from './words.js';

export interface InForce {
  /** The file that was found or named. */
  file: string;
  /** All that it is said in: that file, and those that it begins with. */
  files: readonly string[];
  /** What is said in them, as a text: as long as this is the same, so is all that is in force. */
  said(): string;
  /** Whether a file is not to be read. */
  excludes(file: string): boolean;
  /** What rules are told: what a later layer says stands before what an earlier one says. */
  parameters: Parameters;
  /** Those of base layers first: of several that fit an object the last one counts. */
  overrides: readonly Override[];
  /** The namespaces of which the files hold everything. */
  namespaces: readonly string[];
  /** A suppression has to say why. */
  requireReason: boolean;
  /** What the command line says beside it. */
  spoken: SpokenRules;
  /** What configurations below say of the files below them, an outer one before those in it. */
  nested: readonly NestedInForce[];
}

/** A configuration that holds for the files below its folder. */
interface NestedInForce {
  file: string;
  holds(file: string): boolean;
  /** The choice of rules there. */
  set: RuleSet;
  rules: Readonly<Record<string, RuleLevel>>;
  parameters: Parameters;
  overrides: readonly Override[];
  requireReason: boolean;
  /** The fields of it that only hold for a whole run, and are not said of this one. */
  unheard: readonly string[];
}

/** What the command line says of rules: it has the last word. */
export interface SpokenRules {
  set?: RuleSet;
  rules?: Readonly<Record<string, RuleLevel>>;
}

/** What is in force, with the configurations below that hold for some of the files. */
export function inForce(
  config: Config,
  { set, rules = {} }: SpokenRules = {},
  below: readonly Config[] = [],
): InForce {
  const spoken = Object.keys(rules);
  const nested = below.map((one) => nestedInForce(one, config, { set, rules }));
  const excludedBelow = below.map((one, at) => {
    const tests = one.map((layer) => pathTest(layer, layer.written.exclude ?? []));
    return (file: string) => nested[at]!.holds(file) && tests.some((excludes) => excludes(file));
  });
  const excluded = config.map((layer) => pathTest(layer, layer.written.exclude ?? []));
  return {
    file: config.at(-1)?.file ?? '',
    files: [config, ...below].flatMap((one) => one.map(({ file }) => file)),
    said: () =>
      JSON.stringify([config, ...below].map((one) => one.map(({ folder, value }) => [folder, value]))),
    excludes: (file) => [...excluded, ...excludedBelow].some((excludes) => excludes(file)),
    parameters: parametersOf(config),
    overrides: overridesOf(config, spoken),
    nested,
    namespaces: config.flatMap(({ written }) => written.namespaces ?? []),
    requireReason: requiresReason(config),
    spoken: { ...(set && { set }), rules },
  };
}

function overridesOf(config: Config, spoken: readonly string[]): Override[] {
  return config.flatMap((layer) =>
    (layer.written.overrides ?? []).map((one) => overrideOf(layer, one, spoken)),
  );
}

/** What of a configuration holds for single files; all else is for a whole run. */
const OF_FILES = new Set([
  'apiVersion',
  'kind',
  'extends',
  'set',
  'rules',
  'overrides',
  'exclude',
  'suppressions',
]);

function nestedInForce(config: Config, around: Config, { set, rules = {} }: SpokenRules): NestedInForce {
  const { file, folder } = config.at(-1) as ConfigLayer;
  const isSaid = (field: string, value: JsonValue | undefined): boolean =>
    around.some((layer) => jsonEqual(layer.value[field], value));
  const unheard = config.flatMap(({ value }) =>
    Object.entries(value).flatMap(([field, said]) =>
      OF_FILES.has(field) || isSaid(field, said) ? [] : [field],
    ),
  );
  return {
    file,
    holds: (path) => resolve(pathOfText(path)).startsWith(`${folder}${sep}`),
    set: set ?? config.findLast(({ written }) => written.set)?.written.set ?? 'default',
    rules: { ...levelsOf(config), ...rules },
    parameters: parametersOf(config),
    overrides: overridesOf(config, Object.keys(rules)),
    requireReason: requiresReason(config),
    unheard: [...new Set(unheard)],
  };
}

function requiresReason(config: Config): boolean {
  const said = config.map(({ written }) => written.suppressions?.requireReason);
  return said.findLast((one) => one !== undefined) ?? false;
}

function levelsOf(config: Config): Record<string, RuleLevel> {
  const rules = config.flatMap(({ written }) => Object.entries(written.rules ?? {}));
  return Object.fromEntries(rules.map(([name, setting]) => [name, settingLevel(setting) as RuleLevel]));
}

/** Throws nothing: that each is a list or a number was looked at before (`parameterErrors`). */
function parametersOf(config: Config): Parameters {
  const told = new Map<string, Record<string, ParameterValue>>();
  for (const { written } of config) {
    for (const [name, setting] of Object.entries(written.rules ?? {})) {
      const parameters = parametersIn(setting) as Record<string, ParameterValue>;
      if (Object.keys(parameters).length > 0) told.set(name, { ...told.get(name), ...parameters });
    }
  }
  return Object.fromEntries(told);
}

function overrideOf(layer: ConfigLayer, written: WrittenOverride, spoken: readonly string[]): Override {
  const { paths, kinds, names, namespaces, labels, rules } = written;
  const levels = Object.entries(rules).filter(([name]) => !spoken.includes(name));
  return {
    ...(paths && { fits: pathTest(layer, paths) }),
    ...(kinds && { kinds }),
    ...(names && { names }),
    ...(namespaces && { namespaces }),
    ...(labels && { labels }),
    rules: Object.fromEntries(levels.map(([name, level]) => [name, levelOf(level) as RuleLevel])),
  };
}

/**
 * Whether a file is among those that patterns name, which begin at the layer's folder. A folder means all that is in it, and
 * a pattern without a slash any file or folder of that name.
 */
export function pathTest({ folder }: ConfigLayer, patterns: readonly string[]): (file: string) => boolean {
  const known = new Map<string, boolean>();
  let tests: ((path: string) => boolean)[] | undefined;
  return (file) => {
    const answer = known.get(file);
    if (answer !== undefined) return answer;
    // Many overrides are never asked.
    tests ??= patterns.flatMap(testsOf);
    const path = relative(folder, resolve(pathOfText(file))).replaceAll('\\', '/');
    const fits = tests.some((test) => test(path));
    known.set(file, fits);
    return fits;
  };
}

function testsOf(pattern: string): ((path: string) => boolean)[] {
  const trimmed = withoutTrailing(pattern.replace(/^\.\//, ''), '/');
  const anywhere = trimmed.includes('/') ? trimmed : `**/${trimmed}`;
  return [globMatcher(anywhere), globMatcher(`${anywhere}/**`)];
}
