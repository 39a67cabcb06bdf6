/** The Kubernetes minors that kubeplan knows, oldest first. */
export const KUBERNETES_VERSIONS = [
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

export const NEWEST_VERSION: KubernetesVersion = '1.37';

/** What is said of a text that is none of them: those that there are, and of a version the nearest. */
export function unknownVersion(text: string): string {
  const known = `kubeplan knows Kubernetes ${KUBERNETES_VERSIONS.join(', ')}`;
  const [, minor] = WRITTEN.exec(text.trim()) ?? [];
  if (minor === undefined) return known;
  const nearest = isBefore(minor, KUBERNETES_VERSIONS[0]) ? KUBERNETES_VERSIONS[0] : NEWEST_VERSION;
  return `${known}; the nearest is ${nearest}`;
}

/** A version as a user writes it: its minor, its patch. */
const WRITTEN = /^v?(\d+\.\d+)(?:\.(\d+))?(?:[-+].*)?$/;

/** The version that a caller asks for, the newest unless told. Throws where kubeplan does not know it: types may be absent. */
export function knownVersion(version: KubernetesVersion = NEWEST_VERSION): KubernetesVersion {
  if (KUBERNETES_VERSIONS.includes(version)) return version;
  throw new Error(`k8s cannot be ${version}. ${unknownVersion(version)}.`);
}

const RANKS: ReadonlyMap<string, number> = new Map(KUBERNETES_VERSIONS.map((version, at) => [version, at]));

/**
 * The minor meant by what a user writes: `1.36`, `v1.36`, `1.36.2`, `v1.31.14+k3s1`.
 * Undefined for anything that is not a version kubeplan knows.
 */
export function parseVersion(text: string): KubernetesVersion | undefined {
  const [, minor] = WRITTEN.exec(text.trim()) ?? [];
  return KUBERNETES_VERSIONS.find((version) => version === minor);
}

/** The patch that a user names: 2 of `v1.35.2+k3s1`. */
export function parsePatch(text: string): number | undefined {
  const [, , patch] = WRITTEN.exec(text.trim()) ?? [];
  return patch === undefined ? undefined : Number(patch);
}

/**
 * Whether a version is that of a minor, or newer: for what came with it. Where only some minors were looked at, that is
 * the earliest of those that have it.
 */
export function atLeast(version: string, minor: string): boolean {
  return compareVersions(version, minor) >= 0;
}

/** Whether a version is that of a minor, or older: for what went after it. */
export function atMost(version: string, minor: string): boolean {
  return compareVersions(version, minor) <= 0;
}

/** Whether a version is older than the minor that brought something. */
export function isBefore(version: string, minor: string): boolean {
  return compareVersions(version, minor) < 0;
}

/** Negative, zero or positive as `a` is older than, the same as or newer than `b` (both `MAJOR.MINOR`). */
function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [known, other] = [RANKS.get(a), RANKS.get(b)];
  if (known !== undefined && other !== undefined) return known - other;
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
