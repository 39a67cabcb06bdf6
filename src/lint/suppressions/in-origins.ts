/** What the files say that texts were rendered from: kustomize drops their comments. */
import type { Finding } from '../../api/finding.js';
import type { Source } from '../../manifest/document.js';
import { renderedFrom } from '../../manifest/made-files.js';
import { parseManifests } from '../../manifest/parse.js';
import { type Origins, originOfFinding, type Texts } from '../origins.js';
import { isOfReading } from '../rule-choice.js';
import { inComments } from './comments.js';
import { mentionsSuppressions } from './mentioned.js';
import { SUPPRESSION_RULES } from './rules.js';
import { Suppressions } from './suppression.js';

/**
 * The findings with those in rendered texts marked that a comment in their origin is about: on the line, above the object, for the
 * file. A comment that is of use so is not told to be unused where its file is read itself.
 */
export function suppressedInOrigins(
  findings: readonly Finding[],
  rendered: Texts,
  origins: Origins,
): Finding[] {
  const sources = [...origins.sources, ...[...origins.changes.values()].flat()];
  const suppressions = new Suppressions(sources.filter(mentionsSuppressions).flatMap(commentsIn));
  if (suppressions.all.length === 0) return [...findings];
  const marked = findings.map((finding): Finding => {
    const { rule, location, ignored } = finding;
    if (ignored || isOfReading(rule) || renderedFrom(location.file) === undefined) return finding;
    const origin = originOfFinding(finding, rendered, origins);
    const found =
      origin?.isPlace === true
        ? suppressions.find(rule, origin.at)
        : origin && suppressions.findAround(rule, origin.at);
    return found
      ? { ...finding, ignored: { by: 'manifest', reason: found.reason, location: found.at } }
      : finding;
  });
  const unused = new Set(suppressions.unused());
  const used = suppressions.all.filter((one) => !unused.has(one)).map(({ at }) => placeKey(at));
  return marked.filter(
    ({ rule, location }) => rule !== SUPPRESSION_RULES.unused.name || !used.includes(placeKey(location)),
  );
}

function commentsIn(source: Source) {
  return inComments(source, parseManifests(source).documents).suppressions;
}

function placeKey({ file, start }: Finding['location']): string {
  return `${start.offset} ${file}`;
}
