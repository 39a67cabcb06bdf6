import { ALL_KINDS } from '../admission/groups/all.js';
import { policyNamed } from '../admission/plugins/pod-security/policy.js';
import { append } from '../api/lists.js';
import type { ReadResult, Source } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';
import { besideOf } from './beside.js';
import { configurationFindings } from './configurations.js';
import type { ServerOfFiles } from './files-server.js';
import { withoutSecrets } from './hidden.js';
import { type LintResult, lintDocuments, parseAll, resultOf } from './lint-documents.js';
import type { LintOptions } from './options.js';
import { namedRules } from './rule-choice.js';
import { ALL_RULES } from './rules/all.js';
import { unknownRule } from './rules/catalogue.js';
import { readSuppressions } from './suppressions/index.js';
import { worldServer } from './world-server.js';

export type { LintResult } from './lint-documents.js';

/**
 * Says everything that is wrong with some manifests. Pure: texts go in, findings come out; the same texts in any order
 * give the same answer. Never throws for what a text holds: what cannot be read is a finding too. Throws an Error for
 * a `k8s` or a rule that is not known.
 */
export function lint(sources: readonly Source[], options: LintOptions = {}): LintResult {
  for (const name of namedRules(options)) {
    const unknown = unknownRule(name);
    if (unknown !== undefined) throw new Error(unknown);
  }
  if (options.podSecurity !== undefined && !policyNamed(options.podSecurity))
    throw new Error(
      `${options.podSecurity} is no level of the Pod Security Standards: baseline, restricted:v1.30`,
    );
  const read: ReadResult = { documents: [], findings: [] };
  for (const source of sources) {
    const { documents, findings } = parseManifests(source);
    append(read.documents, documents);
    append(read.findings, findings);
  }
  const serverOf: ServerOfFiles = (version, values) =>
    worldServer(version, values, besideOf(options, version, ALL_KINDS));
  const suppressed = readSuppressions(sources, read.documents, options);
  const linted = lintDocuments(
    sources,
    { ...read, crds: parseAll(options.crds) },
    serverOf,
    options,
    ALL_RULES,
    suppressed,
    configurationFindings,
  );
  return resultOf(linted, withoutSecrets(linted.found, sources, read));
}
