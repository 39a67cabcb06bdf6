import { rule } from '../../rule.js';
import { replaceValue } from '../../suggest-fix.js';

/** An API that only a newer Kubernetes serves. */
export default rule({
  name: 'api/not-yet-served',
  severity: 'error',
  summary: 'An apiVersion that only a newer Kubernetes serves.',
  visit: 'SchemaError',
  codes: ['not-yet-served'],
  check(error, { version, report, validate }) {
    const { at, suggestion } = error;
    report({
      at,
      message: error.message,
      hint:
        suggestion === undefined
          ? error.hint
          : `Kubernetes ${version} has ${at.object.kind} in ${suggestion}`,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix: suggestion === undefined ? undefined : replaceValue(at, suggestion, validate),
    });
  },
});
