import { atLeast, type KubernetesVersion } from '../api/version.js';
import { lifecycles } from './files.js';
import type { LifecycleEntry } from './set.js';

/** Where an API stands in a Kubernetes minor. */
type LifecycleState = 'not-yet' | 'served' | 'deprecated' | 'removed';

export interface Lifecycle extends LifecycleEntry {
  state: LifecycleState;
}

/**
 * When `kind` of `apiVersion` came, was called deprecated, was or will be removed (minors, `1.22`), what replaces it,
 * and where it stands in `version`. Undefined for APIs that are not Kubernetes' own.
 * Follows the lifecycle tags of k8s.io/api (`zz_generated.prerelease-lifecycle.go`).
 */
export function lifecycle(
  version: KubernetesVersion,
  apiVersion: string,
  kind: string,
): Lifecycle | undefined {
  const table = lifecycles();
  const kinds = Object.hasOwn(table, apiVersion) ? table[apiVersion] : undefined;
  const entry = kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return entry && { ...entry, state: stateOf(entry, version) };
}

function stateOf(entry: LifecycleEntry, version: string): LifecycleState {
  const reached = (minor: string | undefined) => minor !== undefined && atLeast(version, minor);
  if (reached(entry.removed)) return 'removed';
  if (!reached(entry.introduced)) return 'not-yet';
  return reached(entry.deprecated) ? 'deprecated' : 'served';
}
