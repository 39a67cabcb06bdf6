import { rule } from '../../rule.js';

/** A field that the kind cannot do without. */
export default rule({
  name: 'schema/missing-required',
  severity: 'error',
  summary: 'A field is missing that the kind cannot do without.',
  visit: 'SchemaError',
  codes: ['missing-required'],
  check(error, context) {
    context.report({
      path: error.path,
      // What lacks the field is shown by its name, not by the first of the things in it.
      of: typeof error.path.at(-1) === 'string' ? 'key' : 'value',
      message: error.message,
      hint: error.hint,
      serverPath: error.key === undefined ? error.path : [...error.path, error.key],
    });
  },
});
