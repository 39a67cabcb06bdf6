/** The API server as lint asks it. */
import { admit } from '../admission/admit.js';
import type { DecodeError } from '../admission/decode.js';
import { type Kinds, kindRules } from '../admission/kinds.js';
import type { WarningCause } from '../admission/plugin.js';
import type { ExpressionWarning } from '../admission/plugins/policy/type-check.js';
import type { Decider, FieldError } from '../api/field-error.js';
import type { Finding } from '../api/finding.js';
import { type FeatureGates, NO_GATES, type Release } from '../api/gates.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { PortRange } from '../api/port-range.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import type { CrdSchemas } from '../schema/crds.js';

/** Why an object would not be created. */
export interface Refusal {
  message: string;
  errors?: readonly FieldError[];
  decoding?: readonly DecodeError[];
  /** The object that is not there: in a cluster it may be. */
  missing?: { kind: string; name: string };
  /** What of the object is at fault, where that can be told. */
  places?: readonly Path[];
  /** The object that decided so. */
  by?: Decider;
}

interface Said {
  refusal?: Refusal;
  warnings: readonly string[];
  /** By the texts of warnings: what they are of. */
  causes?: ReadonlyMap<string, WarningCause>;
}

export interface FilesServer {
  /** What a create of the object comes to; `alone`: as if there were nothing else in the world. */
  ask(value: JsonObject, options: { fieldValidation: 'Strict' | 'Ignore'; alone?: boolean }): Said;
  /**
   * Why the first pod that comes of a workload would be refused, though the workload is not; left out where nothing in the
   * world decides about pods. Places of the refusal are from the pod's root, which is the workload's `template`.
   */
  askPod?(value: JsonObject): { refusal: Refusal; template: Path } | undefined;
  /** The same server, if it were told to serve what is off by default. */
  ifServed: Pick<FilesServer, 'ask'>;
  /** What is doubtful in the expressions of a ValidatingAdmissionPolicy; left out where there is no world. */
  checkTypes?(value: JsonObject): readonly ExpressionWarning[];
  /** True for a kind that a definition among the files adds. */
  defines(apiVersion: string, kind: string): boolean;
  /** True for a kind whose fields the server's own rules look into. */
  hasRules(apiVersion: string, kind: string): boolean;
  /** The kinds that the definitions among the files add, those too that no server takes. */
  crds?: CrdSchemas;
  /** What of a snapshot could not be put in the world. */
  unread?: readonly Finding[];
  /** What is in its world beside the files. */
  beside?: readonly JsonValue[];
  /** The snapshot among that, as it was read. */
  held?: readonly Document[];
  basis: ServerBasis;
}

/** What a server's answers follow from, beside what it is asked: where these are the same, so are they. */
export interface ServerBasis {
  /** The same only if they are one. */
  things: readonly unknown[];
  /** The same if they say the same. */
  values: readonly JsonValue[];
  /** The same of answers about Services, beside the others. */
  ofServices: readonly JsonValue[];
}

/** What of a world is told beside the files that are linted. */
export interface Beside {
  /** The rules of all kinds that are met in it. */
  kinds: Kinds;
  /** Policies that objects are held against though they are not among the files, with what belongs to them. */
  policies?: readonly JsonValue[];
  /** What a snapshot of a cluster holds. */
  cluster?: readonly KubeObject[];
  /** The same as it was read. */
  documents?: readonly Document[];
  nodePorts?: PortRange;
  /** The features that are set otherwise than by default. */
  gates?: FeatureGates;
  /** What of the snapshot cannot be read. */
  findings?: readonly Finding[];
}

/** The server of the objects that files and given definitions hold. */
export type ServerOfFiles = (version: KubernetesVersion, values: readonly JsonValue[]) => FilesServer;

/** Kinds whose objects decide about others on their way in. */
export const DECIDE: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'IngressClass',
  'LimitRange',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'Namespace',
  'PriorityClass',
  'ResourceQuota',
  'RuntimeClass',
  'ServiceAccount',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);
/** Kinds about which others decide wherever they are. */
const DECIDED = new Set(['Ingress', 'PersistentVolumeClaim', 'Pod']);

/** False where nothing among the values depends on anything else in a world: then nobody has to make one. */
export function needsWorld(values: readonly JsonValue[]): boolean {
  return values.some((value) => {
    if (!isObject(value) || typeof value['kind'] !== 'string') return false;
    return DECIDE.has(value['kind']) || DECIDED.has(value['kind']) || asksForNumbers(value);
  });
}

/** True for a Service that asks for an address or a port of the nodes, which another can have. */
export function asksForNumbers({ kind, spec }: JsonObject): boolean {
  if (kind !== 'Service' || !isObject(spec)) return false;
  if (spec['clusterIP'] !== undefined || spec['clusterIPs'] !== undefined)
    return spec['clusterIP'] !== 'None';
  const ports = Array.isArray(spec['ports']) ? spec['ports'] : [];
  return (
    spec['healthCheckNodePort'] !== undefined ||
    ports.some((port) => isObject(port) && port['nodePort'] !== undefined)
  );
}

/** The server of objects that stand alone, of the kinds given: `worldServer` says the same of them, from a world that has to be made first. */
export const plainServer =
  (kinds: Kinds, gates: FeatureGates = NO_GATES): ServerOfFiles =>
  (version) => ({
    ...servesAll(kinds, { version, gates }),
    ifServed: servesAll(kinds, { version, gates }),
    defines: () => false,
    hasRules: (apiVersion, kind) => kindRules(kinds, groupOf(apiVersion), kind)?.validate !== undefined,
    basis: { things: [...kinds.values()], values: [], ofServices: [] },
  });

/** A server that asks nobody whether it serves a kind: of objects alone. */
export function servesAll(kinds: Kinds, { version, gates }: Release): Pick<FilesServer, 'ask'> {
  return {
    ask(value, { fieldValidation }) {
      const options = { kinds, version, gates, fieldValidation };
      const { refusal, errors, decoding, warnings } = admit(value, options);
      return refusal ? { refusal: { ...refusal, errors, decoding }, warnings } : { warnings };
    },
  };
}
