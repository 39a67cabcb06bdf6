import { rule } from '../../rule.js';
import { replaceValue } from '../../suggest-fix.js';

/** An API that this Kubernetes no longer serves. */
export default rule({
  name: 'api/removed',
  severity: 'error',
  summary: 'An apiVersion that this Kubernetes no longer serves.',
  visit: 'SchemaError',
  codes: ['removed-api'],
  check(error, { report, validate }) {
    const { at, suggestion } = error;
    report({
      at,
      message: error.message,
      hint: error.hint,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix: suggestion === undefined ? undefined : replaceValue(at, suggestion, validate),
    });
  },
});
