/** Manifests that rules are asked about, and what one rule says of them. */
import { lint } from '../../../src/lint/lint.js';
import type { LintOptions } from '../../../src/lint/options.js';
import { sources, told } from '../told.js';

/** All that one rule finds in texts, each finding as lines. */
export function foundBy(
  rule: string,
  text: string | Readonly<Record<string, string>>,
  options: LintOptions = {},
): string[] {
  const texts = typeof text === 'string' ? { 'a.yaml': text } : text;
  const { findings } = lint(sources(texts), { ...options, only: [rule] });
  return findings.filter((finding) => finding.rule === rule).flatMap((finding) => told(finding, false));
}

/** The words of all that one rule finds in a text, with the lines that they are about: `4: it is wrong`. */
export function wordsOf(rule: string, text: string, options: LintOptions = {}): string[] {
  const { findings } = lint([{ file: 'a.yaml', text }], { ...options, only: [rule] });
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ location, message }) => `${location.start.line}: ${message}`);
}

/** Several documents as one text. */
export function documents(...texts: readonly string[]): string {
  return texts.map((text) => text.trimEnd()).join('\n---\n');
}

/** A Pod of one container; both take more fields, in flow style. */
export function pod(container = '', spec = '', name = 'web'): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  ${spec === '' ? 'restartPolicy: Always' : spec}
  containers:
  - {name: ${name}, image: '${name}:1'${container === '' ? '' : `, ${container}`}}
`;
}

interface Workload {
  kind?: string;
  name?: string;
  namespace?: string;
  /** Fields of its spec, in flow style. */
  spec?: string;
  /** Fields of its pods' spec. */
  pod?: string;
  /** Fields of its only container. */
  container?: string;
}

/** A workload of one container, a line for each part of it. */
export function workload({
  kind = 'Deployment',
  name = 'web',
  namespace,
  spec,
  pod: podSpec,
  container,
}: Workload = {}): string {
  const set = kind === 'StatefulSet' ? 'serviceName: web, ' : '';
  return `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`}}
spec: {${set}${spec === undefined ? '' : `${spec}, `}selector: {matchLabels: {app: ${name}}}, template: {
  metadata: {labels: {app: ${name}}},
  spec: {${podSpec === undefined ? '' : `${podSpec}, `}containers: [
    {name: ${name}, image: '${name}:1'${container === undefined ? '' : `, ${container}`}}]}}}
`;
}
