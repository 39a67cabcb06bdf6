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

/**
 * What `LEVEL` or `LEVEL:VERSION` asks for: `restricted`, `baseline:v1.30`, `restricted:latest`; undefined for what names no
 * level or no version.
 */
export function policyNamed(text: string): Policy | undefined {
  const [level = '', version = 'latest', ...more] = text.split(':');
  const written = /^\d/.test(version) ? `v${version}` : version;
  const policy = policyOf(
    { [`${PREFIX}enforce`]: level, [`${PREFIX}enforce-version`]: written },
    'enforce',
    'restricted',
  );
  return LEVELS.includes(level) && policy.shown === written && more.length === 0 ? policy : undefined;
}

/** Whether whoever is held to `policy` is held to all of `other`. */
export function isAsStrict(policy: Policy, other: Policy): boolean {
  const isLater = policy.shown === other.shown || policy.shown === 'latest';
  return isLater && LEVELS.indexOf(policy.level) >= LEVELS.indexOf(other.level);
}

/** What a namespace's labels ask for in a mode (`enforce`, `warn`); `fallback`: for a level that is none. */
export function policyOf(labels: Readonly<Record<string, string>>, mode: string, fallback: Level): Policy {
  const given = labels[`${PREFIX}${mode}`];
  const level = given === undefined ? 'privileged' : LEVELS.includes(given) ? (given as Level) : fallback;
  const text = labels[`${PREFIX}${mode}-version`] ?? 'latest';
  const asked = /^v(1\.(?:\d|[1-9]\d*))$/.exec(text)?.[1];
  if (asked === undefined) return { level, version: NEWEST, shown: 'latest' };
  return { level, version: isBefore(asked, NEWEST) ? asked : NEWEST, shown: text };
}
