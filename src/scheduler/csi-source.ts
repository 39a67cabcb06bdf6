/** The CSI drivers that look after volumes, those too that are written as in-tree sources (csi-translation-lib). */
import type { JsonObject } from '../api/json.js';
import type { PersistentVolume } from '../api/workloads.js';

/** In-tree volume sources that CSI drivers have taken over: source, provisioner, driver. */
export const MIGRATED = [
  { source: 'awsElasticBlockStore', provisioner: 'kubernetes.io/aws-ebs', driver: 'ebs.csi.aws.com' },
  { source: 'gcePersistentDisk', provisioner: 'kubernetes.io/gce-pd', driver: 'pd.csi.storage.gke.io' },
  { source: 'azureDisk', provisioner: 'kubernetes.io/azure-disk', driver: 'disk.csi.azure.com' },
  { source: 'cinder', provisioner: 'kubernetes.io/cinder', driver: 'cinder.csi.openstack.org' },
  { source: 'portworxVolume', provisioner: 'kubernetes.io/portworx-volume', driver: 'pxd.portworx.com' },
];

/** The driver of a volume and the volume's handle; `migrating`: of in-tree sources too. */
export function csiSource(
  volume: PersistentVolume,
  migrating: boolean,
): { driver: string; handle: string } | undefined {
  const csi = volume.spec?.csi;
  if (csi) {
    const { driver = '', volumeHandle: handle = '' } = csi;
    return driver && handle ? { driver, handle } : undefined;
  }
  const spec = (volume.spec ?? {}) as JsonObject;
  const found = MIGRATED.find(({ source }) => spec[source]);
  if (!found || !migrating) return undefined;
  return { driver: found.driver, handle: diskHandle(spec[found.source] as JsonObject) };
}

/** What tells one disk of an in-tree source from another. */
export function diskHandle(source: JsonObject): string {
  return String(source['volumeID'] ?? source['pdName'] ?? source['diskURI'] ?? '');
}
