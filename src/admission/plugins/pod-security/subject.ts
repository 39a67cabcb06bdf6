/** A pod as the checks of Pod Security see it, and the words that they share (k8s.io/pod-security-admission/policy). */
import type { Path } from '../../../api/json.js';
import { atLeast } from '../../../api/version.js';
import { boolPtr, list, obj, ptr, str } from '../../fields.js';
import type { Container, PodSpec } from '../../shared/structs.js';
import type { Struct, Unnamed } from '../../typed.js';

/** The security context of a pod or of a container: what both have. */
export type SecurityContext = Struct<'core.v1.PodSecurityContext' | 'core.v1.SecurityContext'>;

/** A pod as the checks see it. `version` is that of the policy, `1.25`; the newest with checks of its own for later ones. */
export interface Subject {
  annotations: Unnamed;
  spec: PodSpec;
  version: string;
}

/** Why a check fails: `reason (detail)`. */
export interface Failure {
  reason: string;
  detail?: string;
  /** What is at fault, from the root of the pod: fields that are there, or that would have to be. */
  places: readonly Path[];
}

interface Named {
  container: Container;
  name: string;
  path: Path;
}

/** The pod's own security context, and where it stands. */
export const POD_CONTEXT: Path = ['spec', 'securityContext'];

export function quoted(texts: Iterable<string>): string {
  // As the server does it: what stands inside is not escaped.
  return [...texts].map((text) => `"${text}"`).join(', ');
}

export function sortedQuoted(texts: Iterable<string>): string {
  return quoted([...new Set(texts)].sort());
}

export function allContainers(spec: PodSpec): Named[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((which) =>
    list(spec, which).map((container, index) => ({
      container,
      name: str(container, 'name'),
      path: ['spec', which, index],
    })),
  );
}

export function contextOf({ container }: Named): Struct<'core.v1.SecurityContext'> {
  return obj(container, 'securityContext');
}

/** A field of containers. */
export function placesIn(found: readonly Named[], ...steps: Path): Path[] {
  return found.map(({ path }) => [...path, ...steps]);
}

/** A field of the security context of whoever sets it. */
export function contextPlaces(byPod: boolean, found: readonly Named[], ...steps: Path): Path[] {
  return [...(byPod ? [[...POD_CONTEXT, ...steps]] : []), ...placesIn(found, 'securityContext', ...steps)];
}

export function said(found: readonly Named[]): string {
  return `container${found.length === 1 ? '' : 's'} ${quoted(found.map(({ name }) => name))}`;
}

/** `pod and container "a"`: who sets what must not be. */
export function setters(byPod: boolean, found: readonly Named[]): string {
  return [...(byPod ? ['pod'] : []), ...(found.length > 0 ? [said(found)] : [])].join(' and ');
}

/** Since these minors the policy asks less of pods of Windows, and of those with users of their own. */
const WINDOWS_SINCE = '1.25';
const OWN_USERS_SINCE = '1.35';

export function isWindows({ spec, version }: Subject): boolean {
  return atLeast(version, WINDOWS_SINCE) && str(obj(spec, 'os'), 'name') === 'windows';
}

/** With users of its own the pod's root is nobody on the node. */
export function hasOwnUsers({ spec, version }: Subject): boolean {
  return atLeast(version, OWN_USERS_SINCE) && boolPtr(spec, 'hostUsers') === false;
}

export function profileType(
  context: SecurityContext,
  field: 'appArmorProfile' | 'seccompProfile',
): string | undefined {
  const profile = ptr(context, field);
  return profile ? str(profile, 'type') : undefined;
}

/** The types of profile that every pod may have. */
export const GOOD_PROFILES: ReadonlySet<string> = new Set(['RuntimeDefault', 'Localhost']);
