import { meansAnother, migration } from '../../migrate.js';
import { rule } from '../../rule.js';

/** An API that this Kubernetes no longer serves. */
export default rule({
  name: 'api/removed',
  severity: 'error',
  summary: 'An apiVersion that this Kubernetes no longer serves.',
  visit: 'SchemaError',
  codes: ['removed-api'],
  check(error, { report, ...context }) {
    const { at, suggestion } = error;
    report({
      at,
      message: error.message,
      hint: meansAnother(at.object)
        ? `${error.hint}, where an empty selector selects all pods, not none`
        : error.hint,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix: suggestion === undefined ? undefined : migration(at.object, suggestion, context),
    });
  },
});
