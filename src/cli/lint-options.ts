/** What `kubeplan lint` is asked, and what it comes to. */
import type { FeatureGates } from '../api/gates.js';
import type { PortRange } from '../api/port-range.js';
import type { Shard } from '../api/shard.js';
import type { KubernetesVersion } from '../api/version.js';
import type { LintResult } from '../lint/lint-documents.js';
import type { Source } from '../manifest/document.js';
import type { LintPart } from '../report/lint-blob.js';
import type { LINT_FORMATS } from '../report/lint-formats/index.js';
import type { BaselineOptions } from './baseline.js';
import type { AskedShard, Output } from './options.js';
import type { RuleOptions } from './rule-options.js';
import type { SourceOptions } from './source-options.js';

export type LintFormatName = keyof typeof LINT_FORMATS | 'blob';

/** The options as commander keeps them. */
export interface LintCommandOptions extends RuleOptions, SourceOptions, BaselineOptions {
  /** Oldest first. */
  k8s: readonly KubernetesVersion[];
  gates?: ReadonlyMap<KubernetesVersion, FeatureGates>;
  nodePortRange?: PortRange;
  podSecurity?: string;
  format: Output<LintFormatName>[];
  /** The file of a cache; empty for the user's own. */
  cache?: string;
  /** Whether a path leads to anything, if not by looking. */
  isThere?: (path: string) => boolean;
  shard?: AskedShard;
  /** The same, once it is known. */
  part?: Shard;
  crd?: string[];
  policy?: string[];
  cluster?: string[];
  quiet?: boolean;
  verbose?: boolean;
  since?: string;
  within?: string[];
  fix?: boolean;
  fixDryRun?: boolean;
  strict?: boolean;
  maxWarnings?: number;
  reportOnly?: boolean;
  closedWorld?: boolean;
  openWorld?: boolean;
  strictKinds?: boolean;
  ignoreUnknownKinds?: boolean;
  skipNonKubernetes?: boolean;
}

/** The answer, and the texts that it is about. */
export interface Checked {
  sources: Source[];
  /** Texts that nothing was looked for in, and that findings stand in: what others were rendered from. */
  beside: Source[];
  result: LintResult;
  /** What has to be known of how they were read. */
  notes: string[];
  /** The files that were not to be read. */
  excluded: string[];
  /** Where only a part is told, or is to be kept: what falls to it, with all texts that were read. */
  part?: LintPart & { inputs: readonly Source[] };
}
