import type { LintResult } from '../../lint/lint-documents.js';
import type { Source } from '../../manifest/document.js';
import type { Style } from '../style.js';

/** All that a format of `kubeplan lint` can tell of. */
export interface LintAnswer {
  result: LintResult;
  /** The texts that were looked at, as they are by now. */
  sources: readonly Source[];
  /** How many findings `--fix` has mended in them; undefined where it was not asked for. */
  mended?: number;
  /** Options that a proposed command has to have again. */
  words?: readonly string[];
  /** Says everything at each of its places. */
  verbose?: boolean;
  /** Warnings are as bad as errors. */
  strict?: boolean;
  /** The version of this kubeplan, for those that tell it. */
  kubeplan?: () => string;
  /** Of the stream that is written to; a file has none. */
  style?: Style;
  width?: number;
}

/** What linting came to, as one text with a line end behind it; of nothing, none. */
export type LintFormat = (answer: LintAnswer) => string;

/** What gives a format: those that not every run needs are loaded then. */
export type LintFormatEntry = () => LintFormat | Promise<LintFormat>;
