/** What every namespace has: the ServiceAccount `default` and the ConfigMap of the cluster's CA (pkg/controller/serviceaccount, certificates/rootcacertpublisher). */
import type { AnyObject } from '../api/objects.js';
import { type Controller, controller, type Seen } from './controller.js';

/** Makes (again) what every active namespace has. */
export const serviceAccount: Controller = controller(
  'serviceaccount',
  {
    Namespace: ({ object }) => [object.metadata.name ?? ''],
    ServiceAccount: itsNamespace,
    ConfigMap: itsNamespace,
  },
  (session, name) => {
    const namespace = session.cluster.get('Namespace', name);
    if (!namespace || namespace.metadata.deletionTimestamp) return;
    for (const [kind, objectName] of [
      ['ServiceAccount', 'default'],
      ['ConfigMap', 'kube-root-ca.crt'],
    ] as const) {
      if (session.cluster.get(kind, `${name}/${objectName}`)) continue;
      const object: AnyObject = { apiVersion: 'v1', kind, metadata: { name: objectName, namespace: name } };
      session.create(kind === 'ConfigMap' ? { ...object, data: { 'ca.crt': '' } } : object);
    }
  },
);

function itsNamespace({ verb, object }: Seen): string[] {
  return verb === 'delete' && object.metadata.namespace ? [object.metadata.namespace] : [];
}
