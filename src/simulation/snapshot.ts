/** The objects of a snapshot: what `kubectl get nodes,pods,… -o yaml` prints, its Lists taken apart. */
import type { Finding } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { refOf, refText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asObject } from '../api/unstructured.js';
import type { Document } from '../manifest/document.js';
import { PLAN_RULES } from './rules.js';

export interface SnapshotObject {
  object: KubeObject;
  document: Document;
}

/** The objects with apiVersion, kind and name among the documents of a snapshot, and a word on each that is none. */
export function snapshotObjects(documents: readonly Document[]): {
  objects: SnapshotObject[];
  findings: Finding[];
} {
  const objects: SnapshotObject[] = [];
  const findings: Finding[] = [];
  for (const document of documents) {
    const { value } = document;
    if (isVersionText(value)) continue;
    const lack = lackOf(value);
    if (lack) findings.push(notRead(lack.message, document, lack.path));
    else if (isObject(value)) objects.push({ object: withoutAddress(value), document });
  }
  return { objects, findings };
}

/** What `kubectl version` prints beside the objects of a dump: it is none of them, and nothing is missing of it. */
function isVersionText(value: JsonValue): boolean {
  return isObject(value) && isObject(value['serverVersion']) && value['kind'] === undefined;
}

/** What an object lacks to be one of a cluster. */
function lackOf(value: JsonValue): { message: string; path: Path } | undefined {
  if (!isObject(value)) return { message: 'it is no object', path: [] };
  for (const key of ['apiVersion', 'kind']) {
    if (typeof value[key] !== 'string' || value[key] === '') {
      return { message: lackText(key, value[key]), path: key in value ? [key] : [] };
    }
  }
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  for (const key of ['name', 'namespace']) {
    const written = metadata[key];
    if (typeof written === 'string' && written !== '') continue;
    if (key === 'namespace' && (written === undefined || written === null || written === '')) continue;
    return {
      message: `${String(value['kind'])}: ${lackText(key, written)}`,
      path: written === undefined ? [] : ['metadata', key],
    };
  }
  return undefined;
}

function lackText(key: string, written: JsonValue | undefined): string {
  if (written === undefined || written === null || written === '') return `it has no ${key}`;
  return `its ${key} is no text; in YAML n, no, on, 1 and the like are read as something else unless they are quoted`;
}

function withoutAddress(value: JsonObject): KubeObject {
  const { metadata, ...rest } = value;
  const { selfLink: _address, ...kept } = isObject(metadata) ? metadata : {};
  return asObject({ ...rest, metadata: kept });
}

/** An object that a snapshot, or several, hold twice: there is one of it. */
export function twice(document: Document, before: SnapshotObject): Finding {
  const { name, severity } = PLAN_RULES.twice;
  return {
    rule: name,
    severity,
    message: `${refText(refOf(before.object))} is in the cluster twice: what stands here counts`,
    location: document.locate(['metadata', 'name']),
    related: [{ message: 'the other one', location: before.document.locate(['metadata', 'name']) }],
  };
}

/** An object of a snapshot that is not in the world that is looked at. */
export function notRead(why: string, document: Document, path: Path): Finding {
  return {
    rule: PLAN_RULES.unreadable.name,
    severity: PLAN_RULES.unreadable.severity,
    message: `left out of the cluster: ${why}`,
    location: document.locate(path),
  };
}
