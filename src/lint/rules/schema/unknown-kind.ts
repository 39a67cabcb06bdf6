import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** A kind of Kubernetes' own groups that is not there, or is there under another apiVersion. */
export default rule({
  name: 'schema/unknown-kind',
  severity: 'error',
  summary: 'A kind that Kubernetes does not have, or has in another apiVersion.',
  visit: 'SchemaError',
  codes: ['unknown-kind', 'unknown-version'],
  check(error, { report, validate }) {
    const { at, suggestion } = error;
    const moved = suggestion !== undefined && error.code === 'unknown-version';
    report({
      at,
      message: error.message,
      hint:
        suggestion === undefined
          ? error.hint
          : moved
            ? `${at.object.kind} is in ${suggestion}`
            : didYouMean(suggestion),
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix: suggestion === undefined ? undefined : replaceValue(at, suggestion, validate),
    });
  },
});
