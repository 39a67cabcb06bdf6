import { rule } from '../../rule.js';

/** A custom resource breaks a rule of its CustomResourceDefinition. */
export default rule({
  name: 'schema/custom-resource',
  severity: 'error',
  summary: 'A custom resource breaks a rule of the schema in its CustomResourceDefinition.',
  visit: 'SchemaError',
  codes: ['bad-value'],
  check(error, { report }) {
    report({
      at: error.at,
      message: error.message,
      hint: error.hint,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
    });
  },
});
