import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** A quantity, a time or base64 that cannot be read. */
export default rule({
  name: 'schema/bad-format',
  severity: 'error',
  summary: 'A quantity, a time, a number or base64 that cannot be read.',
  visit: 'SchemaError',
  codes: ['bad-format', 'out-of-range'],
  check(error, { report }) {
    report({
      at: error.at,
      message: error.message,
      hint: error.suggestion === undefined ? error.hint : didYouMean(error.suggestion),
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix: error.suggestion === undefined ? undefined : replaceValue(error.at, error.suggestion),
    });
  },
});
