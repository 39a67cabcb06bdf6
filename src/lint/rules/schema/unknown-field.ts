import { reindent } from '../../reindent.js';
import { rule } from '../../rule.js';
import { didYouMean, renameKey } from '../../suggest-fix.js';

/** A field that the kind does not have: the server refuses it, or drops it without a word. */
export default rule({
  name: 'schema/unknown-field',
  severity: 'error',
  summary: 'A field that the kind does not have: misspelt, or in the wrong place.',
  visit: 'SchemaError',
  codes: ['unknown-field'],
  check(error, { report }) {
    const hint = error.suggestion === undefined ? error.hint : didYouMean(error.suggestion);
    report({
      at: error.at,
      of: 'key',
      message: error.message,
      hint,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix:
        error.suggestion !== undefined
          ? renameKey(error, error.suggestion)
          : error.lost && reindent([error], error.at.object.at),
    });
  },
});
