/** Labels or annotations that objects have to have. */
import { isObject } from '../../../api/json.js';
import { matchesWildcard } from '../../../api/wildcard.js';
import type { LintObject } from '../../object.js';
import type { Context } from '../../rule.js';
import { textsTold } from '../../told.js';

/** How they are told. */
export const REQUIRED = {
  keys: { type: 'texts', summary: 'keys, each with a pattern of its value if need be: team, env=prod*' },
  kinds: { type: 'texts', summary: 'the kinds of objects that need them; all unless told' },
} as const;

/** Says which of the keys that a rule was told an object lacks, or has with another value. */
export function checkRequired(
  rule: { name: string; of: 'labels' | 'annotations' },
  object: LintObject,
  { options, report }: Context,
): void {
  const told = (parameter: string) =>
    textsTold({ rule: rule.name, parameter, file: object.document.file }, options);
  const kinds = told('kinds');
  if (object.patch || (kinds.length > 0 && !kinds.includes(object.kind))) return;
  const place = object.at.child('metadata', rule.of);
  const held = isObject(place.value ?? null) ? place : object.at.child('metadata');
  for (const [key = '', pattern] of told('keys').map(splitAtEquals)) {
    const at = place.child(key);
    const of = rule.of.slice(0, -1);
    const who = `${object.kind} ${object.name}`;
    if (at.value === undefined) {
      report({ at: held, of: 'key', message: `${who} has no ${of} ${key}` });
    } else if (pattern !== undefined && !matchesWildcard(String(at.value), pattern)) {
      report({ at, message: `the ${of} ${key} of ${who} is none of ${pattern}` });
    }
  }
}

function splitAtEquals(text: string): [string, string?] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text] : [text.slice(0, equals), text.slice(equals + 1)];
}
