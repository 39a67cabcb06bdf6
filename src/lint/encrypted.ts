/** Objects whose values SOPS has encrypted in their place (https://getsops.io): a file of them is not what is applied. */
import type { Finding, RuleData } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { Document } from '../manifest/document.js';

export const ENCRYPTED: RuleData = {
  name: 'input/encrypted',
  severity: 'info',
  summary: 'An object with values that SOPS has encrypted: it was checked without them.',
  page: 'rarer.md',
};

const VALUE = /^ENC\[[^\]]*\]$/;
/** What SOPS writes beside the fields of an object. */
const OWN = 'sops';

/** True for an object that SOPS has encrypted. */
export function isEncrypted(value: JsonObject): boolean {
  const own = Object.hasOwn(value, OWN) ? value[OWN] : undefined;
  return isObject(own) && ('mac' in own || 'version' in own);
}

/** True where a value is encrypted. */
export function isEncryptedAt(value: JsonValue, path: Path): boolean {
  const found = valueAt(value, path);
  return typeof found === 'string' && VALUE.test(found);
}

/** The object as it is applied once it is decrypted, as far as that is known: data are there, and nothing is said of what they are. */
export function withoutEncryption(value: JsonObject): JsonObject {
  const { [OWN]: _own, ...rest } = value;
  if (!isObject(rest['data']) || rest['kind'] !== 'Secret') return rest;
  const data = Object.entries(rest['data']).map(([key, inner]) => [
    key,
    typeof inner === 'string' && VALUE.test(inner) ? '' : inner,
  ]);
  return { ...rest, data: Object.fromEntries(data) };
}

export function encryptedFinding(document: Document): Finding {
  return {
    rule: ENCRYPTED.name,
    severity: ENCRYPTED.severity,
    message: 'SOPS has encrypted values of this object: it was checked without them',
    location: document.locate([OWN], 'key'),
  };
}
