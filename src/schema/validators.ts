import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ajv } from 'ajv';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../api/version.js';
import { load, schemaSet, VALIDATORS } from './files.js';
import { FORMATS } from './formats.js';
import {
  type AjvModule,
  createAjv,
  type RawError,
  type Validator,
  type ValidatorContext,
  validatorOf,
} from './keywords.js';
import type { SchemaNode } from './set.js';

/** One object can be wrong in more places than anyone reads. */
const MOST_ERRORS = 500;

/** Validates a prepared value by the definition of that name; what it finds, none when all is well. */
export type Validate = (definition: string, value: unknown) => RawError[];

/** A chunk holds what the newest minor uses; what only older ones use is in a chunk of this name. */
export const OLDER = '-older';

/** A chunk of compiled validators: by definition, one function for each Kubernetes minor (the same one where it can be). */
type Chunk = Record<string, (Validator | 0)[]>;

const compiled = new Map<KubernetesVersion, Validate>();

/**
 * The validators of a Kubernetes minor: those the build compiled, of which only the chunks that are needed are
 * loaded; or, running from source, made from the schemas as they are asked for.
 */
export function validatorsOf(version: KubernetesVersion): Validate {
  let validate = compiled.get(version);
  if (!validate) {
    validate = precompiled(version) ?? inProcess(schemaSet(version).definitions);
    compiled.set(version, validate);
  }
  return validate;
}

/** Validators of `definitions`, each compiled when it is first needed. Loads ajv; `teach` adds keywords to it. */
export function inProcess(
  definitions: Record<string, SchemaNode>,
  teach?: (ajv: Ajv, module: AjvModule) => void,
): Validate {
  const module = loadAjv();
  const ajv = createAjv(module, false);
  teach?.(ajv, module);
  return runner(
    (label) => {
      const node = Object.hasOwn(definitions, label) ? definitions[label] : undefined;
      return node && validatorOf(ajv, node, (name) => name);
    },
    (definition) => definition,
  );
}

/** ajv itself: bundled beside the validators when built, else the dependency. */
export function loadAjv(): AjvModule {
  return load(VALIDATORS === undefined ? 'ajv' : join(VALIDATORS, 'ajv.cjs')) as AjvModule;
}

function precompiled(version: KubernetesVersion): Validate | undefined {
  if (VALIDATORS === undefined || !existsSync(join(VALIDATORS, 'index.json'))) return undefined;
  const directory = VALIDATORS;
  const chunkOf = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8')) as Record<string, string>;
  const column = KUBERNETES_VERSIONS.indexOf(version);
  return runner(
    (label) => {
      const [chunk = '', definition = ''] = label.split(':');
      const chunkNamed = (name: string) => load(join(directory, `${name}.cjs`)) as Chunk;
      return (
        chunkNamed(chunk)[definition]?.[column] ||
        chunkNamed(`${chunk}${OLDER}`)[definition]?.[column] ||
        undefined
      );
    },
    (definition) => `${chunkOf[definition]}:${definition}`,
  );
}

/**
 * The validators of a file that kubeplan itself reads (`config`, `scenario`, `sweep`): those the build compiled, or made from its
 * schema.
 */
export function ownValidators(name: string, definitions: () => Record<string, SchemaNode>): Validate {
  const validate = own.get(name) ?? madeFor(name, definitions);
  own.set(name, validate);
  return validate;
}

const own = new Map<string, Validate>();

function madeFor(name: string, definitions: () => Record<string, SchemaNode>): Validate {
  const file = VALIDATORS === undefined ? '' : join(VALIDATORS, `own-${name}.cjs`);
  if (!existsSync(file)) return inProcess(definitions());
  const chunk = load(file) as Record<string, Validator>;
  return runner(
    (label) => chunk[label],
    (definition) => definition,
  );
}

function runner(
  find: (label: string) => Validator | undefined,
  labelOf: (definition: string) => string,
): Validate {
  const known = new Map<string, Validator | undefined>();
  const validatorOf = (label: string) => {
    if (!known.has(label)) known.set(label, find(label));
    return known.get(label);
  };
  const context: ValidatorContext = {
    formats: FORMATS,
    def(label, data, instancePath, errors) {
      const validator = validatorOf(label);
      if (!validator || validator.call(context, data, { instancePath })) return errors;
      const all = errors ?? [];
      for (const error of validator.errors ?? []) if (all.length < MOST_ERRORS) all.push(error);
      return all;
    },
  };
  return (definition, value) => context.def(labelOf(definition), value, '', null) ?? [];
}
