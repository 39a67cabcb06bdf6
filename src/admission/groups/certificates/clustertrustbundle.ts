import { byteLength, dns1123SubdomainErrors } from '../../../api/names.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { obj, str } from '../../fields.js';
import { pemBlocks } from '../../go/pem.js';
import { parseCertificate } from '../../go/x509.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { validateObjectMeta } from '../../shared/object-meta.js';
import type { Struct } from '../../typed.js';
import { validateSignerName } from './signer-name.js';

const NAME = at('metadata', 'name');
const SIGNER = at('spec', 'signerName');
const BUNDLE = at('spec', 'trustBundle');
const LARGEST = 1024 * 1024;
/** What is shown of a bundle. */
const OMITTED_VALUE = '<value omitted>';

type TrustBundle = Struct<
  'certificates.v1beta1.ClusterTrustBundle' | 'certificates.v1alpha1.ClusterTrustBundle'
>;

/** certificates.k8s.io/v1beta1 ClusterTrustBundle (pkg/apis/certificates/validation). */
export const clusterTrustBundle: KindRules<TrustBundle> = {
  kind: 'ClusterTrustBundle',
  group: 'certificates.k8s.io',
  // Which names there may be depends on the signer.
  name: () => [],
  ownMetadata: true,
  validate(object, errors) {
    const name = (text: string): string[] => nameErrors(text, signerOf(object));
    validateObjectMeta(obj(object, 'metadata'), { namespaced: false, name }, errors);
    validateSigner(object, errors);
    validateBundle(bundleOf(object), errors);
  },
  validateUpdate(object, old, errors) {
    const [name, signer] = [str(obj(object, 'metadata'), 'name'), signerOf(object)];
    errors.invalids(NAME, name, nameErrors(name, signer));
    validateSigner(object, errors);
    if (bundleOf(object) !== bundleOf(old)) validateBundle(bundleOf(object), errors);
    if (signer !== signerOf(old)) errors.invalid(SIGNER, signer, IMMUTABLE);
  },
};

function signerOf(object: TrustBundle): string {
  return str(obj(object, 'spec'), 'signerName');
}

function bundleOf(object: TrustBundle): string {
  return str(obj(object, 'spec'), 'trustBundle');
}

/** A bundle of a signer has that in front of its name, `example.com:signer:name`. */
function nameErrors(name: string, signer: string): string[] {
  if (signer === '') {
    if (!name.includes(':')) return dns1123SubdomainErrors(name);
    return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  }
  const prefix = `${signer.replaceAll('/', ':')}:`;
  if (name.startsWith(prefix)) return dns1123SubdomainErrors(name.slice(prefix.length));
  return [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`];
}

function validateSigner(object: TrustBundle, errors: FieldErrors): void {
  if (signerOf(object) !== '') validateSignerName(signerOf(object), SIGNER, errors);
}

/** Each block has to be the certificate of an authority, and none may be there twice. */
function validateBundle(text: string, errors: FieldErrors): void {
  if (byteLength(text) > LARGEST) {
    errors.tooLong(BUNDLE, LARGEST);
    return;
  }
  const places = new Map<string, number[]>();
  let isSound = true;
  pemBlocks(Buffer.from(text).toString('latin1')).forEach(({ type, bytes, hasHeaders }, index) => {
    const why = blockError(type, bytes, hasHeaders);
    if (why === undefined) {
      const key = bytes.toString('latin1');
      places.set(key, [...(places.get(key) ?? []), index]);
    } else {
      isSound = false;
      errors.invalid(BUNDLE, OMITTED_VALUE, `entry ${index} ${why}`);
    }
  });
  if (!isSound) return;
  if (places.size === 0) errors.invalid(BUNDLE, OMITTED_VALUE, 'at least one trust anchor must be provided');
  for (const indices of places.values()) {
    if (indices.length < 2) continue;
    errors.invalid(BUNDLE, OMITTED_VALUE, `duplicate trust anchor (indices [${indices.join(' ')}])`);
  }
}

function blockError(type: string, bytes: Buffer, hasHeaders: boolean): string | undefined {
  if (type !== 'CERTIFICATE') return `has bad block type: ${type}`;
  if (hasHeaders) return 'has PEM block headers';
  const certificate = parseCertificate(bytes);
  if (!certificate) return 'does not parse as X.509';
  return certificate.isAuthority ? undefined : 'does not have the CA bit set';
}
