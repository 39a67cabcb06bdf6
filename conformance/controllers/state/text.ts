import { quantityValue } from '../../../src/api/quantity.js';
import { canonical } from '../../canonical.js';

/** The text of a part of a state: equal parts have equal texts. Capacities are compared by value. */
export function stateText(part: unknown): string {
  return canonical(part, (key, value) =>
    key === 'capacity' && typeof value === 'string' ? quantityValue(value) : value,
  );
}
