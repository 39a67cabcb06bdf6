import { sameDecoded } from '../../../api/equality.js';
import { dns1123SubdomainErrors, labelKeyErrors } from '../../../api/names.js';
import { atLeast, type KubernetesVersion } from '../../../api/version.js';
import { at, type FieldErrors, json, OMITTED } from '../../field-errors.js';
import { entries, get, type Int, intPtr, obj, ptr, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { validatePublicKey, validateStubRequest } from './pod-keys.js';
import { isKubernetesSigner, validateSignerName } from './signer-name.js';

const SPEC = at('spec');
const ANNOTATIONS = SPEC.child('unverifiedUserAnnotations');
const EXPIRATION = SPEC.child('maxExpirationSeconds');
const LONGEST_UID = 128;
const ANNOTATION_BYTES = 256 * 1024;
const SHORTEST = 60 * 60;
const LONGEST = 91 * 24 * 60 * 60;
/** The signers of Kubernetes' own sign nothing that lasts longer. */
const LONGEST_OF_KUBERNETES = 24 * 60 * 60;
/** Since then a request can hold a PKCS#10 request in place of a key and what proves that one has it. */
const STUB_SINCE: KubernetesVersion = '1.36';

type PodCertificateRequest = Struct<'certificates.v1beta1.PodCertificateRequest'>;
type Spec = Struct<'certificates.v1beta1.PodCertificateRequestSpec'>;

/** certificates.k8s.io/v1beta1 PodCertificateRequest (pkg/apis/certificates/validation). */
export const podCertificateRequest: KindRules<PodCertificateRequest> = {
  kind: 'PodCertificateRequest',
  group: 'certificates.k8s.io',
  namespaced: true,
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate(object, errors, { version }) {
    const spec = obj(object, 'spec');
    validateSignerName(str(spec, 'signerName'), SPEC.child('signerName'), errors);
    validateAnnotations(spec, errors);
    validateSubject(spec, 'podName', 'podUID', errors);
    validateSubject(spec, 'serviceAccountName', 'serviceAccountUID', errors);
    validateSubject(spec, 'nodeName', 'nodeUID', errors);
    const seconds = intPtr(spec, 'maxExpirationSeconds');
    if (seconds === undefined) errors.required(EXPIRATION, 'must be set');
    else {
      validateExpiration(seconds, isKubernetesSigner(str(spec, 'signerName')), errors);
      validateKeys(spec, version, errors);
    }
  },
  validateUpdate(object, old, errors) {
    if (sameDecoded(get(object, 'spec'), get(old, 'spec'))) return;
    const spec = goValue('certificates.v1beta1.PodCertificateRequestSpec', obj(object, 'spec'));
    errors.invalid(SPEC, spec, IMMUTABLE);
  },
};

function validateAnnotations(spec: Spec, errors: FieldErrors): void {
  let size = 0;
  for (const [key, value] of entries(ptr(spec, 'unverifiedUserAnnotations'))) {
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
    const lower = key.toLowerCase();
    const wrong = labelKeyErrors(lower);
    const place = ANNOTATIONS.entry(key);
    errors.invalids(place, lower, wrong);
    if (wrong.length === 0 && !key.includes('/')) {
      errors.invalid(place, lower, 'must be a domain-prefixed key (such as "acme.io/foo")');
    }
  }
  if (size > ANNOTATION_BYTES) errors.tooLong(ANNOTATIONS, ANNOTATION_BYTES);
}

type NameField = 'podName' | 'serviceAccountName' | 'nodeName';
type UidField = 'podUID' | 'serviceAccountUID' | 'nodeUID';

/** One of those whom a certificate is for: its name, and which of all that ever had it. */
function validateSubject(spec: Spec, nameField: NameField, uidField: UidField, errors: FieldErrors): void {
  const [name, uid] = [str(spec, nameField), str(spec, uidField)];
  errors.invalids(SPEC.child(nameField), name, dns1123SubdomainErrors(name));
  if (uid === '') errors.invalid(SPEC.child(uidField), uid, 'must not be empty');
  if (Buffer.byteLength(uid) > LONGEST_UID) errors.tooLong(SPEC.child(uidField), LONGEST_UID);
}

function validateExpiration(seconds: Int, ofKubernetes: boolean, errors: FieldErrors): void {
  const longest = ofKubernetes ? LONGEST_OF_KUBERNETES : LONGEST;
  if (seconds >= SHORTEST && seconds <= longest) return;
  errors.invalid(EXPIRATION, json(Number(seconds)), `must be in the range [${SHORTEST}, ${longest}]`);
}

function validateKeys(spec: Spec, version: KubernetesVersion, errors: FieldErrors): void {
  const [stub, key, proof] = [
    str(spec, 'stubPKCS10Request'),
    str(spec, 'pkixPublicKey'),
    str(spec, 'proofOfPossession'),
  ];
  if (!atLeast(version, STUB_SINCE)) validatePublicKey(spec, errors);
  else if (stub !== '' && key === '' && proof === '') validateStubRequest(spec, errors);
  else if (stub === '' && key !== '' && proof !== '') validatePublicKey(spec, errors);
  else {
    const one = 'exactly one of (stubPKCS10Request) or (pkixPublicKey, proofOfPossession) must be set';
    errors.invalid(SPEC, OMITTED, one);
  }
}
