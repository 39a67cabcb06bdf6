/** Expressions that must come to a certain type, with the server's words when they do not. */

import { wording } from '../../api/wording.js';
import type { At, FieldErrors } from '../field-errors.js';
import type { Context } from '../kind.js';
import type { CelEnvironment } from './check.js';
import { type Compiled, compileCel, compileError } from './compile.js';
import { type CelType, typeText } from './types.js';

/** What an expression of a request is told in, and new to: what is stored already may use all that the server knows. */
export function newTo({ operation, version }: Context): Pick<CelEnvironment, 'newTo' | 'says'> {
  return { says: version, ...(operation === 'create' && { newTo: version }) };
}

/**
 * Checks an expression; `wanted` are the types it may be of, none for any. Gives its type, undefined when it is wrong.
 * `shown` is the text that errors show, where it is not the one that is compiled.
 */
export function expectCel(
  text: string,
  wanted: readonly CelType[],
  environment: CelEnvironment,
  place: At,
  errors: FieldErrors,
  shown = text,
): CelType | undefined {
  const compiled = compileCel(text, environment);
  if ('error' in compiled) {
    refuseCel(compiled, shown, place, errors);
    return undefined;
  }
  const got = typeText(compiled.type, errors.version);
  const names = wanted.map((type) => typeText(type, errors.version));
  if (names.length === 0 || names.includes(got)) return compiled.type;
  const which = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
  const wants = `must evaluate to ${which}`;
  errors.invalid(place, shown, wording(`${wants} but got ${got}`, { '1.32': wants }));
  return undefined;
}

/** Adds what is wrong with an expression; one that reads well and cannot be run is the server's own trouble. */
export function refuseCel(
  compiled: Extract<Compiled, { error: string }>,
  shown: string,
  place: At,
  errors: FieldErrors,
): void {
  const text = compileError(compiled);
  if (compiled.phase === 'instantiation') errors.internal(place, text);
  else errors.invalid(place, shown, text);
}
