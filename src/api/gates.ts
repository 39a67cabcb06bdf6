/** The features of Kubernetes that can be turned on and off: what is on by default, by version, and what a cluster sets. */
import { GATES } from './gates.generated.js';
import { closest } from './suggest.js';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from './version.js';

/** What a cluster has set otherwise than the newest patch of its version has by default. */
export type FeatureGates = Readonly<Record<string, boolean>>;

/** A Kubernetes as a cluster runs it. */
export interface Release {
  readonly version: KubernetesVersion;
  readonly gates: FeatureGates;
}

/** The gates that something is decided by here. */
const DECIDING = [
  'ClusterTrustBundleProjection',
  'ContainerRestartRules',
  'ContainerStopSignals',
  'DRAConsumableCapacity',
  'DRADeviceBindingConditions',
  'DRADeviceTaints',
  'DRAExtendedResource',
  'DRAPartitionableDevices',
  'DeploymentReplicaSetTerminatingReplicas',
  'DynamicResourceAllocation',
  'EnvFiles',
  'HPAConfigurableTolerance',
  'HPAGeneration',
  'HPAScaleToZero',
  'HostnameOverride',
  'ImageVolume',
  'InPlacePodVerticalScaling',
  'JobBackoffLimitPerIndex',
  'JobManagedBy',
  'JobPodReplacementPolicy',
  'JobSuccessPolicy',
  'MatchLabelKeysInPodAffinity',
  'MaxUnavailableStatefulSet',
  'MutableCSINodeAllocatableCount',
  'NodeDeclaredFeatures',
  'PersistentVolumeLastPhaseTransitionTime',
  'PodCertificateRequest',
  'PodLevelResources',
  'PodTopologyLabelsAdmission',
  'PreferSameTrafficDistribution',
  'ProcMountType',
  'RecursiveReadOnlyMounts',
  'RelaxedDNSSearchValidation',
  'RelaxedEnvironmentVariableValidation',
  'RelaxedServiceNameValidation',
  'RestartAllContainersOnContainerExits',
  'SELinuxChangePolicy',
  'SELinuxMount',
  'ServiceTrafficDistribution',
  'SidecarContainers',
  'StorageCapacityScoring',
  'StrictIPCIDRValidation',
  'SupplementalGroupsPolicy',
  'UserNamespacesSupport',
  'VolumeAttributesClass',
  'VolumeLimitScaling',
] as const;

export type Gate = (typeof DECIDING)[number];

/** How a gate is where nobody sets it. */
interface Standing {
  isOn: boolean;
  /** It cannot be set otherwise. */
  isLocked: boolean;
  /** There is no such gate any more, and what it last was is so for good. */
  isGone: boolean;
  /** The gate that sets all of its stage; none of what is there to stay. */
  ofStage?: string | undefined;
}

/** The gates that set all others of a stage, where those are not set themselves, by how a stage is written. */
const OF_STAGE: Readonly<Record<string, string>> = { a: 'AllAlpha', b: 'AllBeta' };
const OF_STAGES: ReadonlySet<string> = new Set(Object.values(OF_STAGE));

/** Nothing is set. */
export const NO_GATES: FeatureGates = {};

/** Whether a feature is on in a release. */
export function isOn(gate: Gate, { version, gates }: Release): boolean {
  return gates[gate] ?? setWithOthers(gate, version, gates) ?? standingsOf(version).get(gate)?.isOn ?? false;
}

/** What a gate is set to by one that sets all of its stage. Undefined where none does. */
function setWithOthers(gate: string, version: KubernetesVersion, gates: FeatureGates): boolean | undefined {
  const { ofStage } = standingsOf(version).get(gate) ?? {};
  return ofStage === undefined ? undefined : gates[ofStage];
}

/** Whether anything is decided by a gate here. */
export function isDeciding(name: string): boolean {
  return OF_STAGES.has(name) || (DECIDING as readonly string[]).includes(name);
}

