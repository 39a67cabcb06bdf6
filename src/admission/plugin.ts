/** Admission that looks at other objects of the world. */
import type { Decider } from '../api/field-error.js';
import type { JsonObject, Path } from '../api/json.js';
import type { Obj } from './fields.js';
import type { Context, Refusal, ResourceRules } from './kind.js';

/** One object on its way in, defaulted and prepared; plugins may write into `object` while mutating. */
export interface AdmissionRequest extends Context {
  object: Obj;
  old?: Obj;
  rules: ResourceRules;
  /** The object as the server writes it, where it changes no more; not to be written into. */
  encoded?(): JsonObject;
}

/** What is at fault in an object that is warned of, and who decided so. */
export interface WarningCause {
  places: readonly Path[];
  by: Decider;
}

/** A warning, with its cause where that can be told. */
export type Warned = string | (WarningCause & { message: string });

/** Adds what was warned of to the texts, and to the causes by their texts. */
export function addWarned(
  said: readonly Warned[],
  { warnings, causes }: { warnings: string[]; causes: Map<string, WarningCause> },
): void {
  for (const one of said) {
    if (typeof one === 'string') warnings.push(one);
    else {
      warnings.push(one.message);
      causes.set(one.message, { places: one.places, by: one.by });
    }
  }
}

/**
 * One admission plugin over a state of the world (which it was made with). Mutating passes of all plugins run before
 * validation, validating ones after it, each in the order of the list.
 */
export interface AdmissionPlugin {
  /** The server's name: `LimitRanger`. */
  name: string;
  mutate?(request: AdmissionRequest): Refusal | undefined;
  /** A mutating pass behind those that need no look at the world (default tolerations, priority). */
  mutateLast?(request: AdmissionRequest): Refusal | undefined;
  validate?(request: AdmissionRequest): Refusal | undefined;
  warnings?(request: AdmissionRequest): readonly Warned[];
  /**
   * Whether what is stored, of such a kind, may go: `stored` makes the request, whose object and old one it is, which takes a
   * while. Undefined where the plugin has nothing to say.
   */
  remove?(
    stored: () => AdmissionRequest,
    of: { group: string; kind: string },
  ): { refusal?: Refusal; warnings: readonly string[] } | undefined;
  /** It warns of what it refuses too. */
  warnsAlways?: true;
}
