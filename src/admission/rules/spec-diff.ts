/** The unified diff that the server puts behind a refusal to change a spec: JSON in Go's field names, indented by one blank. */
import { structuredPatch } from 'diff';
import type { JsonValue } from '../../api/json.js';
import type { Obj } from '../fields.js';
import { goValue } from './go-value.js';

const CONTEXT = 3;

/** The hunks that lead from one text to the other, without file names. */
export function unifiedDiff(before: string, after: string): string {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: CONTEXT });
  let text = '';
  for (const hunk of hunks) {
    text += `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@\n`;
    for (const line of hunk.lines) if (!line.startsWith('\\')) text += `${line}\n`;
  }
  return text;
}

function structDiff(key: string, before: Obj, after: Obj): string {
  const shown = (value: Obj): string => indented(JSON.parse(goValue(key, value).printed) as JsonValue, '');
  return unifiedDiff(shown(before), shown(after));
}

/** JSON as Go's MarshalIndent writes it with one blank: empty objects and lists stay on their line. */
function indented(value: JsonValue, margin: string): string {
  return JSON.stringify(value, null, 1).replaceAll('\n', `\n${margin}`);
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
