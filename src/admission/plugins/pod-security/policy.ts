/** Levels and versions, as labels of namespaces name them (k8s.io/pod-security-admission/api). */
import { isBefore } from '../../../api/version.js';

/** What the labels begin with. */
export const PREFIX = 'pod-security.kubernetes.io/';
/** The newest minor that has checks of its own. */
const NEWEST = '1.35';

export type Level = 'privileged' | 'baseline' | 'restricted';

/** What one mode asks of pods. */
export interface Policy {
  level: Level;
  version: string;
  /** As the server writes it: `v1.25`, `latest`. */
  shown: string;
}

/** From the loosest to the strictest. */
export const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** What a namespace's labels ask for in a mode (`enforce`, `warn`); `fallback`: for a level that is none. */
export function policyOf(labels: Readonly<Record<string, string>>, mode: string, fallback: Level): Policy {
  const given = labels[`${PREFIX}${mode}`];
  const level = given === undefined ? 'privileged' : LEVELS.includes(given) ? (given as Level) : fallback;
  const text = labels[`${PREFIX}${mode}-version`] ?? 'latest';
  const asked = /^v(1\.(?:\d|[1-9]\d*))$/.exec(text)?.[1];
  if (asked === undefined) return { level, version: NEWEST, shown: 'latest' };
  return { level, version: isBefore(asked, NEWEST) ? asked : NEWEST, shown: text };
}
