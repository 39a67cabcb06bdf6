/** The API server as lint asks it. */
import { admit } from '../admission/admit.js';
import type { DecodeError } from '../admission/decode.js';
import { type Kinds, kindRules } from '../admission/kinds.js';
import type { FieldError } from '../api/field-error.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import { groupOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import type { CrdSchemas } from '../schema/crds.js';

/** Why an object would not be created. */
export interface Refusal {
  message: string;
  errors?: readonly FieldError[];
  decoding?: readonly DecodeError[];
  /** The object that is not there: in a cluster it may be. */
  missing?: { kind: string; name: string };
}

interface Said {
  refusal?: Refusal;
  warnings: readonly string[];
}

export interface FilesServer {
  /** What a create of the object comes to; `alone`: as if there were nothing else in the world. */
  ask(value: JsonObject, options: { fieldValidation: 'Strict' | 'Ignore'; alone?: boolean }): Said;
  /** True for a kind that a definition among the files adds. */
  defines(apiVersion: string, kind: string): boolean;
  /** True for a kind whose fields the server's own rules look into. */
  hasRules(apiVersion: string, kind: string): boolean;
  /** The kinds that the definitions among the files add, those too that no server takes. */
  crds?: CrdSchemas;
}

export type ServerOfFiles = (version: KubernetesVersion, values: readonly JsonValue[]) => FilesServer;

/** Kinds whose objects decide about others on their way in. */
export const DECIDE: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'IngressClass',
  'LimitRange',
  'Namespace',
  'PriorityClass',
  'ResourceQuota',
  'RuntimeClass',
  'ServiceAccount',
  'StorageClass',
]);
/** Kinds about which others decide wherever they are. */
const DECIDED = new Set(['Ingress', 'PersistentVolumeClaim', 'Pod']);

/** False where nothing among the values depends on anything else in a world: then nobody has to make one. */
export function needsWorld(values: readonly JsonValue[]): boolean {
  return values.some((value) => {
    if (!isObject(value) || typeof value['kind'] !== 'string') return false;
    return DECIDE.has(value['kind']) || DECIDED.has(value['kind']);
  });
}

/** The server of objects that stand alone, of the kinds given: `worldServer` says the same of them, from a world that has to be made first. */
export const plainServer =
  (kinds: Kinds): ServerOfFiles =>
  (version) => ({
    ask(value, { fieldValidation }) {
      const { refusal, errors, decoding, warnings } = admit(value, { kinds, version, fieldValidation });
      return refusal ? { refusal: { ...refusal, errors, decoding }, warnings } : { warnings };
    },
    defines: () => false,
    hasRules: (apiVersion, kind) => kindRules(kinds, groupOf(apiVersion), kind)?.validate !== undefined,
  });
