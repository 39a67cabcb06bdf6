import { placeText } from '../../api/finding.js';
import { numbered } from '../../api/text.js';
import { printable } from '../inert.js';
import type { LintFormat } from './format.js';

/** One line a finding, as compilers write them: `web.yaml:3:5: error: what is wrong (what to do) [the rule]`. */
export const compact: LintFormat = ({ result: { findings, counts } }) => {
  const lines = findings.map(({ rule, severity, message, hint, location }) => {
    const said = hint === undefined ? message : `${message} (${hint})`;
    return printable(`${placeText(location)}: ${severity}: ${said} [${rule}]`);
  });
  const { error, warning } = counts;
  const sum = lines.length === 0 ? [] : [`${numbered(error, 'error')}, ${numbered(warning, 'warning')}`];
  return [...lines, ...sum].map((line) => `${line}\n`).join('');
};
