import type { Finding } from '../api/finding.js';
import { listed } from '../api/text.js';
import { asTold } from './collector.js';
import type { Shown } from './hidden.js';
import type { Linted } from './lint-documents.js';

/** What is found for one Kubernetes. */
interface OfVersion {
  linted: Linted;
  shown: Shown;
}

/**
 * What is found for several Kubernetes versions, oldest first, as one: a finding that does not hold for all of them says for
 * which it does. What else linting comes to is that of the newest.
 */
export function ofVersions(all: readonly OfVersion[]): OfVersion {
  const versions = all.map(({ linted }) => linted.version);
  const merged = new Map<string, { finding: Finding; holds: typeof versions }>();
  for (const { linted, shown } of all) {
    for (const finding of shown.findings) {
      const key = keyOf(finding);
      const known = merged.get(key);
      // The newest one tells it: what it proposes is what there is to do.
      merged.set(key, { finding, holds: [...(known?.holds ?? []), linted.version] });
    }
  }
  const findings = [...merged.values()].map(({ finding, holds }): Finding => {
    if (holds.length === versions.length) return finding;
    return { ...finding, message: `${finding.message} (Kubernetes ${listed(holds)})`, versions: holds };
  });
  const { linted, shown } = all.at(-1)!;
  return {
    linted: { ...linted, found: findings, versions },
    shown: { ...shown, findings: asTold(findings) },
  };
}

function keyOf({ rule, severity, location, message, path }: Finding): string {
  const { file, start, end } = location;
  return JSON.stringify([rule, severity, file, start.offset, end.offset, message, path]);
}
