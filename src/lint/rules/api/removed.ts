import { rule } from '../../rule.js';
import { replaceValue } from '../../suggest-fix.js';

/** An API that this Kubernetes no longer serves. */
export default rule({
  name: 'api/removed',
  severity: 'error',
  summary: 'An apiVersion that this Kubernetes no longer serves.',
  visit: 'SchemaError',
  codes: ['removed-api'],
  check(error, context) {
    context.report({
      path: error.path,
      message: error.message,
      hint: error.hint,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix:
        error.suggestion === undefined
          ? undefined
          : replaceValue(error.path, error.suggestion, context, 'checked'),
    });
  },
});