/** What a cluster has otherwise than the newest patch of its version: by its own patch, and as it is set. */
export function gatesSet(
  version: KubernetesVersion,
  patch: number | undefined,
  set: FeatureGates,
): FeatureGates {
  if (patch === undefined) return set;
  const ofPatch = Object.entries(gatesOfPatch(version, patch)).filter(
    ([name]) => setWithOthers(name, version, set) === undefined,
  );
  return { ...Object.fromEntries(ofPatch), ...set };
}

/** What a patch release has otherwise than the newest of its minor. */
export function gatesOfPatch(version: KubernetesVersion, patch: number): FeatureGates {
  const newest = standingsOf(version);
  return Object.fromEntries(
    [...standings(version, patch)]
      .filter(([name, { isOn: on }]) => newest.get(name)?.isOn !== on)
      .map(([name, { isOn: on }]) => [name, on]),
  );
}

const YES = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const NO = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** `A=true,B=false` as a component of Kubernetes reads it. Undefined where it is no such list. */
export function readFeatureGates(text: string): FeatureGates | undefined {
  const found: [string, boolean][] = [];
  for (const part of text.split(',')) {
    const [name = '', value = '', ...more] = part.split('=').map((word) => word.trim());
    if (name === '' || more.length > 0 || !(YES.has(value) || NO.has(value))) return undefined;
    found.push([name, YES.has(value)]);
  }
  return Object.fromEntries(found);
}

/** Why a gate cannot be set so in a version. Undefined where it can. */
export function gateProblem(name: string, value: boolean, version: KubernetesVersion): string | undefined {
  if (OF_STAGES.has(name)) return undefined;
  const found = standingsOf(version).get(name);
  if (!found || found.isGone) return unknownGate(name, version);
  if (!found.isLocked || found.isOn === value) return undefined;
  return `${name} cannot be ${value}: it is locked to ${found.isOn} in Kubernetes ${version}`;
}

function unknownGate(name: string, version: KubernetesVersion): string {
  const none = `Kubernetes ${version} has no feature gate ${name}`;
  const others = KUBERNETES_VERSIONS.filter((one) => standingsOf(one).get(name)?.isGone === false);
  const [first, last] = [others[0], others.at(-1)];
  if (first !== undefined)
    return `${none}: ${first === last ? `${first} has` : `${first} to ${last} have`} it`;
  const near = closest(name, standingsOf(version).keys());
  return near === undefined ? none : `${none}; did you mean ${near}?`;
}

const NEWEST_PATCH = Number.POSITIVE_INFINITY;
const known = new Map<KubernetesVersion, ReadonlyMap<string, Standing>>();

function standingsOf(version: KubernetesVersion): ReadonlyMap<string, Standing> {
  let found = known.get(version);
  if (!found) known.set(version, (found = standings(version, NEWEST_PATCH)));
  return found;
}

/** One change of a gate: `1.35.4b-`, `1.33+!`, `1.36x`. */
const CHANGE = /^1\.(\d+)(?:\.(\d+))?([ab]?)([-+x])(!?)$/;

function standings(version: KubernetesVersion, patch: number): Map<string, Standing> {
  const minor = Number(version.slice(version.indexOf('.') + 1));
  const found = new Map<string, Standing>();
  for (const line of GATES.trim().split('\n')) {
    const [name = '', ...changes] = line.split(' ');
    for (const change of changes) {
      const [, since = '', sincePatch = '0', stage, state, lock] = CHANGE.exec(change) ?? [];
      if (Number(since) > minor || (Number(since) === minor && Number(sincePatch) > patch)) break;
      const isGone = state === 'x';
      const on = isGone ? (found.get(name)?.isOn ?? false) : state === '+';
      found.set(name, { isOn: on, isLocked: lock === '!', isGone, ofStage: OF_STAGE[stage ?? ''] });
    }
  }
  return found;
}
