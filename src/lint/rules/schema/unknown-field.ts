import type { Fix } from '../../../api/finding.js';
import { isObject } from '../../../api/json.js';
import { type FormerField, formerFieldsAt } from '../../former-fields.js';
import { targetTypes } from '../../migrate.js';
import { nested } from '../../nest.js';
import type { Place } from '../../object.js';
import { reindent } from '../../reindent.js';
import { rule } from '../../rule.js';
import { didYouMean, renameKey } from '../../suggest-fix.js';

/** A field that the kind does not have: the server refuses it, or drops it without a word. */
export default rule({
  name: 'schema/unknown-field',
  severity: 'error',
  summary: 'A field that the kind does not have: misspelt, or in the wrong place.',
  visit: 'SchemaError',
  codes: ['unknown-field'],
  check(error, { report }) {
    const hint = error.suggestion === undefined ? error.hint : didYouMean(error.suggestion);
    report({
      at: error.at,
      of: 'key',
      message: error.message,
      hint,
      server: error.server === undefined ? undefined : { field: '', message: error.server },
      fix: error.former
        ? broughtBelow(error.at.up(), error.former)
        : error.suggestion !== undefined
          ? renameKey(error, error.suggestion)
          : error.lost && reindent([error], error.at.object.at),
    });
  },
});

/** Fields of an older version, where they are now. */
function broughtBelow(parent: Place, fields: readonly FormerField[]): Fix | undefined {
  const { apiVersion, kind } = parent.object;
  // What is in one that has another name now is written as of old, too.
  const below = fields.flatMap(([field, now, ...rest]) => {
    const inner = parent.child(field);
    if (rest.length > 0 || !isObject(inner.value)) return [];
    return nested(inner, formerFieldsAt(apiVersion, kind, [...parent.path, now], inner.value)) ?? [];
  });
  const own = nested(parent, fields, targetTypes(parent, fields));
  const edits = own && [...own, ...below];
  return edits && { title: `write ${fields.map(([, ...now]) => now.join('.')).join(', ')}`, edits };
}
