/** Structs as the server prints them in errors: its internal types have no JSON names, so Go's field names show, all of them. */

import { zeroOf } from '../../api/go-encode.js';
import { goJson } from '../../api/go-json.js';
import { fieldsOf, type GoField, type GoStruct, type GoType, goStruct } from '../../api/go-types.js';
import { isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { canonicalQuantity, parseQuantity } from '../../api/quantity.js';
import { atLeast, type KubernetesVersion } from '../../api/version.js';
import { anySyntax, goQuote, Lazy, type Printed } from '../field-errors.js';
import type { Struct, StructName } from '../typed.js';

/** The fields of the internal types, where their order is not that of v1 or some live elsewhere. */
const INTERNAL: Readonly<Record<string, readonly string[]>> = {
  'core.v1.PodSpec':
    'Volumes InitContainers Containers EphemeralContainers RestartPolicy TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy NodeSelector ServiceAccountName AutomountServiceAccountToken NodeName SecurityContext ImagePullSecrets Hostname Subdomain SetHostnameAsFQDN Affinity SchedulerName Tolerations HostAliases PriorityClassName Priority PreemptionPolicy DNSConfig ReadinessGates RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints OS SchedulingGates ResourceClaims Resources HostnameOverride SchedulingGroup EvictionResponders'.split(
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
  'apiextensions.v1.JSONSchemaProps':
    'ID Schema Ref Description Type Nullable Format Title Default Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Enum MaxProperties MinProperties Required Items AllOf OneOf AnyOf Not Properties AdditionalProperties PatternProperties Dependencies AdditionalItems Definitions ExternalDocs Example XPreserveUnknownFields XEmbeddedResource XIntOrString XListMapKeys XListType XMapType XValidations'.split(
      ' ',
    ),
  'core.v1.PersistentVolumeSource':
    'GCEPersistentDisk AWSElasticBlockStore HostPath Glusterfs NFS RBD Quobyte ISCSI FlexVolume Cinder CephFS FC Flocker AzureFile VsphereVolume AzureDisk PhotonPersistentDisk PortworxVolume ScaleIO Local StorageOS CSI'.split(
      ' ',
    ),
};

/** Since this minor the internal types of pods are laid out as those of v1. */
const PODS_AS_V1_SINCE: KubernetesVersion = '1.37';
const OF_PODS: ReadonlySet<string> = new Set(['core.v1.PodSpec', 'core.v1.PodSecurityContext']);

function isAsV1(key: string, version: KubernetesVersion): boolean {
  return OF_PODS.has(key) && atLeast(version, PODS_AS_V1_SINCE);
}

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
export function goValue<N extends StructName>(key: N, value: Struct<N> | undefined): Lazy {
  return new Lazy(
    (version) => (value === undefined ? 'null' : printStruct(key, value, version)),
    (version) => structSyntax(key, value, version),
  );
}

/** A list of such values. */
export function goValues<N extends StructName>(key: N, values: readonly Struct<N>[]): Printed {
  return new Lazy(
    (version) => `[${values.map((value) => printStruct(key, value, version)).join(',')}]`,
    (version) =>
      `[]${packageName(key)}{${values.map((value) => structSyntax(key, value, version)).join(', ')}}`,
  );
}

function isMeta(key: string): boolean {
  return key.startsWith('meta.v1.');
}

function printStruct(key: string, value: JsonObject, version: KubernetesVersion): string {
  const struct = goStruct(key);
  if (!struct) return goJson(value);
  if (isMeta(key)) return printMeta(struct, value, version);
  const parts: string[] = [];
  for (const field of internalFields(struct, version)) {
    if (field.embedded || field.name === 'ObjectMeta') {
      if (field.type.kind !== 'struct' || field.type.key.endsWith('TypeMeta')) continue;
      const from = field.embedded ? value : (value[field.json] ?? {});
      const inner = printStruct(field.type.key, isObject(from) ? from : {}, version);
      // Structs of one volume source, one handler are flattened by encoding/json, as their own fields.
      parts.push(inner.slice(1, -1));
      continue;
    }
    const inner = Object.hasOwn(value, field.json) ? value[field.json] : undefined;
    if (key === 'core.v1.PodSpec' && field.name === 'SecurityContext' && !isAsV1(key, version)) {
      const own = printStruct('core.v1.PodSecurityContext', isObject(inner) ? inner : {}, version);
      parts.push(`"SecurityContext":{${hostFields(value)},${own.slice(1)}`);
    } else parts.push(`${goJson(field.name)}:${printValue(field.type, inner, version)}`);
  }
  return `{${parts.filter((part) => part !== '').join(',')}}`;
}

/** The fields that the internal type of that minor has. */
function internalFields(struct: GoStruct, version: KubernetesVersion): readonly GoField[] {
  const fields = fieldsOf(struct, version);
  const order = isAsV1(struct.key, version) ? undefined : INTERNAL[struct.key];
  return order ? order.flatMap((name) => fields.filter((field) => field.name === name)) : fields;
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

/** Structs of meta/v1 have JSON names: in declared order, what is empty left out where they say so. */
function printMeta(struct: GoStruct, value: JsonObject, version: KubernetesVersion): string {
  const parts: string[] = [];
  for (const { json, type, omitEmpty, omitZero } of struct.fields) {
    const given = Object.hasOwn(value, json) ? value[json] : undefined;
    if ((omitEmpty || omitZero) && isEmpty(given)) continue;
    parts.push(`${goJson(json)}:${printValue(type, given, version)}`);
  }
  return `{${parts.join(',')}}`;
}

function printValue(type: GoType, value: JsonValue | undefined, version: KubernetesVersion): string {
  if (value === undefined || value === null) {
    return type.kind === 'struct' ? printStruct(type.key, {}, version) : goJson(zeroOf(type));
  }
  switch (type.kind) {
    case 'pointer':
      return printValue(type.to, value, version);
    case 'struct':
      return isObject(value) ? printStruct(type.key, value, version) : goJson(value);
    case 'slice':
      return Array.isArray(value)
        ? `[${value.map((one) => printValue(type.of, one, version)).join(',')}]`
        : 'null';
    case 'map':
      return isObject(value)
        ? `{${Object.keys(value)
            .sort()
            .map((key) => `${goJson(key)}:${printValue(type.of, value[key], version)}`)
            .join(',')}}`
        : 'null';
    case 'special':
      return type.special === 'Quantity' ? goJson(canonicalQuantity(String(value))) : goJson(value);
    default:
      return goJson(value);
  }
}

/** A value of a struct type as an object writes it: by the JSON names, in the order of the type. */
export function writtenValue<N extends StructName>(key: N, value: Struct<N>): Printed {
  const text = (version: KubernetesVersion): string => {
    const struct = goStruct(key);
    return struct ? printWritten(struct, value, version) : goJson(value);
  };
  return new Lazy(text, text);
}

function printWritten(struct: GoStruct, value: JsonObject, version: KubernetesVersion): string {
  const parts: string[] = [];
  for (const { json, type, omitEmpty, omitZero } of fieldsOf(struct, version)) {
    const given = Object.hasOwn(value, json) ? value[json] : undefined;
    if (given === undefined || ((omitEmpty || omitZero) && isEmpty(given))) continue;
    parts.push(`${goJson(json)}:${printInside(type, given, version)}`);
  }
  return `{${parts.join(',')}}`;
}

function printInside(type: GoType, value: JsonValue, version: KubernetesVersion): string {
  if (type.kind === 'pointer') return printInside(type.to, value, version);
  if (type.kind === 'slice' && Array.isArray(value))
    return `[${value.map((one) => printInside(type.of, one, version)).join(',')}]`;
  const struct = type.kind === 'struct' ? goStruct(type.key) : undefined;
  return struct && isObject(value) ? printWritten(struct, value, version) : goJson(value);
}

/** `core.Taint`: internal types are named by their group, those of meta/v1 by their version. */
function packageName(key: string): string {
  const [group, version, name] = key.split('.');
  return `${group === 'meta' ? version : group}.${name}`;
}

/** `group` is that of the struct: its named types are named by it. */
function goTypeName(type: GoType, group: string): string {
  switch (type.kind) {
    case 'pointer':
      return `*${goTypeName(type.to, group)}`;
    case 'slice':
      if (type.name.startsWith('[]')) return `[]${goTypeName(type.of, group)}`;
      break;
    case 'map':
      if (type.name.startsWith('map[')) return `map[string]${goTypeName(type.of, group)}`;
      break;
    case 'struct':
      return packageName(type.key);
  }
  return type.name.replace(/^v\d\w*\./, `${group}.`);
}

/** Fields that are no pointers in the internal types. */
const PLAIN: Readonly<Record<string, ReadonlySet<string>>> = {
  'apps.v1.RollingUpdateStatefulSetStrategy': new Set(['Partition']),
};

/** What may be any JSON: internally it is no struct. */
const ANY = 'apiextensions.v1.JSON';

/** A struct in Go's own syntax; what a pointer points to shows as an address. */
function structSyntax(key: string, value: JsonObject | undefined, version: KubernetesVersion): string {
  const struct = goStruct(key);
  if (value === undefined || !struct) return `(*${packageName(key)})(nil)`;
  const group = key.split('.')[0] ?? '';
  const fields = internalFields(struct, version).map((field) => {
    const inner = Object.hasOwn(value, field.json) ? value[field.json] : undefined;
    const plain = field.type.kind === 'pointer' && PLAIN[key]?.has(field.name) ? field.type.to : field.type;
    return `${field.name}:${valueSyntax(plain, inner, version, group)}`;
  });
  return `${packageName(key)}{${fields.join(', ')}}`;
}

/** An amount as a bad value: its text, in Go's syntax its parts. `told`: the server has made its text by then. */
export function quantityValueOf(quantity: string, told = true): Printed {
  return new Lazy(
    () => goJson(canonicalQuantity(quantity)),
    () => quantitySyntax(quantity, told),
  );
}

function quantitySyntax(quantity: string, told: boolean): string {
  const { unscaled = 0n, scale = 0, format = 'DecimalSI' } = parseQuantity(quantity) ?? {};
  const text = told ? canonicalQuantity(quantity) : '';
  return `resource.Quantity{i:resource.int64Amount{value:${unscaled}, scale:${scale}}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${text}", Format:"${format}"}`;
}

/** Amounts by name as a bad value. */
export function resourceListValue(amounts: JsonObject | undefined): Printed {
  const shown =
    amounts &&
    Object.fromEntries(Object.keys(amounts).map((name) => [name, canonicalQuantity(String(amounts[name]))]));
  return new Lazy(
    () => goJson(shown),
    () => {
      if (!amounts) return 'core.ResourceList(nil)';
      const pairs = Object.keys(amounts)
        .sort()
        .map((name) => `${goQuote(name)}:${quantitySyntax(String(amounts[name]), true)}`);
      return `core.ResourceList{${pairs.join(', ')}}`;
    },
  );
}

const ADDRESS = '0x<address>';

function valueSyntax(
  type: GoType,
  value: JsonValue | undefined,
  version: KubernetesVersion,
  group = 'core',
): string {
  const absent = value === undefined || value === null;
  switch (type.kind) {
    case 'string':
      return goQuote(typeof value === 'string' ? value : '');
    case 'pointer':
      if (type.to.kind === 'special' && type.to.special === 'Time' && absent) return '<nil>';
      return `(${goTypeName(type, group)})(${absent ? 'nil' : ADDRESS})`;
    case 'slice':
      if (!Array.isArray(value)) return `${goTypeName(type, group)}(nil)`;
      return `${goTypeName(type, group)}{${value.map((one) => valueSyntax(type.of, one, version, group)).join(', ')}}`;
    case 'map': {
      if (!isObject(value) || Object.keys(value).length === 0) return `${goTypeName(type, group)}(nil)`;
      const pairs = Object.keys(value)
        .sort()
        .map((key) => `${goQuote(key)}:${valueSyntax(type.of, value[key], version, group)}`);
      return `${goTypeName(type, group)}{${pairs.join(', ')}}`;
    }
    case 'struct':
      if (type.key === ANY) return anySyntax(value);
      return structSyntax(type.key, isObject(value) ? value : {}, version);
    case 'special':
      if (type.special === 'Quantity') return quantitySyntax(String(value ?? '0'), true);
      if (type.special === 'Time' && absent) return '<nil>';
      if (type.special !== 'IntOrString') return goJson(value ?? null);
      return typeof value === 'string'
        ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}`
        : `intstr.IntOrString{Type:0, IntVal:${Number(value ?? 0)}, StrVal:""}`;
    default:
      return absent ? goJson(zeroOf(type)) : goJson(value);
  }
}

/** A count or percentage as the server prints it. */
export function intOrStringValue(value: string | number | undefined): Printed {
  return new Lazy(
    () => goJson(value),
    (version) => valueSyntax({ kind: 'special', name: '', special: 'IntOrString' }, value, version),
  );
}
