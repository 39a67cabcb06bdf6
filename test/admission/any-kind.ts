import { admit as admitKinds } from '../../src/admission/admit.js';
import type { Admitted } from '../../src/admission/answer.js';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { AdmitOptions } from '../../src/admission/options.js';
import type { JsonValue } from '../../src/api/json.js';

/** `admit` with the rules of every kind. */
export function admit(object: JsonValue | undefined, options: Partial<AdmitOptions> = {}): Admitted {
  return admitKinds(object, { kinds: ALL_KINDS, ...options });
}
