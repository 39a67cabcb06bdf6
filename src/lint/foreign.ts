import type { Finding } from '../api/finding.js';
import type { Document } from '../manifest/document.js';
import type { LintOptions } from './options.js';

/** A file in which nothing is a Kubernetes object. */
const NO_OBJECT = 'input/no-object';
const SKIP = 'leave such files out, or pass --skip-non-kubernetes';

/**
 * What is said of files that hold no Kubernetes object: a remark beside others that do, an error when there is nothing
 * else, nothing at all when they were to be skipped.
 */
export function foreignFindings(
  foreign: readonly Document[],
  objects: number,
  options: LintOptions,
): Finding[] {
  if (options.skipNonKubernetes) return [];
  return foreign.map((document) => ({
    rule: NO_OBJECT,
    severity: objects > 0 ? 'info' : 'error',
    message:
      'no document of this file is a Kubernetes object (none has apiVersion and kind): it was not checked',
    location: startOf(document),
    hint: SKIP,
  }));
}

/** The first thing of the document: where its apiVersion would stand. */
function startOf(document: Document): Finding['location'] {
  const { file, start } = document.locate([]);
  return { file, start, end: start };
}

/** What is said of a document among manifests that is not even a mapping: a list, a text, a number. */
export function notAMapping(document: Document): Finding {
  return {
    rule: 'schema/missing-kind',
    severity: 'error',
    message: 'this document is not a Kubernetes object: it is no mapping with apiVersion and kind',
    location: startOf(document),
    path: [],
  };
}
