import type { Finding, RuleData } from '../api/finding.js';
import { isObject } from '../api/json.js';
import { NEWEST_VERSION } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import { fragmentOf } from '../schema/fragment.js';
import type { LintOptions } from './options.js';

export const FRAGMENT: RuleData = {
  name: 'schema/fragment',
  severity: 'error',
  summary: 'A piece of an object stands alone, without the apiVersion and kind that a manifest begins with.',
};
const BEGINS = 'a manifest begins with apiVersion and kind';

/** What is said of a document that is a piece of an object; undefined if it is a piece of none. */
export function fragmentFinding(
  document: Document,
  severity: Finding['severity'],
  { k8s: version = NEWEST_VERSION }: LintOptions,
): Finding | undefined {
  const { value } = document;
  const [key] = isObject(value) ? Object.keys(value) : [];
  const fragment = isObject(value) ? fragmentOf(version, value) : undefined;
  if (key === undefined || !fragment) return undefined;
  const { kind, steps } = fragment;
  const place = [...steps, key].join('.');
  const whole =
    key === 'metadata' && steps.length === 0
      ? 'an object'
      : steps[0] === 'metadata'
        ? `an object's metadata (${place})`
        : kind === 'Pod' && steps[0] === 'spec'
          ? `a Pod (${place}) or of a workload's template`
          : `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}${steps.length > 0 ? ` (${place})` : ''}`;
  const below = steps.length > 0 ? `, and indent this to stand below ${steps.join('.')}` : '';
  return {
    rule: FRAGMENT.name,
    severity,
    message: `${key} is a part of ${whole}: ${BEGINS}`,
    location: document.locate([key], 'key'),
    path: [key],
    hint: `write apiVersion, kind and metadata above it${below}`,
  };
}
