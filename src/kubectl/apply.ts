/** kubectl apply -f MANIFEST [--server-side] [--field-manager=NAME] [--force-conflicts] (k8s.io/kubectl/pkg/cmd/apply) */
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { unservedStatus } from '../apiserver/admit-object.js';
import type { Client } from './client.js';
import { get } from './client.js';
import { clientSideApply } from './client-side-apply.js';
import { generateNameError } from './not-applied.js';
import { clientError, type Outcome } from './outcome.js';
import { type ApplyOptions, serverSideApply } from './server-side-apply.js';

/** Applies one manifest, its namespace filled in. */
export function apply(client: Client, manifest: KubeObject, options: ApplyOptions = {}): Outcome {
  const nameless = generateNameError(manifest);
  if (nameless !== undefined) return clientError(nameless);
  const unserved = unservedStatus(client.cluster, manifest.apiVersion, manifest.kind);
  if (unserved) return { refusal: unserved, warnings: [], changed: false };
  const live = get(client, { kind: kindOf(manifest), key: keyOf(manifest) });
  return options.serverSide
    ? serverSideApply(client, manifest, live, options)
    : clientSideApply(client, manifest, live);
}
