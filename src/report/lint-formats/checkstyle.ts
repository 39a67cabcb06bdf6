import type { Finding } from '../../api/finding.js';
import { pushTo } from '../../api/lists.js';
import { fileNameOf, findingText, placeForPrograms } from '../said.js';
import { element, XML_HEAD } from '../xml.js';
import type { LintFormat } from './format.js';

/** Checkstyle's report (checkstyle.org), which many servers of builds read. */
export const checkstyle: LintFormat = ({ result: { findings } }) => {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) pushTo(files, fileNameOf(finding.location.file), finding);
  const elements = [...files].map(([name, group]) =>
    element('file', { name }, `\n${group.map((one) => `    ${errorElement(one)}\n`).join('')}  `),
  );
  const content = elements.map((one) => `\n  ${one}`).join('');
  return `${XML_HEAD}\n${element('checkstyle', { version: '4.3' }, `${content}\n`)}\n`;
};

function errorElement(finding: Finding): string {
  const { rule, severity, location } = finding;
  const { line, column } = placeForPrograms(location).start;
  return element('error', {
    line,
    column,
    severity,
    message: findingText(finding),
    source: `kubeplan.${rule}`,
  });
}
