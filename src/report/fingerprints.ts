import type { Finding } from '../api/finding.js';
import { sha256 } from '../api/sha256.js';
import { fileNameOf } from './said.js';

/**
 * What each finding is recognised by when lines move: 64 hexadecimal digits of its key, its file and, of several that have these
 * in common, which of them it is.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  return findings.map(({ key, rule, location }) => {
    const text = `${key ?? rule}\0${fileNameOf(location.file)}`;
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    return sha256(`${text}\0${count}`);
  });
}
