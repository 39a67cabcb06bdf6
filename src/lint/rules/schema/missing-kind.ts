import { rule } from '../../rule.js';

/** A document among manifests that does not say what it is. */
export default rule({
  name: 'schema/missing-kind',
  severity: 'error',
  summary: 'A document lacks its apiVersion or kind, so that nobody can say what it is.',
  visit: 'SchemaError',
  codes: ['missing-kind'],
  check({ at, message, hint }, { report }) {
    report({ at, message, hint });
  },
});
