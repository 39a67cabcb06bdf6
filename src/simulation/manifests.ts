/** Which documents are manifests to be applied, and what is said of the others. */
import type { Finding, Location } from '../api/finding.js';
import { isObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { definitionsIn } from '../apiserver/definitions.js';
import { isNamespaced } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Document, ReadResult } from '../manifest/document.js';
import { leftOut, noObjectTest, withPatchLists } from '../schema/select.js';
import { PLAN_RULES } from './rules.js';

/** One object to apply. */
export interface Manifest {
  /** As written, in its namespace. */
  object: KubeObject;
  location: Location;
  document: Document;
}

export interface ManifestOptions {
  version: KubernetesVersion;
  /** The namespace of objects that name none. */
  namespace: string;
  /** What is in the cluster: its definitions say which kinds have namespaces. */
  objects?: readonly KubeObject[];
  /** Kustomizations beside the manifests: which files are patches. */
  kustomizations?: readonly Document[];
}

/** The manifests among documents, in the order of the documents, and a remark on each document that is none. */
export function manifestsOf(
  documents: readonly Document[],
  { version, namespace, objects = [], kustomizations = [] }: ManifestOptions,
): { manifests: Manifest[]; findings: Finding[] } {
  const whyNone = noObjectTest(documents, version, kustomizations);
  const findings: Finding[] = [];
  const found: { object: KubeObject; document: Document }[] = [];
  for (const document of documents) {
    const none = whyNone(document);
    if (none) findings.push(leftOut(PLAN_RULES.noObject, none, document.locate([])));
    else if (isObject(document.value)) found.push({ object: asObject(document.value), document });
  }
  const kinds = definitionsIn([...objects, ...found.map(({ object }) => object)], version);
  const manifests = found.map(({ object, document }) => ({
    object: placed(object, namespace, kinds),
    location: document.locate(['metadata', 'name']),
    document,
  }));
  return { manifests, findings };
}

/** The object in the namespace that it goes to; of one without namespaces none is said. It has metadata then. */
export function placed(object: KubeObject, namespace: string, kinds: Cluster): KubeObject {
  const { namespace: written, ...metadata } = object.metadata ?? {};
  if (!isNamespaced(kinds, object)) return { ...object, metadata };
  return written ? object : { ...object, metadata: { ...metadata, namespace } };
}

/** What was read, with patches of kustomize that are lists told as what is left out, not as what is wrong. */
export function withoutPatchLists(read: ReadResult, kustomizations: readonly Document[]): ReadResult {
  const { documents, findings } = read;
  return {
    documents,
    findings: withPatchLists(findings, [...documents, ...kustomizations], PLAN_RULES.noObject),
  };
}
