import type { Volume } from '../../api/objects.js';
import { inWordsOf, wording } from '../../api/wording.js';
import type { NodeInfo } from '../node-info.js';
import type { PluginFactory } from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import { SKIP, SUCCESS, unresolvable, unschedulable } from '../status.js';
import { claimNotFound, claimsOf } from '../volumes.js';

const DISK_IN_USE = unschedulable('node(s) had no available disk');
const ONE_POD_ONLY = wording(
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
  {
    '1.32': 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
  },
);

type Source = Record<string, unknown> | undefined;

/** Keeps a pod off nodes where another one has its disk, and from claims that allow only one pod. */
export const volumeRestrictions: PluginFactory = (_args, version) => ({
  name: 'VolumeRestrictions',
  preFilter: ({ pod, state }) => {
    const onePodOnly = unschedulable(inWordsOf(version, ONE_POD_ONLY));
    const disks = (pod.pod.spec.volumes ?? []).filter(isDisk);
    const single = new Set<string>();
    for (const { name, ephemeral, claim } of claimsOf(pod.pod, state)) {
      if (ephemeral) continue;
      if (!claim) return unresolvable(claimNotFound(name));
      if (claim.spec?.accessModes?.includes('ReadWriteOncePod')) single.add(`${pod.namespace}/${name}`);
    }
    const isUsed = (claim: string) => state.claimUsers(claim) > 0;
    let conflicts = [...single].filter(isUsed).length;
    if (disks.length === 0 && conflicts === 0) return SKIP;
    const shift = (other: PodInfo, by: 1 | -1) => {
      for (const claim of other.claims) if (single.has(claim)) conflicts += by;
    };
    const diskTaken = (node: NodeInfo) =>
      disks.some((disk) =>
        node.pods.some(({ pod }) => (pod.spec.volumes ?? []).some((one) => clashes(disk, one))),
      );
    return {
      code: 'Success',
      filter: (node) => (diskTaken(node) ? DISK_IN_USE : conflicts > 0 ? onePodOnly : SUCCESS),
      explain: (node) => [
        ...(diskTaken(node)
          ? [{ kind: 'volume' as const, claim: undefined, reason: DISK_IN_USE.reasons[0]! }]
          : []),
        ...(conflicts > 0
          ? [{ kind: 'volume' as const, claim: [...single].find(isUsed), reason: onePodOnly.reasons[0]! }]
          : []),
      ],
      addPod: (other) => shift(other, 1),
      removePod: (other) => shift(other, -1),
    };
  },
});

function isDisk(volume: Volume): boolean {
  return ['gcePersistentDisk', 'awsElasticBlockStore', 'rbd', 'iscsi'].some((source) => volume[source]);
}

/** Whether two volumes are the same disk, and not both read-only where that would do. */
function clashes(a: Volume, b: Volume): boolean {
  const pair = (source: string): [Source, Source] => [a[source] as Source, b[source] as Source];
  const bothReadOnly = (one: Source, other: Source) => Boolean(one?.['readOnly'] && other?.['readOnly']);
  const [gce, otherGce] = pair('gcePersistentDisk');
  if (gce && otherGce && gce['pdName'] === otherGce['pdName'] && !bothReadOnly(gce, otherGce)) return true;
  const [aws, otherAws] = pair('awsElasticBlockStore');
  if (aws && otherAws && aws['volumeID'] === otherAws['volumeID']) return true;
  const [iscsi, otherIscsi] = pair('iscsi');
  if (iscsi && otherIscsi && iscsi['iqn'] === otherIscsi['iqn'] && !bothReadOnly(iscsi, otherIscsi))
    return true;
  const [rbd, otherRbd] = pair('rbd');
  if (!rbd || !otherRbd || bothReadOnly(rbd, otherRbd)) return false;
  const monitors = (rbd['monitors'] ?? []) as string[];
  const others = (otherRbd['monitors'] ?? []) as string[];
  const pool = (source: Source) => source?.['pool'] ?? 'rbd';
  return (
    monitors.some((monitor) => others.includes(monitor)) &&
    pool(rbd) === pool(otherRbd) &&
    rbd['image'] === otherRbd['image']
  );
}
