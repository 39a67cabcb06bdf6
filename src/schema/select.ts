import type { Finding, Location, RuleData } from '../api/finding.js';
import { isObject, type JsonValue, textOf } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import { isKustomization, normalizePath, patchFiles, patchTest, pluginFiles } from '../manifest/kustomize.js';
import { YAML_RULES } from '../manifest/rules.js';
import { isLocalConfig } from './local-kinds.js';
import { resources } from './resources.js';

/** What the documents are for kubeplan: objects to be checked, files that are none of its business. */
export interface Selection {
  /** Documents that are, or mean to be, objects for an API server. */
  checked: Document[];
  /** What a program reads from a file and nobody applies: kustomizations, kubeadm's and the kubelet's configuration. */
  local: Document[];
  /** The first document of each file in which nothing is a Kubernetes object. */
  withoutObjects: Document[];
}

/**
 * Tells manifests from other YAML. A document without apiVersion and kind that stands beside objects is one that was
 * meant to be one; a file of nothing but such documents is something else (a values file, a workflow). `kustomizations`:
 * those beside the documents, which say what kustomize alone reads.
 */
export function select(
  documents: readonly Document[],
  version: KubernetesVersion,
  kustomizations: readonly Document[] = [],
): Selection {
  const selection: Selection = { checked: [], local: [], withoutObjects: [] };
  const ofPlugins = pluginFiles([...documents, ...kustomizations]);
  const isLocal = (document: Document): boolean =>
    ofPlugins.has(normalizePath(document.file)) || saysItIsLocal(document);
  for (const [first, ...rest] of byFile(documents)) {
    if (!first) continue;
    const all = [first, ...rest];
    if (!all.some(({ value }) => meansToBeObject(value, version)) && !all.some(isLocal)) {
      selection.withoutObjects.push(first);
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

function saysItIsLocal({ file, value }: Document): boolean {
  if (!isObject(value)) return false;
  const { apiVersion, kind, metadata } = value;
  if (isKustomization(file, value)) return true;
  const annotations = isObject(metadata) && isObject(metadata['annotations']) ? metadata['annotations'] : {};
  return isLocalConfig(textOf(apiVersion), textOf(kind), annotations);
}

/** Why a document is no object that can be applied. */
export interface NoObject {
  /** In a few words. */
  why: string;
  /** It means to be one, so that something is wrong with it; all else is somebody else's to read. */
  isMeant: boolean;
}

const somebodyElses = (why: string): NoObject => ({ why, isMeant: false });
const PATCH = somebodyElses('a patch of kustomize, no object of its own');

/** Tells documents that are no objects from those that are. `kustomizations`: those beside the documents, for their patches. */
export function noObjectTest(
  documents: readonly Document[],
  version: KubernetesVersion,
  kustomizations: readonly Document[] = [],
): (document: Document) => NoObject | undefined {
  const { checked, local, withoutObjects } = select(documents, version, kustomizations);
  // Where there is nothing else, somebody took it for objects.
  const isMeant = checked.length + local.length === 0;
  const holdsNone = new Set(withoutObjects.map(({ file }) => file));
  const isLocalFile = new Set(local);
  const isPatch = patchTest([...documents, ...kustomizations]);
  return (document) => {
    if (holdsNone.has(document.file)) return { why: 'no Kubernetes object', isMeant };
    if (isLocalFile.has(document))
      return somebodyElses('programs read this from the file, nobody applies it');
    if (document.inConflict) return { why: 'a merge conflict stands in it', isMeant: true };
    if (isPatch(document)) return PATCH;
    const why = lacking(document.value);
    return why === undefined ? undefined : { why, isMeant: true };
  };
}

/**
 * Tells what reading said of a patch that the kustomizations among `documents` name, and that is a list of operations
 * (RFC 6902), from what is wrong with a text.
 */
export function patchListTest(documents: readonly Document[]): (finding: Finding) => boolean {
  const patches = patchFiles(documents);
  return ({ rule, location }) =>
    rule === YAML_RULES.notAnObject.name && patches.has(normalizePath(location.file));
}

/** What is said of a document that is not applied. */
export function leftOut(rule: RuleData, { why, isMeant }: NoObject, location: Location): Finding {
  const severity = isMeant ? 'error' : rule.severity;
  return { rule: rule.name, severity, message: `${why}: left out`, location };
}

/** What reading said, with patches that are lists left out in the same words as others, under `rule`. */
export function withPatchLists(
  findings: readonly Finding[],
  documents: readonly Document[],
  rule: RuleData,
): Finding[] {
  const isPatchList = patchListTest(documents);
  return findings.map((finding) => (isPatchList(finding) ? leftOut(rule, PATCH, finding.location) : finding));
}

/** What keeps a value from being an object. */
function lacking(value: JsonValue): string | undefined {
  if (!isObject(value)) return 'it is no mapping';
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string') return 'apiVersion is not set';
  if (typeof kind !== 'string') return 'kind is not set';
  return isObject(metadata) || metadata === undefined || metadata === null
    ? undefined
    : 'metadata is no mapping';
}
