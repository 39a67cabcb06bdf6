/** What was wrong with the manifests of a plan. */

import { type Finding, type Location, placeText } from '../api/finding.js';
import { numbered } from '../api/text.js';
import type { Plan } from '../simulation/plan.js';
import { PLAN_RULES } from '../simulation/rules.js';
import { nameInView, type View } from './plan-view.js';
import { displayWidth, wrap } from './width.js';

/** So many lines of one answer of the server are shown without --verbose. */
const MOST_SAID = 8;
/** So many documents that are no objects are named without --verbose. */
const MOST_LEFT_OUT = 2;
/** So many places of one answer of the server are named without --verbose. */
const MOST_PLACES = 5;
/** So many objects with more than one manifest are shown without --verbose. */
const MOST_TWICE = 4;

/** One entry for each thing that is wrong, with every place of it; then the objects that several manifests hold, and what came to nothing. */
export function problems(plan: Plan, view: View): string[] {
  const told = view.verbose ? plan.findings : plan.findings.filter((finding) => !isLeftOut(finding));
  return [
    ...alike(worstFirst(told)).flatMap((findings) => problem(findings, view)),
    ...leftOut(view.verbose ? [] : plan.findings.filter(isLeftOut), view),
    ...severalManifests(plan, view),
    ...plan.warnings.flatMap(({ message, hint }) =>
      entry(view.style.yellow('warning'), hint ? `${message} (${hint})` : message, '  ', view.width),
    ),
  ];
}

function isLeftOut({ rule }: Finding): boolean {
  return rule === PLAN_RULES.noObject.name;
}

const WEIGHTS = { error: 0, warning: 1, info: 2 } as const;

/** Errors, warnings, the rest; each in the order in which they stand. */
function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => WEIGHTS[a.severity] - WEIGHTS[b.severity]);
}

/** What is no object to apply is told by name where it is little, else counted. */
function leftOut(findings: readonly Finding[], view: View): string[] {
  if (findings.length <= MOST_LEFT_OUT) return findings.flatMap((finding) => problem([finding], view));
  const files = new Set(findings.map(({ location }) => location.file));
  const [first = ''] = files;
  const text = `${findings.length} documents are no objects to apply (kustomizations, patches, files of programs), such as ${first}: left out; --verbose names them`;
  return entry(view.style.dim('info'), text, '  ', view.width);
}

/** Findings of which the server says the very same stand together. */
function alike(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  findings.forEach((finding, i) => {
    const id = finding.server ? `${finding.rule} ${finding.server.message}` : String(i);
    const group = groups.get(id);
    if (group) group.push(finding);
    else groups.set(id, [finding]);
  });
  return [...groups.values()];
}

function problem(findings: readonly [Finding, ...Finding[]], view: View): string[] {
  const { style, width, verbose } = view;
  const shown = verbose || findings.length <= MOST_PLACES + 1 ? findings : findings.slice(0, MOST_PLACES);
  const more = findings.length - shown.length;
  const places = shown.flatMap(({ severity, location, message, related = [] }) => [
    ...head(location, severity === 'error' ? style.red(severity) : style.dim(severity), message, width),
    ...related.map((other) => style.dim(`    ${other.message} ${placeText(other.location)}`)),
  ]);
  const [{ server, hint }] = findings;
  const words = server ? said(server.message, view).map((line) => style.dim(`    ${line}`)) : [];
  const advice = hint === undefined ? [] : wrap(hint, width - 4).map((line) => `    ${line}`);
  const rest = more > 0 ? [style.dim(`    … ${more} more, --verbose names them`)] : [];
  return [...places, ...rest, ...words, ...advice];
}

/** Place and message in one line where they fit into one; the place stays whole in any case. */
function head(location: Location, severity: string, message: string, width: number): string[] {
  const place = placeText(location);
  const line = `  ${place}  ${severity}  ${message}`;
  if (displayWidth(line) <= width) return [line];
  return [`  ${place}`, ...entry(severity, message, '    ', width)];
}

/** `error  message`, the message in a column of its own. */
function entry(severity: string, message: string, indent: string, width: number): string[] {
  const column = indent.length + displayWidth(severity) + 2;
  const [first, ...rest] = wrap(message, width - column);
  return [`${indent}${severity}  ${first}`, ...rest.map((text) => ' '.repeat(column) + text)];
}

/** The server's answer in its own lines; of a long one the beginning. */
function said(message: string, { width, verbose }: View): string[] {
  const lines = message
    .trimEnd()
    .split('\n')
    .flatMap((line) => (displayWidth(line) <= width - 4 ? [line.trimEnd()] : wrap(line, width - 4)));
  if (verbose || lines.length <= MOST_SAID + 1) return lines;
  return [
    ...lines.slice(0, MOST_SAID),
    `… ${numbered(lines.length - MOST_SAID, 'line')} more, --verbose shows them`,
  ];
}

/** Objects that were applied from more than one place: each manifest goes over the one before. */
function severalManifests(plan: Plan, view: View): string[] {
  const places = new Map<string, Set<string>>();
  for (const { actor, verb, object, location } of plan.steps) {
    if (actor !== 'apply' || verb === 'refuse' || !location) continue;
    const name = nameInView(object, view);
    const known = places.get(name) ?? new Set();
    known.add(`${location.file}:${location.start.line}`);
    places.set(name, known);
  }
  const several = [...places].filter(([, known]) => known.size > 1);
  if (several.length === 0) return [];
  const { style, width, verbose } = view;
  const shown = verbose ? several : several.slice(0, MOST_TWICE);
  const left = several.length - shown.length;
  const what = several.length === 1 ? '1 object has' : `${several.length} objects have`;
  return [
    ...entry(
      style.yellow('warning'),
      `${what} several manifests, each applied over the one before:`,
      '  ',
      width,
    ),
    ...shown.flatMap(([name, known]) => {
      const line = `    ${name}  ${[...known].join(', ')}`;
      if (displayWidth(line) <= width) return [line];
      return [`    ${name}`, ...[...known].map((place) => `      ${place}`)];
    }),
    ...(left > 0 ? [style.dim(`    … ${numbered(left, 'object')} more, --verbose shows them`)] : []),
  ];
}
