/** Certificates, requests for them and public keys, as Go reads them (crypto/x509). */
import { constants, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import {
  BIT_STRING,
  BOOLEAN,
  type DerValue,
  derValue,
  derValues,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
} from './der.js';

/** A key that has been read. */
export type PublicKey = KeyObject;

/** What a certificate says of its use; undefined for bytes that are none. */
export interface Certificate {
  /** It may sign others. */
  isAuthority: boolean;
}

const EXTENSIONS = 0xa3;
const BASIC_CONSTRAINTS = '551d13';

/** Reads a certificate. */
export function parseCertificate(bytes: Buffer): Certificate | undefined {
  try {
    new X509Certificate(bytes);
  } catch {
    return undefined;
  }
  const whole = derValue(bytes, SEQUENCE);
  const signed = whole?.length === bytes.length ? derValue(whole.content, SEQUENCE) : undefined;
  const parts = signed && derValues(signed.content);
  if (!parts) return undefined;
  const list = parts.find(({ tag }) => tag === EXTENSIONS);
  const extensions = list ? (derValues(derValue(list.content)?.content ?? list.content) ?? []) : [];
  return { isAuthority: extensions.some(isAuthority) };
}

/** Whether an extension says that the certificate is that of an authority. */
function isAuthority({ content }: DerValue): boolean {
  const parts = derValues(content) ?? [];
  if (parts[0]?.content.toString('hex') !== BASIC_CONSTRAINTS) return false;
  const value = parts.find(({ tag }) => tag === OCTET_STRING);
  const constraints = value && derValue(value.content, SEQUENCE);
  const flag = constraints && derValue(constraints.content, BOOLEAN);
  return flag?.content[0] === 0xff;
}

/** The kinds of keys that Go can read; of elliptic curves those that it has. */
const KEYS: ReadonlySet<string> = new Set(['dsa', 'ec', 'ed25519', 'rsa', 'x25519']);
const CURVES: ReadonlySet<string> = new Set(['secp224r1', 'prime256v1', 'secp384r1', 'secp521r1']);

/** A public key that is written as SubjectPublicKeyInfo; undefined for bytes that are none, or one that Go cannot read. */
export function parsePublicKey(bytes: Buffer): KeyObject | undefined {
  if (derValue(bytes, SEQUENCE)?.length !== bytes.length) return undefined;
  try {
    const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    const { namedCurve } = key.asymmetricKeyDetails ?? {};
    const isKnown = KEYS.has(key.asymmetricKeyType ?? '') && (!namedCurve || CURVES.has(namedCurve));
    return isKnown ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A request for a certificate (PKCS#10). */
export interface CertificateRequest {
  key: KeyObject;
  /** Whether it is signed by the key that it brings. */
  isSigned(): boolean;
}

/** Reads a request for a certificate; undefined for bytes that are none. */
export function parseCertificateRequest(bytes: Buffer): CertificateRequest | undefined {
  const whole = derValue(bytes, SEQUENCE);
  const [signed, algorithm, signature, more] =
    (whole?.length === bytes.length && derValues(whole.content)) || [];
  if (signed?.tag !== SEQUENCE || algorithm?.tag !== SEQUENCE || signature?.tag !== BIT_STRING || more) {
    return undefined;
  }
  const [version, name, spki] = derValues(signed.content) ?? [];
  if (version?.tag !== INTEGER || name?.tag !== SEQUENCE || !spki) return undefined;
  const key = parsePublicKey(spki.bytes);
  if (!key) return undefined;
  const by = derValue(algorithm.content, OBJECT_IDENTIFIER)?.content.toString('hex') ?? '';
  return { key, isSigned: () => isSignedBy(key, signed.bytes, signature.content.subarray(1), by) };
}

/** The digests of algorithms that sign requests, by their object identifiers; an Ed25519 key has its own. */
const DIGESTS: ReadonlyMap<string, string | null> = new Map([
  ['2b6570', null],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
]);

function isSignedBy(key: KeyObject, signed: Buffer, signature: Buffer, algorithm: string): boolean {
  const digest = DIGESTS.get(algorithm);
  return digest !== undefined && isVerified(() => verify(digest, signed, key, signature));
}

/** Whether a key signed a text: an RSA key by PSS, any but an Ed25519 key the SHA-256 of it. */
export function hasSigned(key: KeyObject, text: string, signature: Buffer): boolean {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_AUTO: saltLength } = constants;
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const by = key.asymmetricKeyType === 'rsa' ? { key, padding, saltLength } : key;
  return isVerified(() => verify(digest, Buffer.from(text), by, signature));
}

/** A signature that does not fit the key at all is none of its. */
function isVerified(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
