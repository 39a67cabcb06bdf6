/** Suppressions in annotations, for manifests that are made by something: `kubeplan.dev/ignore: "RULE: reason; RULE: reason"`. */
import { valueAt } from '../../api/json.js';
import type { Document } from '../../manifest/document.js';
import type { InComments } from './comments.js';
import { IGNORE_ANNOTATION } from './mentioned.js';
import type { Suppression } from './suppression.js';
import { writtenRules } from './written.js';

const PATH = ['metadata', 'annotations', IGNORE_ANNOTATION];

/** What the annotation of an object says: it holds for the whole of it. */
export function inAnnotation(document: Document): InComments {
  const written = valueAt(document.value, PATH);
  if (typeof written !== 'string') return { suppressions: [], nameless: [] };
  const at = document.locate(PATH);
  const whole = document.locate([]);
  const [start, end] = [whole.start.offset, whole.end.offset];
  const suppressions = written
    .split(/[;\n]/)
    .flatMap(writtenRules)
    .map(({ rule, reason }): Suppression => ({ rule, reason, at, start, end }));
  return { suppressions, nameless: suppressions.length === 0 ? [at] : [] };
}
