import { append } from '../../api/lists.js';
import { atLeast } from '../../api/version.js';
import type { PersistentVolume } from '../../api/workloads.js';
import type { NodeInfo } from '../node-info.js';
import type { Cycle, PluginFactory } from '../plugin.js';
import { SKIP, type Status, SUCCESS, unresolvable } from '../status.js';
import { claimNotFound, claimsOf, classNameOf, classOf, volumeNamed } from '../volumes.js';

const OTHER_ZONE = unresolvable('node(s) had no available volume zone');
const BETA_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const BETA_REGION = 'failure-domain.beta.kubernetes.io/region';
const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const KEYS = [BETA_ZONE, BETA_REGION, ZONE, REGION];
/** Since this version a volume's old label is held against a node's new one where the node lacks the old. */
const TRANSLATES_SINCE = '1.29';
/** Several zones in one label value are joined by this. */
const JOINT = '__';

interface ZoneOfVolume {
  key: string;
  values: readonly string[];
  claim: string;
}

/** Keeps a pod to the zones and regions that the labels of its volumes name. */
export const volumeZone: PluginFactory = (_args, version) => ({
  name: 'VolumeZone',
  preFilter: (cycle) => {
    const translates = atLeast(version, TRANSLATES_SINCE);
    const zones = zonesOf(cycle);
    if ('code' in zones) return zones;
    if (zones.length === 0) return SKIP;
    const clash = (node: NodeInfo) => {
      if (!KEYS.some((key) => Object.hasOwn(node.labels, key))) return undefined;
      return zones.find(({ key, values }) => {
        const value = node.labels[key] ?? (translates ? node.labels[currentKey(key)] : undefined);
        return value === undefined || !values.includes(value);
      });
    };
    return {
      code: 'Success',
      filter: (node) => (clash(node) ? OTHER_ZONE : SUCCESS),
      explain: (node) => [{ kind: 'volume', claim: clash(node)!.claim, reason: OTHER_ZONE.reasons[0]! }],
    };
  },
});

function currentKey(key: string): string {
  return key === BETA_ZONE ? ZONE : key === BETA_REGION ? REGION : key;
}

/** The zone labels of the volumes that the pod's claims are bound to, or why they cannot be told. */
function zonesOf({ pod: { pod, namespace }, state }: Cycle): ZoneOfVolume[] | Status {
  const zones: ZoneOfVolume[] = [];
  for (const { name, claim, ephemeral } of claimsOf(pod, state)) {
    if (ephemeral) continue;
    if (!claim) return unresolvable(claimNotFound(name));
    const volumeName = claim.spec?.volumeName;
    if (!volumeName) {
      const className = classNameOf(claim);
      if (className === '') {
        return unresolvable('PersistentVolumeClaim had no pv name and storageClass name');
      }
      const storageClass = classOf(className, state);
      if (!storageClass) return unresolvable(`storageclass.storage.k8s.io "${className}" not found`);
      if (!storageClass.volumeBindingMode) {
        return unresolvable(`VolumeBindingMode not set for StorageClass "${className}"`);
      }
      if (storageClass.volumeBindingMode === 'WaitForFirstConsumer') continue;
      return unresolvable('PersistentVolume had no name');
    }
    const volume = volumeNamed(volumeName, state);
    if (!volume) return unresolvable(`persistentvolume "${volumeName}" not found`);
    append(zones, zoneLabels(volume, `${namespace}/${name}`));
  }
  return zones;
}

function zoneLabels({ metadata }: PersistentVolume, claim: string): ZoneOfVolume[] {
  return KEYS.map((key) => ({ key, claim, values: metadata.labels?.[key]?.split(JOINT) ?? [] })).filter(
    // A label that names an empty zone says nothing.
    ({ values }) => values.length > 0 && !values.includes(''),
  );
}
