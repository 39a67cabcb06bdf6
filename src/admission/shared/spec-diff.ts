/** The unified diff that the server puts behind a refusal to change a spec: JSON in Go's field names, indented by one blank. */

import type { JsonValue } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import { unifiedDiff } from '../go/unified-diff.js';
import { goValue } from '../go/value.js';
import type { Struct, StructName } from '../typed.js';

function structDiff<N extends StructName>(
  key: N,
  before: Struct<N>,
  after: Struct<N>,
  version: KubernetesVersion,
): string {
  const shown = (value: Struct<N>): string =>
    indented(JSON.parse(goValue(key, value).print(version)) as JsonValue);
  return unifiedDiff(shown(before), shown(after));
}

/** JSON as Go's MarshalIndent writes it with one blank. */
function indented(value: JsonValue): string {
  return JSON.stringify(value, null, 1);
}

export function podSpecDiff(
  before: Struct<'core.v1.PodSpec'>,
  after: Struct<'core.v1.PodSpec'>,
  version: KubernetesVersion,
): string {
  return structDiff('core.v1.PodSpec', before, after, version);
}

export function claimSpecDiff(
  before: Struct<'core.v1.PersistentVolumeClaimSpec'>,
  after: Struct<'core.v1.PersistentVolumeClaimSpec'>,
  version: KubernetesVersion,
): string {
  return structDiff('core.v1.PersistentVolumeClaimSpec', before, after, version);
}

export function volumeSourceDiff(
  before: Struct<'core.v1.PersistentVolumeSource'>,
  after: Struct<'core.v1.PersistentVolumeSource'>,
  version: KubernetesVersion,
): string {
  return structDiff('core.v1.PersistentVolumeSource', before, after, version);
}
