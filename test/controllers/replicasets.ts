/** ReplicaSets and their pods. */
import { at, type Given, made, managedBy, ready } from './look.js';

export const LABELS = { app: 'web' };
const CONTAINERS = [{ name: 'app', image: 'app:1' }];
export const TEMPLATE = { metadata: { labels: LABELS }, spec: { containers: CONTAINERS } };

/** A ReplicaSet of so many pods. */
export function set(
  replicas: number | undefined,
  { metadata = {}, status, ...spec }: Given = {},
  name = 'web',
) {
  return made('ReplicaSet', name, {
    metadata,
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      selector: { matchLabels: LABELS },
      template: TEMPLATE,
      ...spec,
    },
    ...(status ? { status } : {}),
  });
}

/** A pod of the ReplicaSet, or of another, or of nobody (null). */
export function pod(
  name: string,
  status: object = ready(),
  {
    metadata = {},
    by = set(1),
    node = 'n',
  }: { metadata?: object; by?: ReturnType<typeof made> | null; node?: string } = {},
) {
  return made('Pod', name, {
    metadata: { labels: LABELS, ...(by ? { ownerReferences: [managedBy(by)] } : {}), ...metadata },
    spec: { containers: CONTAINERS, ...(node ? { nodeName: node } : {}) },
    status,
  });
}
/** Of a pod that was deleted and still has its grace period. */
export const LEAVING = { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 };
