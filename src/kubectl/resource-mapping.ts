/** kubectl asks once, before it applies anything, which resource each kind is (k8s.io/cli-runtime/pkg/resource). */
import { valueAt } from '../api/json.js';
import { groupOf, nameText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { definitionsIn } from '../apiserver/definitions.js';
import type { Status } from '../apiserver/request.js';
import { definesKind, servedKind } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Document } from '../manifest/document.js';
import { noMatch } from '../schema/api-version.js';

export interface FromFile {
  object: KubeObject;
  location?: { file: string };
  /** The manifest as it is written: without the namespace that it goes to. */
  document?: Document;
}

const NOT_FOUND = 'resource mapping not found';

/** The definitions among manifests, whatever a server says of them; undefined where there is none. */
export function definitionsAmong(
  manifests: readonly { object: KubeObject }[],
  { version }: Cluster,
): Cluster | undefined {
  const coming = definitionsIn(
    manifests.map(({ object }) => object),
    version,
  );
  return coming.kinds().length === 0 ? undefined : coming;
}

/**
 * Why a manifest is not applied whose definition comes in the same run, and is not there when kubectl asks for the kind, or
 * was not taken. Undefined for kinds that are served, and for those of which nothing is known.
 */
export function mappingError(
  manifest: FromFile,
  asked: Cluster,
  coming: Cluster | undefined,
): Status | undefined {
  const { apiVersion, kind } = manifest.object;
  if (!coming || servedKind(asked, apiVersion, kind)) return undefined;
  return definesKind(coming, groupOf(apiVersion), kind) ? notMapped(manifest) : undefined;
}

function notMapped({ object, location, document }: FromFile): Status {
  const { apiVersion, kind, metadata } = object;
  const written = document ? valueAt(document.value, ['metadata', 'namespace']) : metadata.namespace;
  const namespace = typeof written === 'string' ? written : '';
  const message = `${NOT_FOUND} for name: "${nameText(metadata.name)}" namespace: "${namespace}" from "${location?.file ?? '-'}": ${noMatch(apiVersion, kind)}\nensure CRDs are installed first`;
  return { code: 0, reason: '', message };
}

/** True for the words of such an error. */
export function isMappingError(message: string): boolean {
  return message.startsWith(NOT_FOUND);
}
