import { rule } from '../../rule.js';
import { movedFields } from '../../successor.js';
import { replaceValue } from '../../suggest-fix.js';

/** An API that an API server knows, and serves only if it is told to. */
export default rule({
  name: 'api/off-by-default',
  severity: 'error',
  summary: 'An apiVersion that this Kubernetes does not serve unless it is told to.',
  visit: 'SchemaError',
  codes: ['off-by-default'],
  check(error, { report, validate }) {
    const { at, suggestion } = error;
    const fix = suggestion === undefined ? undefined : replaceValue(at, suggestion, validate);
    const moved = suggestion === undefined ? undefined : movedFields(at.object);
    report({
      at,
      message: error.message,
      hint: moved === undefined ? error.hint : `${error.hint}, where ${moved}`,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix,
    });
  },
});
