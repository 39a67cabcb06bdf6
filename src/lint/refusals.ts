/** Refusals of whole objects, and of the pods that come of them, as findings. */

import type { WarningCause } from '../admission/plugin.js';
import type { ExpressionWarning } from '../admission/plugins/policy/type-check.js';
import type { Finding, RuleData } from '../api/finding.js';
import type { Path } from '../api/json.js';
import type { Refusal } from './files-server.js';
import { type LintObject, locationOf } from './object.js';
import type { Objects } from './objects.js';
import { PODS_REFUSED, REFUSED, WARNING } from './rules/server.js';
import { deciderNote, gist } from './server.js';

const WHOLE: Path = ['metadata', 'name'];
/** What comes before the reason in a refusal of a plugin: `pods "web-" is forbidden: `. */
const FORBIDDEN = /^\S+ "(?:[^"\\]|\\.)*" is forbidden: /;

/** What the server says of an object that it refuses for what others in the world say. */
export function refusalFinding(object: LintObject, refusal: Refusal, objects: Objects): Finding {
  const { message, missing, places = [] } = refusal;
  const rule = missing ? { ...REFUSED, severity: 'info' as const } : REFUSED;
  // What is not there may be in the cluster.
  const told = missing ? `it is refused unless the cluster has the ${missing.kind} ${missing.name}` : message;
  return finding(object, rule, { told, places, refusal }, objects);
}

/** What the server says of the pods of a workload that it takes; `template` is where the pods' root is written. */
export function podRefusalFinding(
  object: LintObject,
  { refusal, template }: { refusal: Refusal; template: Path },
  objects: Objects,
): Finding {
  const { message, errors = [], places = errors.map(({ path }) => path) } = refusal;
  const why =
    errors.length > 0
      ? errors.map((error) => `${error.field}: ${error.message}`).join('; ')
      : message.replace(FORBIDDEN, '');
  const inTemplate = places.map((place) => [...template, ...place]);
  const told = `its pods are refused: ${gist(why)}`;
  const at = inTemplate.length > 0 ? inTemplate : [template];
  return finding(object, PODS_REFUSED, { told, places: at, refusal }, objects);
}

/** What the server warns of for what others in the world say. */
export function causedWarning(
  object: LintObject,
  message: string,
  cause: WarningCause,
  objects: Objects,
): Finding {
  return finding(
    object,
    WARNING,
    { told: message, places: cause.places, refusal: { message, ...cause } },
    objects,
  );
}

/** What a policy's status will say of an expression, as far as it is wrong for each kind that the policy is about. */
export function typeCheckFinding(
  object: LintObject,
  { path, fieldRef, warning, mistakes }: ExpressionWarning,
): Finding | undefined {
  // An expression may ask for the kind before it reads what only that has.
  const wrong = mistakes.filter(({ always }) => always);
  if (wrong.length === 0) return undefined;
  const told = wrong.map(({ message, kinds }) => `${message} (${kinds.join(', ')})`).join('; ');
  return {
    rule: WARNING.name,
    severity: WARNING.severity,
    message: told,
    location: locationOf(object, path),
    object: object.ref,
    path,
    server: { field: fieldRef, message: warning.trimEnd() },
  };
}

/** What the server warns of in a workload for which it then refuses the pods: it is the same thing. */
export function warningOfRefusal({ message }: Refusal): string {
  return message.replace(FORBIDDEN, 'would ').replace('would violates ', 'would violate ');
}

function finding(
  object: LintObject,
  { name, severity }: RuleData,
  { told, places, refusal }: { told: string; places: readonly Path[]; refusal: Refusal },
  objects: Objects,
): Finding {
  const [path = [], ...others] = places;
  const { hint, related = [] } = refusal.by ? deciderNote(refusal.by, objects) : {};
  const location = locationOf(object, path.length > 0 ? path : WHOLE);
  const seen = new Set([location.start.offset]);
  for (const place of others) {
    const other = locationOf(object, place);
    if (!seen.has(other.start.offset)) related.push({ message: 'and', location: other });
    seen.add(other.start.offset);
  }
  return {
    rule: name,
    severity,
    message: told,
    location,
    object: object.ref,
    path,
    ...(related.length > 0 && { related }),
    ...(hint !== undefined && { hint }),
    server: { field: '', message: refusal.message },
  };
}
