/** The keys that a PodCertificateRequest brings, and what proves that the pod has them. */
import { type At, at, type FieldErrors, json, OMITTED } from '../../field-errors.js';
import { str } from '../../fields.js';
import { hasSigned, type PublicKey, parseCertificateRequest, parsePublicKey } from '../../go/x509.js';
import type { Struct } from '../../typed.js';

const KEY = at('spec', 'pkixPublicKey');
const PROOF = at('spec', 'proofOfPossession');
const STUB = at('spec', 'stubPKCS10Request');
const LARGEST = 10 * 1024;
const RSA_BITS = [3072, 4096];
/** The one curve that Go reads and that is not taken, by its name here and there. */
const [WEAK_CURVE, ITS_GO_NAME] = ['secp224r1', 'P-224'];
const UNKNOWN = 'unknown public key type; supported types are Ed25519, ECDSA, and RSA';

type Spec = Struct<'certificates.v1beta1.PodCertificateRequestSpec'>;

/** What is wrong with a kind of key, and the value that is shown for it. */
interface KeyFault {
  shown?: string;
  detail: string;
}

/** Checks a public key, and that it signed the pod's uid. */
export function validatePublicKey(spec: Spec, errors: FieldErrors): void {
  const [key, proof] = [bytesOf(spec, 'pkixPublicKey'), bytesOf(spec, 'proofOfPossession')];
  if (isTooLong(key, KEY, errors) || isTooLong(proof, PROOF, errors)) return;
  const parsed = parsePublicKey(key);
  const written = json(str(spec, 'pkixPublicKey'));
  if (!parsed) {
    errors.invalid(KEY, written, 'must be a valid PKIX-serialized public key');
    return;
  }
  const fault = keyFault(parsed, 'P256 or P384');
  if (fault) errors.invalid(KEY, fault.shown ?? written, fault.detail);
  else if (!hasSigned(parsed, str(spec, 'podUID'), proof)) {
    errors.invalid(PROOF, OMITTED, 'could not verify proof-of-possession signature');
  }
}

/** Checks a request in the form of PKCS#10, which its own key has to sign. */
export function validateStubRequest(spec: Spec, errors: FieldErrors): void {
  const bytes = bytesOf(spec, 'stubPKCS10Request');
  if (isTooLong(bytes, STUB, errors)) return;
  const request = parseCertificateRequest(bytes);
  if (!request) {
    errors.invalid(STUB, OMITTED, 'must be a valid PKCS#10 CSR');
    return;
  }
  const fault = keyFault(request.key, 'P256, P384, or P521');
  if (fault) errors.invalid(STUB, fault.shown ?? OMITTED, fault.detail);
  else if (!request.isSigned()) errors.invalid(STUB, OMITTED, 'invalid signature');
}

function bytesOf(spec: Spec, field: 'pkixPublicKey' | 'proofOfPossession' | 'stubPKCS10Request'): Buffer {
  return Buffer.from(str(spec, field), 'base64');
}

function isTooLong(bytes: Buffer, place: At, errors: FieldErrors): boolean {
  if (bytes.length <= LARGEST) return false;
  errors.tooLong(place, LARGEST);
  return true;
}

/** `curves`: those that the server names; it takes P521 in either case. */
function keyFault(key: PublicKey, curves: string): KeyFault | undefined {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const bits = Math.ceil(modulusLength / 8) * 8;
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return undefined;
    case 'ec':
      if (namedCurve !== WEAK_CURVE) return undefined;
      return { shown: `curve ${ITS_GO_NAME}`, detail: `elliptic public keys must use curve ${curves}` };
    case 'rsa':
      if (RSA_BITS.includes(bits)) return undefined;
      return {
        shown: `${bits}-bit modulus`,
        detail: 'RSA keys must have modulus size 3072 or 4096',
      };
    default:
      return { detail: UNKNOWN };
  }
}
