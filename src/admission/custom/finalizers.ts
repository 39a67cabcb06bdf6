/** Finalizers of custom resources (apiextensions-apiserver pkg/registry/customresource/validator.go). */
import { isBefore, type KubernetesVersion } from '../../api/version.js';
import { inWordsOf, wording } from '../../api/wording.js';
import { goQuote } from '../field-errors.js';
import { strings } from '../fields.js';
import { STANDARD_FINALIZERS } from '../shared/object-meta.js';
import type { ObjectMeta } from '../shared/structs.js';

/** Since this minor the server warns of them. */
const UNQUALIFIED_SINCE: KubernetesVersion = '1.29';
/** What a domain still wants. */
const WITH_PATH = wording(' including a path (/)', { '1.31': '' });

/** What the server says of finalizers that are new and name no domain with a path behind it. */
export function finalizerWarnings(
  metadata: ObjectMeta,
  old: ObjectMeta | undefined,
  version: KubernetesVersion,
): string[] {
  if (isBefore(version, UNQUALIFIED_SINCE)) return [];
  const before = new Set(old ? strings(old, 'finalizers') : []);
  const added = new Set(strings(metadata, 'finalizers').filter((one) => !before.has(one)));
  return [...added]
    .filter((one) => !one.includes('/') && !STANDARD_FINALIZERS.has(one))
    .sort()
    .map((one) => {
      const path = one.includes('.') ? inWordsOf(version, WITH_PATH) : '';
      const why = 'to avoid accidental conflicts with other finalizer writers';
      return `metadata.finalizers: ${goQuote(one)}: prefer a domain-qualified finalizer name${path} ${why}`;
    });
}
