/** Reads a configuration, and those that it begins with. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { isObject } from '../api/json.js';
import { parseManifests } from '../manifest/parse.js';
import { INPUT_RULES, YAML_RULES } from '../manifest/rules.js';
import type { SchemaError } from '../schema/error.js';
import { ownFileErrors } from '../schema/own-files.js';
import {
  type Config,
  ConfigError,
  type ConfigFile,
  type ConfigLayer,
  type ConfigProblem,
  wrongAt,
} from './config.js';

/** A chain of configurations that is longer than this is none that anyone means. */
const MOST_LAYERS = 100;

const BEGINNING = { line: 1, column: 1, offset: 0 };

/** The configuration of a file, those that it `extends` before it. Throws a ConfigError for what is wrong with any of them. */
export function readConfig(file: string): Config {
  const layers: ConfigLayer[] = [];
  addLayers(file, [], layers);
  return layers;
}

function addLayers(file: string, from: readonly ConfigLayer[], layers: ConfigLayer[]): void {
  const layer = readLayer(file);
  const chain = [...from, layer];
  for (const [at, name] of (layer.written.extends ?? []).entries()) {
    const next = relative('', resolve(layer.folder, name)) || '.';
    const path = ['extends', at];
    if (layers.length + chain.length > MOST_LAYERS) {
      throw wrongAt(layer, path, `it begins with more than ${MOST_LAYERS} files`);
    }
    if (!existsSync(next)) throw wrongAt(layer, path, `the path "${name}" does not exist`);
    // Whatever links lead there.
    if (chain.some((one) => realpathSync(one.file) === realpathSync(next))) {
      throw wrongAt(layer, path, `${name} begins with this file itself`);
    }
    addLayers(next, chain, layers);
  }
  layers.push(layer);
}

function readLayer(file: string): ConfigLayer {
  const { documents, findings } = parseManifests({ file, text: readText(file) });
  const wrong = findings
    .filter(({ severity, rule }) => severity === 'error' && rule !== INPUT_RULES.empty.name)
    .map(({ rule, message, location }) => ({
      message: rule === YAML_RULES.notAnObject.name ? 'a configuration is a mapping' : message,
      location,
    }));
  if (wrong.length > 0) throw new ConfigError(wrong);
  const [document, second] = documents;
  if (second)
    throw new ConfigError([{ message: 'a configuration is one document', location: second.locate([]) }]);
  // A file of comments alone asks for nothing.
  const value = document?.value ?? {};
  const locate: ConfigLayer['locate'] = (path, of) =>
    document?.locate(path, of) ?? { file, start: BEGINNING, end: BEGINNING };
  const errors = ownFileErrors('Config', value);
  if (errors.length > 0 || !isObject(value)) {
    throw new ConfigError(errors.map((error) => problemOf(error, locate)));
  }
  return { file, folder: dirname(resolve(file)), written: value as ConfigFile, value, locate };
}

function problemOf(
  { code, path, message, suggestion, hint, allowed }: SchemaError,
  locate: ConfigLayer['locate'],
): ConfigProblem {
  const more =
    suggestion !== undefined
      ? `did you mean ${suggestion}?`
      : (hint ?? (allowed && `it is one of ${allowed.join(', ')}`));
  const location = locate(path, code === 'unknown-field' ? 'key' : 'value');
  return { message: more === undefined ? message : `${message}, ${more}`, location };
}

function readText(file: string): string {
  try {
    // Who opens a pipe may wait for ever, and some devices never end.
    const stats = statSync(file);
    if (stats.isFIFO()) throw Object.assign(new Error(file), { code: 'it is a pipe' });
    if (!stats.isFile() && !stats.isDirectory()) {
      throw Object.assign(new Error(file), { code: 'it is a device' });
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code}`;
    throw new ConfigError([{ message: `the configuration ${file} ${why}` }]);
  }
}
