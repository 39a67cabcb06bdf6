/** What linting came to, in one line: for people at a terminal and for readers of a pull request. */
import { listed, numbered } from '../api/text.js';
import type { LintResult } from '../lint/lint-documents.js';
import { printable } from './inert.js';
import { PLAIN, type Style } from './style.js';

/** So many documents are named before the others are counted. */
const MOST_NAMED = 3;

/** `left out: Config (kubeconfig.yaml:1)`. */
function leftOutText(leftOut: LintResult['leftOut']): string {
  const named = leftOut
    .slice(0, MOST_NAMED)
    .map(({ kind, location: { file, start } }) => printable(`${kind} (${file}:${start.line})`));
  const more = leftOut.length - named.length;
  return `left out: ${listed(more > 0 ? [...named, `${more} more`] : named)}`;
}

/** The parts of the line. */
export interface Summary {
  /** `3 files, 14 objects`. */
  scope: string;
  /** `3 errors, 1 warning`, or that nothing is wrong. */
  counts: string;
  /** What else has to be known: what could not be looked into, what is not told. */
  rest: string[];
}

export function summaryOf(result: LintResult, style: Style = PLAIN): Summary {
  const { counts, files, objects, notKnown, leftOut, ignored, gone, shard, excluded = 0 } = result;
  const said = [
    counts.error > 0 && style.red(numbered(counts.error, 'error')),
    counts.warning > 0 && style.yellow(numbered(counts.warning, 'warning')),
    counts.info > 0 && numbered(counts.info, 'remark'),
  ].filter((part) => part !== false);
  const unknown = notKnown.map(({ what, count }) => numbered(count, what));
  const left = gone.reduce((sum, { count }) => sum + count, 0);
  const rest = [
    unknown.length > 0 && `not known: ${listed(unknown)}`,
    leftOut.length > 0 && leftOutText(leftOut),
    ignored.length > 0 && `ignored: ${numbered(ignored.length, 'finding')}`,
    left > 0 && `in the baseline and gone: ${numbered(left, 'finding')}`,
    excluded > 0 && `excluded: ${numbered(excluded, 'file')}`,
  ];
  const of = shard ? ` of ${numbered(shard.files, 'file')} (shard ${shard.index}/${shard.count})` : '';
  const nothing = shard && files === 0 ? 'nothing to look at' : style.green('nothing wrong');
  return {
    scope: `${shard ? files : numbered(files, 'file')}${of}, ${numbered(objects, 'object')}`,
    counts: said.length === 0 ? nothing : said.join(', '),
    rest: rest.filter((part) => part !== false),
  };
}
