import type { Finding } from '../api/finding.js';
import { commandLine } from '../api/shell.js';
import type { Document } from '../manifest/document.js';
import { CHART_FILE } from '../manifest/kustomize.js';
import { INPUT_RULES, YAML_RULES } from '../manifest/rules.js';
import { NO_OBJECT } from '../schema/rules.js';
import { fragmentFinding } from './fragment.js';
import type { LintOptions } from './options.js';

const HINT = 'leave such files out, or pass --skip-non-kubernetes';
/** What a text shows in which somebody meant to write a Kubernetes object, even if it cannot be read. */
const MEANS_OBJECT = /^[ \t]*(?:-\s+)?["']?(?:apiVersion|kind)["']?\s*:/m;
/** Findings about a file that is no manifest at all, when such files are to be passed over. */
const ABOUT_TEXT = new Set([...Object.values(YAML_RULES), INPUT_RULES.empty].map(({ name }) => name));

/** True where a finding tells of a text which holds objects that could not be read; templates become some elsewhere. */
export function hideObjects(findings: readonly Finding[], texts: ReadonlyMap<string, string>): boolean {
  const wrong = findings.filter(
    ({ rule, severity }) => severity === 'error' && rule !== YAML_RULES.template.name,
  );
  // A text of which very much is told is looked at once.
  const files = new Set(wrong.map(({ location }) => location.file));
  return [...files].some((file) => MEANS_OBJECT.test(texts.get(file) ?? ''));
}

/** A file in which nothing stands is none of a folder's, which has to hold something. */
function isEmptyFile({ rule, location }: Finding, texts: ReadonlyMap<string, string>): boolean {
  return rule === INPUT_RULES.empty.name && texts.has(location.file);
}

/** What is known of the input besides its findings. */
export interface InputFacts {
  /** How many objects there are in all files. */
  objects: number;
  /** The first documents of files that hold none. */
  withoutObjects: readonly Document[];
  texts: ReadonlyMap<string, string>;
  /** Tells patches of kustomize that are lists from what is wrong. */
  isPatchList: (finding: Finding) => boolean;
  options: LintOptions;
}

/** A template of a chart is rendered with the chart. */
function withChart(finding: Finding, { isThere }: LintOptions): Finding {
  if (finding.rule !== YAML_RULES.template.name || !isThere) return finding;
  const folders = finding.location.file.split('/').slice(0, -1);
  for (let length = folders.length; length >= 0; length--) {
    const chart = folders.slice(0, length).join('/') || '.';
    if (!isThere(`${chart}/${CHART_FILE}`)) continue;
    return { ...finding, hint: `render it first: ${commandLine('kubeplan', 'lint', chart)} does, by helm` };
  }
  return finding;
}

/**
 * What reading found, and what is said of files that hold no Kubernetes object: a remark beside others that do, an
 * error when there is nothing else; nothing at all, not even of their YAML, when such files are to be passed over.
 */
export function readFindings(
  all: readonly Finding[],
  { objects, withoutObjects, texts, options, isPatchList }: InputFacts,
): Finding[] {
  const found = all
    .filter((finding) => !isPatchList(finding))
    .map((finding) => withChart(finding, options))
    .map((finding) =>
      objects > 0 && isEmptyFile(finding, texts) ? { ...finding, severity: 'info' as const } : finding,
    );
  const files = new Set(withoutObjects.map(({ file }) => file));
  if (options.skipNonKubernetes) {
    const named = new Set(found.map(({ location }) => location.file));
    const none = new Set([...named].filter((file) => !MEANS_OBJECT.test(texts.get(file) ?? '')));
    const holdsNone = (file: string) => files.has(file) || none.has(file);
    return (
      found
        .filter(({ rule, location }) => !(ABOUT_TEXT.has(rule) && holdsNone(location.file)))
        // A template is no manifest until it is rendered.
        .map((finding) =>
          finding.rule === YAML_RULES.template.name ? { ...finding, severity: 'info' } : finding,
        )
    );
  }
  const remarks = withoutObjects.map((document): Finding => {
    const { file, start } = document.locate([]);
    const severity = objects > 0 ? NO_OBJECT.severity : 'error';
    const fragment = fragmentFinding(document, severity, options);
    if (fragment) return fragment;
    return {
      rule: NO_OBJECT.name,
      severity,
      message: 'nothing in this file is a Kubernetes object, with apiVersion and kind: it was not checked',
      location: { file, start, end: start },
      hint: HINT,
    };
  });
  return [...found, ...remarks];
}
