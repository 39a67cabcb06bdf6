/** What a configuration says beyond the options of commands. */
import { relative, resolve } from 'node:path';
import { type Parameters, type ParameterValue, parametersIn } from '../lint/parameters.js';
import type { Override, RuleLevel } from '../lint/rule-choice.js';
import { globMatcher } from '../manifest/glob.js';
import type { Config, ConfigLayer, WrittenOverride } from './config.js';
import { levelOf } from './words.js';

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
}

/** What is in force; `spoken` are the rules that the command line speaks of: there no override counts. */
export function inForce(config: Config, spoken: readonly string[] = []): InForce {
  const excluded = config.map((layer) => pathTest(layer, layer.written.exclude ?? []));
  const requiring = config.map(({ written }) => written.suppressions?.requireReason);
  return {
    file: config.at(-1)?.file ?? '',
    files: config.map(({ file }) => file),
    said: () => JSON.stringify(config.map(({ folder, value }) => [folder, value])),
    excludes: (file) => excluded.some((excludes) => excludes(file)),
    parameters: parametersOf(config),
    overrides: config.flatMap((layer) =>
      (layer.written.overrides ?? []).map((one) => overrideOf(layer, one, spoken)),
    ),
    namespaces: config.flatMap(({ written }) => written.namespaces ?? []),
    requireReason: requiring.findLast((one) => one !== undefined) ?? false,
  };
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
  const tests = patterns.flatMap((pattern) => {
    const trimmed = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
    const anywhere = trimmed.includes('/') ? trimmed : `**/${trimmed}`;
    return [globMatcher(anywhere), globMatcher(`${anywhere}/**`)];
  });
  const known = new Map<string, boolean>();
  return (file) => {
    const answer = known.get(file);
    if (answer !== undefined) return answer;
    const path = relative(folder, resolve(file)).replaceAll('\\', '/');
    const fits = tests.some((test) => test(path));
    known.set(file, fits);
    return fits;
  };
}
