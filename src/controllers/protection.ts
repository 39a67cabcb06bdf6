/** Claims and volumes in use are not deleted under their users (pkg/controller/volume/pvcprotection, pvprotection). */
import { keyOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { uses } from './persistentvolume.js';

const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';

/** Lets a deleted claim go when no pod uses it, a deleted volume when it is not bound. */
export const protection: Controller = controller(
  'protection',
  {
    PersistentVolumeClaim: ({ object }) => [`claim ${keyOf(object)}`],
    PersistentVolume: ({ object }) => [`volume ${keyOf(object)}`],
    Pod: claimsLeft,
  },
  (session, id) => {
    const [type, key = ''] = id.split(' ');
    if (type === 'claim') {
      const claim = session.cluster.get('PersistentVolumeClaim', key);
      const used = (pod: Pod) =>
        !isPodTerminal(pod) && Boolean(pod.spec.nodeName) && uses(pod, claim?.metadata.name);
      if (claim && !session.cluster.list('Pod', claim.metadata.namespace).some(used))
        release(session, claim, CLAIM_FINALIZER);
    } else {
      const volume = session.cluster.get('PersistentVolume', key);
      if (volume && volume.status?.phase !== 'Bound') release(session, volume, VOLUME_FINALIZER);
    }
  },
);

function claimsLeft({ verb, object }: Seen): string[] {
  const pod = object as Pod;
  if (verb !== 'delete' && !isPodTerminal(pod)) return [];
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const { claimName } = (volume['persistentVolumeClaim'] ?? {}) as { claimName?: string };
    return claimName ? [`claim ${pod.metadata.namespace}/${claimName}`] : [];
  });
}

function release(session: Session, object: KubeObject, finalizer: string): void {
  if (!object.metadata.deletionTimestamp || !object.metadata.finalizers?.includes(finalizer)) return;
  const finalizers = object.metadata.finalizers.filter((one) => one !== finalizer);
  session.update({ ...object, metadata: { ...object.metadata, finalizers } });
}
