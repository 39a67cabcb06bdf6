import { describe, expect, it } from 'vitest';
import { type KubernetesVersion, NEWEST_VERSION } from '../../src/api/version.js';
import { joined, type ReferenceRow } from '../../src/references/row.js';
import { REFERRING_KINDS, rowsOf } from '../../src/references/table.js';
import { stepsOf } from '../../src/references/walk.js';
import { type Resource, resources } from '../../src/schema/resources.js';
import { refName, type SchemaNode } from '../../src/schema/set.js';
import { schemaAt } from '../schema/field-schema.js';

const VERSION: KubernetesVersion = NEWEST_VERSION;
const OBJECTS = resources(VERSION)
  .all()
  .filter(({ role }) => role === 'object');

/** Fields of versions that no default server serves. */
const OF_OTHER_VERSIONS = [
  'ResourceClaim spec.devices.requests[*].deviceClassName',
  'ResourceClaimTemplate spec.spec.devices.requests[*].deviceClassName',
];

/** Every way of a row from the object's root, with the kind that it is of. */
function waysOf(kind: string, row: ReferenceRow): string[] {
  const below = (way: string) => joined(row.at, way);
  const own = [...Object.keys(row.when ?? {})];
  if ('part' in row) {
    const among = row.among.map((way) => (typeof way === 'string' ? joined(row.of, way) : way.at));
    const ofKind = row.among.every((way) => typeof way === 'string' || way.kind === kind);
    return [row.at, ...own.map(below), ...(ofKind ? among : [])];
  }
  if ('selector' in row) return [row.selector, ...own, ...(row.ports ?? []).flatMap(waysOfPort)].map(below);
  const { name = '', namespace, keys, ports = [], optional, unless } = row;
  const fields = typeof row.to === 'string' ? [] : [row.to.kind, row.to.apiVersion, row.to.group];
  return [name, namespace, keys, ...ports.flatMap(waysOfPort), optional, unless, ...fields, ...own]
    .filter((way) => way !== undefined)
    .map(below);
}

function waysOfPort(way: string | { each: string; first: readonly string[] }): string[] {
  return typeof way === 'string' ? [way] : way.first.map((rest) => joined(way.each, rest));
}

function isField(kind: string, way: string): boolean {
  const path = stepsOf(way).map((step) => (step === '*' ? 0 : step));
  return OBJECTS.some(
    (resource) => resource.kind === kind && schemaAt(VERSION, resource.apiVersion, kind, path) !== undefined,
  );
}

describe('the table of references', () => {
  it('has only fields that kinds have', () => {
    const kinds = [...REFERRING_KINDS, 'Pod', 'PodTemplate', 'Node'];
    const wrong = kinds.flatMap((kind) =>
      rowsOf(kind)
        .flatMap((row) => waysOf(kind, row))
        .filter((way) => !isField(kind, way))
        .map((way) => `${kind} ${way}`),
    );
    expect([...new Set(wrong)]).toEqual(OF_OTHER_VERSIONS);
  });

  it('has every field whose type says that it refers to something', () => {
    const missing = OBJECTS.flatMap((resource) => {
      const covered = new Set(rowsOf(resource.kind).flatMap((row) => waysOf(resource.kind, row)));
      return referringFields(resource)
        .filter((way) => ![...covered].some((known) => known === way || known.startsWith(`${way}.`)))
        .map((way) => `${resource.kind} ${way}`);
    });
    expect([...new Set(missing)].filter((way) => !NOT_FOLLOWED.some(([left]) => left.test(way)))).toEqual([]);
  });
});

/** What is left out, and why. */
const NOT_FOLLOWED: readonly (readonly [RegExp, string])[] = [
  [/[ .]status\./, 'what the control plane found out, not what anyone asks for'],
  [/\bobjectSelector$/, 'selects objects of any kind'],
  [/\bparamRef(\.selector)?$/, 'is of the kind that the policy says'],
  [/\bmetrics\[\*\]\..*\bselector$/, 'selects series of a metric'],
  [/\bclusterTrustBundle\.labelSelector$/, 'selects bundles, of a signer: none of them has to be there'],
  [/^PodCertificateRequest spec\./, 'is what a kubelet asks for a pod of its own, which nobody writes'],
  [/\bspec\.scheduling\.resourceClaims/, 'is dropped: the feature WorkloadWithJob is off'],
  [/[tT]emplates?(\[\*\])?\.metadata\.ownerReferences/, 'controllers say themselves who owns what they make'],
  [/^ResourceClaimTemplate spec\.metadata\.ownerReferences/, 'the same'],
  [/\b(scaleIO|storageos)\.volumeName$/, 'names a volume of the storage system'],
  [/^VolumeAttachment spec\.source\.inlineVolumeSpec\b/, 'is made of a volume of a pod, for migration alone'],
];

const TYPES =
  /\.(\w*(Local|Secret|Object|Service|Parent|Class\w*)Reference|CrossVersionObjectReference|OwnerReference|RoleRef|Subject|\w+KeySelector|(ConfigMap|Secret)(EnvSource|Projection|VolumeSource)|LabelSelector)$/;
const NAMES =
  /(Secret|Class|Account|claim|volume|persistentVolume|policy|node|Template|secret)Name$|^serviceName$/;

/** The fields whose type, or whose name, says that they refer to something. */
function referringFields({ definition }: Resource): string[] {
  const found: string[] = [];
  const visit = (name: string, way: string, above: readonly string[]): void => {
    if (above.includes(name)) return;
    if (TYPES.test(name) && way !== '') {
      found.push(way);
      return;
    }
    const node = resources(VERSION).definition(name);
    for (const [field, child] of Object.entries(node?.properties ?? {})) {
      const at = way === '' ? field : `${way}.${field}`;
      if (child.type === 'string' && NAMES.test(field)) found.push(at);
      const [inner, suffix] = itemsOf(child);
      if (inner?.$ref !== undefined) visit(refName(inner.$ref), at + suffix, [...above, name]);
    }
  };
  visit(definition, '', []);
  return found;
}

function itemsOf(node: SchemaNode): [SchemaNode | undefined, string] {
  return node.items ? [node.items, '[*]'] : [node, ''];
}
