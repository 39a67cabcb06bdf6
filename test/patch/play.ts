import { isObject, type JsonObject } from '../../src/api/json.js';
import { type FieldSet, fieldsV1 } from '../../src/patch/field-set.js';
import { applyServerSide, conflictText, type Manager, recordUpdate } from '../../src/patch/server-side.js';
import { PatchError } from '../../src/patch/strategic-meta.js';
import { applyPatch, type PatchKind, threeWayPatch } from '../../src/patch/three-way.js';
import { kindShape } from '../../src/schema/field-shapes.js';
import { CRDS } from '../diff/cases.js';
import { documents } from '../diff/manifests.js';

/** A case: what is done line by line, and all that comes of it line by line. */
export interface Story {
  title: string;
  /** `apps/v1 Deployment`. */
  about: string;
  steps: string[];
  said: string[];
}

/** The cases of a file: `=== title | apiVersion kind`, steps, `>>>` and what comes of them. */
export function storiesOf(text: string): Story[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [steps = '', said = ''] = one.split(/^>>>\n/m);
      const [head = '', ...rest] = steps.trimEnd().split('\n');
      const [title = '', about = ''] = head.split(' | ');
      return { title, about, steps: rest, said: said.trimEnd().split('\n') };
    });
}

/** The mapping that a text writes. */
export function read(text: string): JsonObject {
  const value = documents(text)[0]?.value;
  if (!isObject(value)) throw new Error(`no mapping: ${text}`);
  return value;
}

/** A value as the cases write it. */
export function json(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

function shapeOf(about: string) {
  const [apiVersion = '', kind = ''] = about.split(' ');
  return { apiVersion, kind, ...kindShape('1.36', apiVersion, kind, CRDS) };
}

function failed(error: unknown): string {
  if (error instanceof PatchError) return `error: ${error.message}`;
  throw error;
}

/**
 * Patches: `- last applied`, `+ applied now`, `* live` make one, which is told with what it makes of the live object;
 * `! patch` is one for the live object. What was given has to stay as it was.
 */
export function patched({ about, steps }: Story): string[] {
  const { shapeAt, builtIn } = shapeOf(about);
  const kind: PatchKind = builtIn ? 'strategic' : 'merge';
  const given = Object.fromEntries(steps.map((line) => [line[0], read(line.slice(2))]));
  const before = json(given);
  const live = given['*'] ?? {};
  const said: string[] = [];
  try {
    const patch = given['!'] ?? threeWayPatch(given['-'] ?? {}, given['+'] ?? {}, live, shapeAt, kind);
    if (!given['!']) said.push(`patch ${json(patch)}`);
    const sent = json(patch);
    const { merged, consumed } = applyPatch(live, patch, shapeAt, kind);
    said.push(`makes ${json(merged)}`);
    if (json(consumed) !== sent) said.push(`consumed ${json(consumed)}`);
    if (json(patch) !== sent) said.push('the patch was changed');
  } catch (error) {
    said.push(failed(error));
  }
  if (json(given) !== before) said.push('what was given was changed');
  return said;
}

function fieldsText(fields: FieldSet): string {
  return json(fieldsV1(fields));
}

/** Who owns what, a line each. */
export function managerLines(managers: readonly Manager[]): string[] {
  return managers.map(({ name, operation, apiVersion, subresource, fields }) => {
    const who = [name, operation, apiVersion, ...(subresource === undefined ? [] : [subresource])].join(' ');
    return `  ${who}: ${fieldsText(fields)}`;
  });
}

/**
 * Ownership: `apply NAME [force] {…}` and `update NAME [/subresource] {…}` one after the other, beginning with nothing.
 * After each, the object and who owns what, or why not.
 */
export function owned({ about, steps }: Story): string[] {
  const { shapeAt, apiVersion } = shapeOf(about);
  let live: JsonObject = {};
  let managers: readonly Manager[] = [];
  return steps.flatMap((step) => {
    const [, verb = '', manager = '', how = '', text = ''] =
      /^(\w+) (\S+) (?:(force|\/\w+) )?(\{.*)$/.exec(step) ?? [];
    const object = read(text);
    const before = json([live, object]);
    if (verb === 'update') {
      const subresource = how === '' ? {} : { subresource: how.slice(1) };
      managers = recordUpdate(live, object, managers, shapeAt, { manager, apiVersion, ...subresource });
      live = object;
      return managerLines(managers);
    }
    const force = how === 'force';
    const result = applyServerSide(live, object, managers, shapeAt, {
      manager,
      apiVersion,
      ...(force && { force }),
    });
    if (json([live, object]) !== before) return ['what was given was changed'];
    if ('invalid' in result) return result.invalid.split('\n');
    if ('conflicts' in result) return conflictText(result.conflicts).split('\n');
    live = result.merged;
    managers = result.managers;
    return [json(live), ...managerLines(managers)];
  });
}
