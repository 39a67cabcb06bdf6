/** The formats of `kubeplan lint`, by the name that `--format` takes. Adding one: its file, and its entry here. */
import { lintJson } from '../findings-json.js';
import type { LintFormatEntry } from './format.js';
import { text } from './text.js';

export const LINT_FORMATS = {
  text: () => text,
  compact: async () => (await import('./compact.js')).compact,
  json:
    () =>
    ({ result }) =>
      lintJson(result),
  sarif: async () => (await import('./sarif.js')).sarif,
  junit: async () => (await import('./junit.js')).junit,
  github: async () => (await import('./github.js')).github,
  gitlab: async () => (await import('./gitlab.js')).gitlab,
  checkstyle: async () => (await import('./checkstyle.js')).checkstyle,
  rdjson: async () => (await import('./rdjson.js')).rdjson,
  markdown: async () => (await import('./markdown.js')).markdown,
} satisfies Record<string, LintFormatEntry>;
