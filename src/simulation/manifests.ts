/** Which documents are manifests to be applied, and what is said of the others. */
import type { Finding, Location } from '../api/finding.js';
import { isObject, type JsonObject } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import type { KubernetesVersion } from '../api/version.js';
import { isNamespaced } from '../apiserver/served.js';
import { Cluster } from '../cluster/cluster.js';
import type { Document } from '../manifest/document.js';
import { leftOutTest } from '../schema/select.js';

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
  const whyLeftOut = leftOutTest(documents, version, kustomizations);
  const findings: Finding[] = [];
  const found: { object: KubeObject; document: Document }[] = [];
  for (const document of documents) {
    const { value } = document;
    const why = whyLeftOut(document);
    if (why !== undefined) findings.push(leftOut(document, why));
    else if (!isObject(value)) findings.push(leftOut(document, NO_OBJECT));
    else {
      const missing = lacking(value);
      if (missing === undefined) found.push({ object: value as unknown as KubeObject, document });
      else findings.push(incomplete(document, value, missing));
    }
  }
  const definitions = [...objects, ...found.map(({ object }) => object)].filter(
    ({ kind }) => kind === 'CustomResourceDefinition',
  );
  const kinds = Cluster.of(definitions, version);
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

const NO_OBJECT = 'no Kubernetes object';

/** What keeps a mapping from being an object that can be applied. */
function lacking(value: JsonObject): string | undefined {
  for (const field of ['apiVersion', 'kind'])
    if (typeof value[field] !== 'string') return `${field} is not set`;
  const { metadata } = value;
  return isObject(metadata) || metadata === undefined || metadata === null
    ? undefined
    : 'metadata is no mapping';
}

/** An error where it means to be an object, a remark where it is something else. */
function incomplete(document: Document, value: JsonObject, missing: string): Finding {
  const isMeant = value['apiVersion'] !== undefined || value['kind'] !== undefined;
  if (!isMeant) return leftOut(document, NO_OBJECT);
  return { ...leftOut(document, missing), severity: 'error' };
}

function leftOut(document: Document, why: string): Finding {
  const location = document.locate([], 'key');
  return { rule: 'plan/no-object', severity: 'info', message: `${why}: left out`, location };
}
