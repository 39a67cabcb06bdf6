/** Requests to sign certificates, and who may ask for what. */

import { at, type FieldErrors, json, Lazy, type Printed } from '../../field-errors.js';
import { clone, drop, ensure, intPtr, obj, set, str, strings } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { validateSignerName } from './signer-name.js';

const SPEC = at('spec');
const PEM_TYPE = 'CERTIFICATE REQUEST';
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const SHORTEST = 600;
const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

/** certificates.k8s.io/v1 CertificateSigningRequest (pkg/apis/certificates/validation). */
export const certificateSigningRequest: KindRules<Struct<'certificates.v1.CertificateSigningRequest'>> = {
  kind: 'CertificateSigningRequest',
  group: 'certificates.k8s.io',
  name: PATH_SEGMENT,
  prepare(object, old, { user }) {
    statusFromServer(object, old);
    // What is asked for is settled at first; who asks is what authentication says.
    if (old) set(object, 'spec', clone(obj(old, 'spec')));
    else {
      const spec = ensure(object, 'spec');
      for (const name of ['username', 'uid', 'groups', 'extra'] as const) drop(spec, name);
      if (!user) return;
      set(spec, 'username', user.username);
      if (user.uid !== undefined) set(spec, 'uid', user.uid);
      if (user.groups) set(spec, 'groups', [...user.groups]);
    }
  },
  validate: validateSigningRequest,
};

/** Bytes as the server shows them: base64, in Go's syntax one by one. */
function certificateBytes(request: string): Printed {
  const bytes = (): string[] => [...Buffer.from(request, 'base64')].map((byte) => `0x${byte.toString(16)}`);
  return new Lazy(
    () => json(request).printed,
    () => (request === '' ? '[]byte(nil)' : `[]byte{${bytes().join(', ')}}`),
  );
}

/** Checks a request; of the request itself that it is a PEM block of its type, not what is signed. */
function validateSigningRequest(
  object: Struct<'certificates.v1.CertificateSigningRequest'>,
  errors: FieldErrors,
): void {
  const spec = obj(object, 'spec');
  const request = str(spec, 'request');
  const usages = strings(spec, 'usages');
  const usagesAt = SPEC.child('usages');
  if (usages.length === 0) errors.required(usagesAt);
  if (!isRequest(request)) {
    errors.invalid(SPEC.child('request'), certificateBytes(request), `PEM block type must be ${PEM_TYPE}`);
  }
  const seen = new Set<string>();
  usages.forEach((usage, index) => {
    if (!USAGES.includes(usage)) errors.unsupported(usagesAt.index(index), json(usage), USAGES);
    if (seen.has(usage)) errors.duplicate(usagesAt.index(index), json(usage));
    seen.add(usage);
  });
  const signer = str(spec, 'signerName');
  const signerAt = SPEC.child('signerName');
  if (signer === LEGACY_SIGNER) {
    errors.invalid(signerAt, signer, 'the legacy signerName is not allowed via this API version');
  } else validateSignerName(signer, signerAt, errors);
  const seconds = intPtr(spec, 'expirationSeconds');
  if (seconds !== undefined && seconds < SHORTEST) {
    errors.invalid(
      SPEC.child('expirationSeconds'),
      seconds,
      'may not specify a duration less than 600 seconds (10 minutes)',
    );
  }
}

function isRequest(base64: string): boolean {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const begin = text.indexOf('-----BEGIN ');
  if (begin < 0) return false;
  const head = text.slice(begin, text.indexOf('\n', begin)).trimEnd();
  return head === `-----BEGIN ${PEM_TYPE}-----` && text.includes(`-----END ${PEM_TYPE}-----`, begin);
}
