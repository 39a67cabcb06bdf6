import { rule } from '../../rule.js';

/** A field that the kind cannot do without. */
export default rule({
  name: 'schema/missing-required',
  severity: 'error',
  summary: 'A field is missing that the kind cannot do without.',
  visit: 'SchemaError',
  codes: ['missing-required'],
  check({ at, key, message, hint }, { report }) {
    report({
      at,
      // What lacks the field is shown by its name, not by the first of the things in it.
      of: typeof at.path.at(-1) === 'string' ? 'key' : 'value',
      message,
      hint,
      serverAt: key === undefined ? at : at.child(key),
    });
  },
});
