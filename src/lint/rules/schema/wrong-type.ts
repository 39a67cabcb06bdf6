import { rule } from '../../rule.js';
import { requote } from '../../suggest-fix.js';

/** A value of a type that the field cannot hold: the server cannot even read the object. */
export default rule({
  name: 'schema/wrong-type',
  severity: 'error',
  summary: 'A value of a type that the field cannot hold, such as a string where a number is meant.',
  visit: 'SchemaError',
  codes: ['wrong-type'],
  check(error, { report }) {
    report({
      at: error.at,
      message: error.message,
      hint: error.hint,
      fix: requote(error),
    });
  },
});
