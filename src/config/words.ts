/** A configuration as the options of a command: what it says is what the same words on the command line would say. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Location } from '../api/finding.js';
import type { JsonValue, Path } from '../api/json.js';
import { isObject } from '../api/json.js';
import { type Config, type ConfigLayer, wrongAt } from './config.js';

/** One option, with the place that asks for it. */
export interface OptionWords {
  /** `--node-port-range`. */
  flag: string;
  /** Missing of an option that takes none. */
  value?: string;
  at: Location;
}

/** How a value of the configuration is one of an option. */
interface Row {
  field: string;
  flag: string;
  /** The value is a path from the file's folder. */
  isPath?: boolean;
}

/** What holds for every command that has such an option. */
const SHARED: readonly Row[] = [
  { field: 'kubernetes', flag: '--k8s' },
  { field: 'set', flag: '--set' },
  { field: 'crds', flag: '--crd', isPath: true },
  { field: 'policies', flag: '--policy', isPath: true },
  { field: 'cluster', flag: '--cluster', isPath: true },
  { field: 'nodes', flag: '--nodes' },
  { field: 'pools', flag: '--pool' },
  { field: 'nodePortRange', flag: '--node-port-range' },
  { field: 'schedulerConfig', flag: '--scheduler-config', isPath: true },
];

/** Options of single commands that are paths from the file's folder. */
const PATHS = ['baseline'];

/** The options that a configuration gives a command, base layers first, each in the order of its file. */
export function optionWords(config: Config, command: string): OptionWords[] {
  return config.flatMap((layer) => [...sharedWords(layer), ...sectionWords(layer, command)]);
}

function sharedWords(layer: ConfigLayer): OptionWords[] {
  const { value } = layer;
  const shared = SHARED.flatMap(({ field, flag, isPath }) =>
    wordsOf(flag, value[field], [field], layer).map((words) =>
      isPath && words.value !== undefined ? { ...words, value: pathOf(layer, words.value) } : words,
    ),
  );
  const rules = isObject(value['rules']) ? value['rules'] : {};
  const gates = isObject(value['featureGates']) ? value['featureGates'] : {};
  const world = value['world'];
  return [
    ...shared,
    ...Object.entries(gates).map(([name, isOn]) => ({
      flag: '--feature-gates',
      value: `${name}=${String(isOn)}`,
      at: layer.locate(['featureGates', name], 'key'),
    })),
    ...Object.entries(rules).map(([name, level]) => ({
      flag: '--rule',
      value: `${name}=${settingLevel(level ?? null)}`,
      at: layer.locate(['rules', name], 'key'),
    })),
    ...(world === undefined ? [] : [{ flag: `--${String(world)}-world`, at: layer.locate(['world']) }]),
  ];
}

/** The level of what is written for a rule: one that is told something is on unless it says otherwise. */
export function settingLevel(written: JsonValue): string {
  return isObject(written) ? levelOf(written['level'] ?? true) : levelOf(written);
}

/** YAML reads `off` and `on` as false and true. */
export function levelOf(written: JsonValue): string {
  return written === false ? 'off' : written === true ? 'on' : String(written);
}

function sectionWords(layer: ConfigLayer, command: string): OptionWords[] {
  const section = layer.value[command];
  if (!isObject(section)) return [];
  return Object.entries(section).flatMap(([field, value]) =>
    wordsOf(flagOf(field), value, [command, field], layer).map((words) => ({
      ...words,
      ...(field === 'format' && { value: intoFolder(layer, words.value ?? '', [command, field]) }),
      ...(PATHS.includes(field) && { value: pathOf(layer, words.value ?? '') }),
    })),
  );
}

/** `maxWarnings` → `--max-warnings`. */
export function flagOf(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function wordsOf(flag: string, value: JsonValue | undefined, path: Path, layer: ConfigLayer): OptionWords[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => wordsOf(flag, one, [...path, at], layer));
  if (value === undefined || value === null || value === false) return [];
  const at = layer.locate(path);
  return [value === true ? { flag, at } : { flag, value: String(value), at }];
}

/** `sarif=out.sarif` with the file where it is meant. Throws a ConfigError for one that is elsewhere: whoever reads manifests of others is not to write where those say. */
function intoFolder(layer: ConfigLayer, format: string, path: Path): string {
  const equals = format.indexOf('=');
  if (equals < 0) return format;
  const file = resolve(layer.folder, format.slice(equals + 1));
  if (!realPath(file).startsWith(`${realPath(layer.folder)}${sep}`)) {
    throw wrongAt(layer, path, `${format} is not below the folder of this file: it is not written`);
  }
  return `${format.slice(0, equals + 1)}${relative('', file)}`;
}

/** The path without links; of what is not there yet, that of its folder and its name. Empty for a link that leads nowhere. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return '';
    const folder = dirname(path);
    return folder === path ? path : resolve(realPath(folder), basename(path));
  }
}

/** A path that a layer names, from the working folder. */
function pathOf({ folder }: ConfigLayer, path: string): string {
  return relative('', resolve(folder, path)) || '.';
}
