/** The unified diff that the server puts behind a refusal to change a spec: JSON in Go's field names, indented by one blank. */

import type { JsonValue } from '../../api/json.js';
import type { Obj } from '../fields.js';
import { unifiedDiff } from '../go/unified-diff.js';
import { goValue } from '../go/value.js';

function structDiff(key: string, before: Obj, after: Obj): string {
  const shown = (value: Obj): string => indented(JSON.parse(goValue(key, value).printed) as JsonValue);
  return unifiedDiff(shown(before), shown(after));
}

/** JSON as Go's MarshalIndent writes it with one blank. */
function indented(value: JsonValue): string {
  return JSON.stringify(value, null, 1);
}

export function podSpecDiff(before: Obj, after: Obj): string {
  return structDiff('core.v1.PodSpec', before, after);
}

export function claimSpecDiff(before: Obj, after: Obj): string {
  return structDiff('core.v1.PersistentVolumeClaimSpec', before, after);
}

export function volumeSourceDiff(before: Obj, after: Obj): string {
  return structDiff('core.v1.PersistentVolumeSource', before, after);
}
