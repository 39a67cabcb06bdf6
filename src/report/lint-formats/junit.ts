import type { Finding, ObjectRef } from '../../api/finding.js';
import { placeText } from '../../api/finding.js';
import { pushTo } from '../../api/lists.js';
import { fileNameOf, findingText, objectName } from '../said.js';
import { element, XML_HEAD, xmlText } from '../xml.js';
import type { LintFormat } from './format.js';

/** One case of a report: an object, or a file where nothing is one. */
interface Case {
  file: string;
  name: string;
  findings: Finding[];
}

/** JUnit's report as CI servers read it: a suite a file, a case an object, that fails where anything is wrong with it. */
export const junit: LintFormat = ({ result: { findings, looked }, strict = false }) => {
  const fails = ({ severity }: Finding) => severity === 'error' || (strict && severity === 'warning');
  const suites = new Map<string, Case[]>();
  for (const one of casesOf(findings, looked)) pushTo(suites, one.file, one);
  const failing = (cases: readonly Case[]) => cases.filter((one) => one.findings.some(fails)).length;
  const all = [...suites.values()].flat();
  const content = [...suites].map(([name, cases]) => {
    const rows = cases.map((one) => `    ${caseElement(one, fails)}\n`).join('');
    return `  ${element('testsuite', { name, tests: cases.length, failures: failing(cases), errors: 0 }, `\n${rows}  `)}\n`;
  });
  const counts = { name: 'kubeplan lint', tests: all.length, failures: failing(all), errors: 0 };
  return `${XML_HEAD}\n${element('testsuites', counts, `\n${content.join('')}`)}\n`;
};

/** Objects without a finding are cases too: those that pass. */
function casesOf(
  findings: readonly Finding[],
  looked: readonly { file: string; object: ObjectRef }[],
): Iterable<Case> {
  const cases = new Map<string, Case>();
  const caseOf = (file: string, object?: ObjectRef): Case => {
    const name = object ? objectName(object) : file;
    const key = `${file}\0${object?.apiVersion ?? ''}\0${name}`;
    const known = cases.get(key) ?? { file, name, findings: [] };
    cases.set(key, known);
    return known;
  };
  for (const { file, object } of looked) caseOf(fileNameOf(file), object);
  for (const finding of findings)
    caseOf(fileNameOf(finding.location.file), finding.object).findings.push(finding);
  return cases.values();
}

function caseElement({ file, name, findings }: Case, fails: (finding: Finding) => boolean): string {
  const failures = findings.filter(fails).map((finding) => {
    const { message, rule } = finding;
    return element(
      'failure',
      { message, type: rule },
      xmlText(`${placeText(finding.location)}: ${findingText(finding)}`),
    );
  });
  const others = findings
    .filter((finding) => !fails(finding))
    .map(
      (finding) =>
        `${placeText(finding.location)}: ${finding.severity}: ${findingText(finding)} [${finding.rule}]`,
    );
  const output = others.length > 0 ? [element('system-out', {}, xmlText(others.join('\n')))] : [];
  const content = [...failures, ...output].map((one) => `\n      ${one}`).join('');
  return element('testcase', { name, classname: file }, content === '' ? undefined : `${content}\n    `);
}
