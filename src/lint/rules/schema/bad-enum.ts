import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** More values than this are not listed. */
const MOST_LISTED = 8;

/** A value that is not one of those the field can have. */
export default rule({
  name: 'schema/bad-enum',
  severity: 'error',
  summary: 'A value that is none of those the field can have.',
  visit: 'SchemaError',
  codes: ['bad-enum'],
  check(error, { report }) {
    const allowed = error.allowed ?? [];
    const list = `${allowed.slice(0, MOST_LISTED).join(', ')}${allowed.length > MOST_LISTED ? ', …' : ''}`;
    report({
      at: error.at,
      message: error.message,
      hint:
        error.suggestion === undefined
          ? allowed.length > 0
            ? `it can be ${list}`
            : undefined
          : didYouMean(error.suggestion),
      fix: error.suggestion === undefined ? undefined : replaceValue(error.at, error.suggestion),
    });
  },
});
