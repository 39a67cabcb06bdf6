/** What is in force, entry by entry, each with the place that says it. */
import { statSync } from 'node:fs';
import type { Location, ParameterData } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { parameterProblems, parametersIn } from '../lint/parameters.js';
import type { Config, ConfigLayer, ConfigProblem, WrittenOverride } from './config.js';
import { pathTest } from './in-force.js';
import { levelOf } from './words.js';

interface ConfigEntry {
  /** `kubernetes`, `rules.images/latest-tag`, `plan.nodes`. */
  field: string;
  value: string;
  at: Location;
  /** What an override holds for beside its paths: `kinds Job`. */
  only?: string;
}

/** What `kubeplan config PATH` tells. */
export interface ConfigAnswer {
  /** The file or folder that was asked for. */
  path: string;
  /** The configuration that was found or named; missing where there is none. */
  file?: string;
  entries: ConfigEntry[];
  /** Those of folders below, each of which decides for the files below it. */
  below: readonly string[];
  /** What keeps the path from being read. */
  excluded?: ConfigEntry;
}

/** What holds for a file or a folder; of a folder all overrides are told, with their paths. */
export function configAnswer(path: string, config: Config, below: readonly string[]): ConfigAnswer {
  const file = config.at(-1)?.file;
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const excluded = excludedBy(config, path);
  return {
    path,
    ...(file !== undefined && { file }),
    entries: configEntries(config, isFile ? path : undefined),
    below,
    ...(excluded && { excluded }),
  };
}

/** The lists of which later layers add to what earlier ones say. */
const ADDED = ['exclude', 'crds', 'policies', 'cluster', 'namespaces'];
const NOT_TOLD = ['apiVersion', 'kind', 'extends', 'overrides'];

/** The entries in force, in the order in which they are first said; for a file only those overrides that can hold for it. */
function configEntries(config: Config, file?: string): ConfigEntry[] {
  const entries = new Map<string, ConfigEntry>();
  for (const layer of config) {
    for (const entry of entriesOf(layer, layer.value, [])) {
      const key = ADDED.includes(entry.field) ? `${entry.field}=${entry.value}` : entry.field;
      entries.set(key, entry);
    }
  }
  const overrides = config.flatMap((layer) =>
    (layer.written.overrides ?? []).flatMap((override, at) => overrideEntries(layer, override, at, file)),
  );
  return [...entries.values(), ...overrides];
}

function entriesOf(layer: ConfigLayer, value: JsonObject, path: Path): ConfigEntry[] {
  return Object.entries(value).flatMap(([key, inner = null]): ConfigEntry[] => {
    if (path.length === 0 && NOT_TOLD.includes(key)) return [];
    const way = [...path, key];
    if (isObject(inner)) return entriesOf(layer, inner, way);
    const field = way.join('.');
    const all = Array.isArray(inner) && ADDED.includes(field) ? inner : [inner];
    return all.map((one, at) => ({
      field,
      value: path[0] === 'rules' && !Array.isArray(one) ? levelOf(one) : valueText(one),
      at: layer.locate(all === inner ? [...way, at] : way),
    }));
  });
}

function valueText(value: JsonValue): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

function overrideEntries(
  layer: ConfigLayer,
  override: WrittenOverride,
  at: number,
  file?: string,
): ConfigEntry[] {
  const { paths, kinds, names, namespaces, labels, rules } = override;
  if (file !== undefined && paths && !pathTest(layer, paths)(file)) return [];
  const conditions: [string, readonly string[] | undefined][] = [
    ['paths', file === undefined ? paths : undefined],
    ['kinds', kinds],
    ['names', names],
    ['namespaces', namespaces],
    ['labels', labels && Object.entries(labels).map((label) => label.join('='))],
  ];
  const only = conditions
    .flatMap(([name, values]) => (values ? [`${name} ${values.join(', ')}`] : []))
    .join('; ');
  return Object.entries(rules).map(([name, level]) => ({
    field: `rules.${name}`,
    value: levelOf(level),
    at: layer.locate(['overrides', at, 'rules', name], 'key'),
    ...(only !== '' && { only }),
  }));
}

/** The pattern that keeps a file from being read, with its place. */
function excludedBy(config: Config, file: string): ConfigEntry | undefined {
  for (const layer of config) {
    for (const [at, pattern] of (layer.written.exclude ?? []).entries()) {
      if (pathTest(layer, [pattern])(file)) {
        return { field: 'exclude', value: pattern, at: layer.locate(['exclude', at]) };
      }
    }
  }
  return undefined;
}

/** What is wrong with what rules are told; `parametersOf` says what each can be told. */
export function parameterErrors(
  config: Config,
  parametersOf: (rule: string) => Readonly<Record<string, ParameterData>> | undefined,
): ConfigProblem[] {
  return config.flatMap((layer) =>
    Object.entries(layer.written.rules ?? {}).flatMap(([name, written]) =>
      parameterProblems(parametersIn(written), parametersOf(name)).map(({ path, isKey, message }) => ({
        message,
        location: layer.locate(['rules', name, ...path], isKey ? 'key' : 'value'),
      })),
    ),
  );
}

/** Every rule that is named, with its place. */
export function namedInConfig(config: Config): { name: string; at: Location }[] {
  return config.flatMap((layer) => [
    ...namesIn(layer, layer.written.rules, ['rules']),
    ...(layer.written.overrides ?? []).flatMap(({ rules }, at) =>
      namesIn(layer, rules, ['overrides', at, 'rules']),
    ),
  ]);
}

function namesIn(layer: ConfigLayer, rules: object = {}, path: Path): { name: string; at: Location }[] {
  return Object.keys(rules).map((name) => ({ name, at: layer.locate([...path, name], 'key') }));
}
