/** What selectors of devices may name (dynamic-resource-allocation cel/compile.go). */
import type { At, FieldErrors } from '../field-errors.js';
import type { CelEnvironment } from './check.js';
import { compileCel } from './compile.js';
import { refuseCel } from './expect.js';
import { DYN, mapOf, objectType, readType, STRING, typeText } from './types.js';

const QUANTITY = readType('kubernetes.Quantity');
const ENVIRONMENT: CelEnvironment = {
  bindings: true,
  variables: {
    device: objectType('kubernetes.DRADevice', {
      driver: STRING,
      allowMultipleAllocations: { kind: 'bool' },
      attributes: mapOf(STRING, mapOf(STRING, DYN)),
      capacity: mapOf(STRING, mapOf(STRING, QUANTITY)),
    }),
  },
};

/** Checks the expression of a device selector: it must come to a bool, or to an attribute of unknown type. */
export function expectSelector(
  text: string,
  scope: Pick<CelEnvironment, 'newTo' | 'says'>,
  place: At,
  errors: FieldErrors,
): void {
  const compiled = compileCel(text, { ...ENVIRONMENT, ...scope });
  if ('error' in compiled) refuseCel(compiled, text, place, errors);
  else if (compiled.type.kind !== 'bool' && compiled.type.kind !== 'dyn') {
    const got = typeText(compiled.type, errors.version);
    errors.invalid(place, text, `must evaluate to bool or the unknown type, not ${got}`);
  }
}
