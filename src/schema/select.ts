import { isObject, type JsonValue } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import { isKustomization, patchTest } from '../manifest/kustomize.js';
import { isLocalConfig } from './local-kinds.js';
import { resources } from './resources.js';

/** What the documents are for kubeplan: objects to be checked, files that are none of its business. */
export interface Selection {
  /** Documents that are, or mean to be, objects for an API server. */
  checked: Document[];
  /** What a program reads from a file and nobody applies: kustomizations, kubeadm's and the kubelet's configuration. */
  local: Document[];
  /** The first document of each file in which nothing is a Kubernetes object. */
  foreign: Document[];
}

/**
 * Tells manifests from other YAML. A document without apiVersion and kind that stands beside objects is one that was
 * meant to be one; a file of nothing but such documents is something else (a values file, a workflow).
 */
export function select(documents: readonly Document[], version: KubernetesVersion): Selection {
  const selection: Selection = { checked: [], local: [], foreign: [] };
  for (const [first, ...rest] of byFile(documents)) {
    if (!first) continue;
    const all = [first, ...rest];
    if (!all.some(({ value }) => meansToBeObject(value, version)) && !all.some(isLocal)) {
      selection.foreign.push(first);
      continue;
    }
    for (const document of all) {
      (isLocal(document) ? selection.local : selection.checked).push(document);
    }
  }
  return selection;
}

function byFile(documents: readonly Document[]): Document[][] {
  const files = new Map<string, Document[]>();
  for (const document of documents) {
    const known = files.get(document.file);
    if (known) known.push(document);
    else files.set(document.file, [document]);
  }
  return [...files.values()];
}

/** True with an apiVersion and a kind; with one of them or none, if there is more that only objects have. */
function meansToBeObject(value: JsonValue, version: KubernetesVersion): boolean {
  if (!isObject(value)) return false;
  const has = (key: string) => Object.hasOwn(value, key);
  if (has('apiVersion') && ['kind', 'spec', 'data'].some(has)) return true;
  if (isObject(value['metadata']) && ['apiVersion', 'kind', 'spec', 'data'].some(has)) return true;
  const { kind } = value;
  return typeof kind === 'string' && resources(version).versionsOf(kind).length > 0;
}

function isLocal({ file, value }: Document): boolean {
  if (!isObject(value)) return false;
  const { apiVersion, kind, metadata } = value;
  if (isKustomization(file, value)) return true;
  const annotations = isObject(metadata) && isObject(metadata['annotations']) ? metadata['annotations'] : {};
  return isLocalConfig(String(apiVersion ?? ''), String(kind ?? ''), annotations);
}

/**
 * Why documents that mean to be read by somebody else are not applied, in a few words; undefined for all others, which are
 * objects or mean to be. `kustomizations`: those beside the documents, for what they say of them.
 */
export function leftOutTest(
  documents: readonly Document[],
  version: KubernetesVersion,
  kustomizations: readonly Document[] = [],
): (document: Document) => string | undefined {
  const local = new Set(select(documents, version).local);
  const isPatch = patchTest([...documents, ...kustomizations]);
  return (document) => {
    if (local.has(document)) return 'programs read this from the file, nobody applies it';
    return isPatch(document) ? 'a patch of kustomize, no object of its own' : undefined;
  };
}
