import { rule } from '../../rule.js';
import { replaceValue } from '../../suggest-fix.js';

/** An API that only a newer Kubernetes serves. */
export default rule({
  name: 'api/not-yet-served',
  severity: 'error',
  summary: 'An apiVersion that only a newer Kubernetes serves.',
  visit: 'SchemaError',
  codes: ['not-yet-served'],
  check(error, context) {
    context.report({
      path: error.path,
      message: error.message,
      hint:
        error.suggestion === undefined
          ? error.hint
          : `Kubernetes ${context.version} has ${context.object.kind} in ${error.suggestion}`,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix:
        error.suggestion === undefined
          ? undefined
          : replaceValue(error.path, error.suggestion, context, 'checked'),
    });
  },
});
