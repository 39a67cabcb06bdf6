/** Structs as the server prints them in errors: its internal types have no JSON names, so Go's field names show, all of them. */
import { zeroOf } from '../../api/go-encode.js';
import { goJson } from '../../api/go-json.js';
import { type GoField, type GoStruct, type GoType, goStruct } from '../../api/go-types.js';
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { canonicalQuantity } from '../../api/quantity.js';
import type { Printed } from '../field-errors.js';

/** The fields of the internal types, where their order is not that of v1 or some live elsewhere. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  'core.v1.PodSpec':
    'Volumes InitContainers Containers EphemeralContainers RestartPolicy TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy NodeSelector ServiceAccountName AutomountServiceAccountToken NodeName SecurityContext ImagePullSecrets Hostname Subdomain SetHostnameAsFQDN Affinity SchedulerName Tolerations HostAliases PriorityClassName Priority PreemptionPolicy DNSConfig ReadinessGates RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints OS SchedulingGates ResourceClaims Resources HostnameOverride SchedulingGroup'.split(
      ' ',
    ),
  'core.v1.PodSecurityContext':
    'SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy FSGroup FSGroupChangePolicy Sysctls SeccompProfile AppArmorProfile SELinuxChangePolicy'.split(
      ' ',
    ),
  'core.v1.VolumeSource':
    'HostPath EmptyDir GCEPersistentDisk AWSElasticBlockStore GitRepo Secret NFS ISCSI Glusterfs PersistentVolumeClaim RBD Quobyte FlexVolume Cinder CephFS Flocker DownwardAPI FC AzureFile ConfigMap VsphereVolume AzureDisk PhotonPersistentDisk Projected PortworxVolume ScaleIO StorageOS CSI Ephemeral Image'.split(
      ' ',
    ),
  'core.v1.PersistentVolumeSource':
    'GCEPersistentDisk AWSElasticBlockStore HostPath Glusterfs NFS RBD Quobyte ISCSI FlexVolume Cinder CephFS FC Flocker AzureFile VsphereVolume AzureDisk PhotonPersistentDisk PortworxVolume ScaleIO Local StorageOS CSI'.split(
      ' ',
    ),
};

/** Fields of a pod's spec that the internal type keeps in the pod's security context, in front of its own. */
const HOST_FIELDS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const;
const HOST_NAMES = ['HostNetwork', 'HostPID', 'HostIPC', 'ShareProcessNamespace', 'HostUsers'] as const;

function hostFields(spec: JsonObject): string {
  return HOST_FIELDS.map((field, index) => {
    const pointer = field === 'shareProcessNamespace' || field === 'hostUsers';
    return `${goJson(HOST_NAMES[index])}:${goJson(spec[field] ?? (pointer ? null : false))}`;
  }).join(',');
}

/** The value of a struct type (`core.v1.ServicePort`) in the server's notation. */
export function goValue(key: string, value: JsonObject | undefined): Printed {
  return { printed: value === undefined ? 'null' : printStruct(key, value) };
}

/** A list of such values. */
export function goValues(key: string, values: readonly JsonObject[]): Printed {
  return { printed: `[${values.map((value) => printStruct(key, value)).join(',')}]` };
}

function isMeta(key: string): boolean {
  return key.startsWith('meta.v1.');
}

function printStruct(key: string, value: JsonObject): string {
  const struct = goStruct(key);
  if (!struct) return goJson(value);
  if (isMeta(key)) return printMeta(struct, value);
  const parts: string[] = [];
  for (const field of internalFields(struct)) {
    if (field.last !== undefined) continue;
    if (field.embedded || field.name === 'ObjectMeta') {
      if (field.type.kind !== 'struct' || field.type.key.endsWith('TypeMeta')) continue;
      const from = field.embedded ? value : (value[field.json] ?? {});
      const inner = printStruct(field.type.key, isObject(from) ? from : {});
      // Structs of one volume source, one handler are flattened by encoding/json, as their own fields.
      parts.push(inner.slice(1, -1));
      continue;
    }
    const inner = Object.hasOwn(value, field.json) ? value[field.json] : undefined;
    if (key === 'core.v1.PodSpec' && field.name === 'SecurityContext') {
      const own = printStruct('core.v1.PodSecurityContext', isObject(inner) ? inner : {});
      parts.push(`"SecurityContext":{${hostFields(value)},${own.slice(1)}`);
    } else parts.push(`${goJson(field.name)}:${printValue(field.type, inner)}`);
  }
  return `{${parts.filter((part) => part !== '').join(',')}}`;
}

function internalFields(struct: GoStruct): readonly GoField[] {
  const order = INTERNAL[struct.key];
  if (!order) return struct.fields;
  return order.flatMap((name) => struct.fields.filter((field) => field.name === name));
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

/** Structs of meta/v1 have JSON names: in declared order, what is empty left out where they say so. */
function printMeta(struct: GoStruct, value: JsonObject): string {
  const parts: string[] = [];
  for (const { json, type, omitEmpty, omitZero } of struct.fields) {
    const given = Object.hasOwn(value, json) ? value[json] : undefined;
    if ((omitEmpty || omitZero) && isEmpty(given)) continue;
    parts.push(`${goJson(json)}:${printValue(type, given)}`);
  }
  return `{${parts.join(',')}}`;
}

function printValue(type: GoType, value: JsonValue | undefined): string {
  if (value === undefined || value === null) {
    return type.kind === 'struct' ? printStruct(type.key, {}) : goJson(zeroOf(type));
  }
  switch (type.kind) {
    case 'pointer':
      return printValue(type.to, value);
    case 'struct':
      return isObject(value) ? printStruct(type.key, value) : goJson(value);
    case 'slice':
      return Array.isArray(value) ? `[${value.map((one) => printValue(type.of, one)).join(',')}]` : 'null';
    case 'map':
      return isObject(value)
        ? `{${Object.keys(value)
            .sort()
            .map((key) => `${goJson(key)}:${printValue(type.of, value[key])}`)
            .join(',')}}`
        : 'null';
    case 'special':
      return type.special === 'Quantity' ? goJson(canonicalQuantity(String(value))) : goJson(value);
    default:
      return goJson(value);
  }
}
