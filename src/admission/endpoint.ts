/** Whether an object is of the kind of the endpoint that it is sent to (k8s.io/apimachinery, the codecs' checks of apiVersion and kind). */

import { goStructOfKind } from '../api/go-types.js';
import type { JsonObject } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import { resources } from '../schema/resources.js';
import { badRequest, text } from './answer.js';
import { goQuote } from './field-errors.js';
import type { Refusal } from './kind.js';

const SCHEME = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30';

/** True for what a server tells of itself: nothing is written there (ComponentStatus). */
export function isReadOnly(version: KubernetesVersion, apiVersion: string, kind: string): boolean {
  const resource = resources(version).find(apiVersion, kind);
  return resource?.role === 'meta' && resource.plural !== '';
}

/** True for what is asked and never stored (reviews, bindings): there is nothing to update. */
export function isQuestion(version: KubernetesVersion, apiVersion: string, kind: string): boolean {
  return resources(version).find(apiVersion, kind)?.role === 'request';
}

/** What Go says of an `apiVersion` or a `kind` that is no text; undefined where both can be read. */
export function headerUnread(object: JsonObject): string | undefined {
  for (const name of ['apiVersion', 'kind']) {
    const value = object[name];
    if (value === undefined || value === null || typeof value === 'string') continue;
    const what = Array.isArray(value)
      ? 'array'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value === 'bigint'
          ? 'number'
          : typeof value;
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${what} into Go struct field .${name} of type string`;
  }
  return undefined;
}

/** What is wrong with `apiVersion` and `kind` themselves, for the endpoint asked. */
export function headerError(
  object: JsonObject,
  asked: { apiVersion: string; kind: string },
): Refusal | undefined {
  const unread = headerUnread(object);
  if (unread !== undefined) {
    return badRequest(
      undefined,
      `the object provided is unrecognized (must be of type ${asked.kind}): ${unread}`,
    );
  }
  const apiVersion = text(object, 'apiVersion') || asked.apiVersion;
  const kind = text(object, 'kind') || asked.kind;
  if (apiVersion === asked.apiVersion && kind === asked.kind) return undefined;
  if (apiVersion.split('/').length > 2) {
    return badRequest(
      undefined,
      `the object provided is unrecognized (must be of type ${asked.kind}): unexpected GroupVersion string: ${apiVersion}`,
    );
  }
  if (
    kind === asked.kind &&
    groupOf(apiVersion) === groupOf(asked.apiVersion) &&
    goStructOfKind(apiVersion, kind)
  ) {
    return badRequest(
      undefined,
      `the API version in the data (${apiVersion}) does not match the expected API version (${asked.apiVersion})`,
    );
  }
  if (!goStructOfKind(apiVersion, kind)) {
    return badRequest(
      { ...asked, object },
      `no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion)} in scheme ${goQuote(SCHEME)}`,
    );
  }
  return undefined;
}
