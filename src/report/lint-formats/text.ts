import { numbered } from '../../api/text.js';
import { standsInFile } from '../../manifest/made-files.js';
import { lintText } from '../findings-text.js';
import type { LintFormat } from './format.js';

/** For people: what was mended, the findings, how many there are, what to do next. */
export const text: LintFormat = ({ result, sources, mended, words = [], verbose, style, width }) => {
  const texts = new Map(sources.map((source) => [source.file, source.text]));
  const fixable = result.findings.filter(({ fix, location }) => fix && standsInFile(location.file)).length;
  const done = mended ? `${numbered(mended, 'finding')} mended.\n` : '';
  const which =
    fixable < result.findings.length ? `${fixable} of them` : fixable === 1 ? 'it' : 'all of them';
  const command = ['kubeplan lint', ...words, '--fix'].join(' ');
  const next = fixable > 0 && mended === undefined ? `${command} mends ${which}.` : undefined;
  return done + lintText(result, texts, { style, width, verbose, next });
};
