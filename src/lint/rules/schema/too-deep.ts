import { rule } from '../../rule.js';

/** Nesting that no reader follows. */
export default rule({
  name: 'schema/too-deep',
  severity: 'error',
  summary: 'An object nested too deep for anyone to read.',
  page: 'rarer.md',
  visit: 'SchemaError',
  codes: ['too-deep'],
  check({ at, message, hint }, { report }) {
    report({ at, message, hint });
  },
});
