/**
 * What expressions may ask of the authorizer (apiserver pkg/cel/library/authz.go). Roles are not looked at: those of the
 * group system:masters may do everything, of others nothing is known to be allowed.
 */
import type { UserInfo } from '../../kind.js';
import { CelError, type CelFunction, type CelOpaque, type CelValue, NO_OVERLOAD } from './value.js';

const PREFIX = 'kubernetes.authorization.';
const MASTERS = 'system:masters';

/** What a check is about. */
interface Question {
  user: UserInfo;
  group?: string;
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
  path?: string;
}

interface Decision {
  allowed: boolean;
  reason: string;
}

function opaque(type: string, inner: Question | Decision): CelOpaque {
  return { kind: 'opaque', type: `${PREFIX}${type}`, inner, identity: JSON.stringify(inner) };
}

/** The variable `authorizer`. */
export function authorizer(user: UserInfo): CelValue {
  return opaque('Authorizer', { user });
}

/** The variable `authorizer.requestResource`: may whoever asks do this to what is asked for? */
export function requestResource(user: UserInfo, resource: Omit<Question, 'user'>): CelValue {
  return opaque('ResourceCheck', { user, ...resource });
}

function innerOf<T>(value: CelValue | undefined, type: string): T {
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw NO_OVERLOAD;
  if (value.kind !== 'opaque' || value.type !== `${PREFIX}${type}`) throw NO_OVERLOAD;
  return value.inner as T;
}

function text(value: CelValue | undefined): string {
  if (typeof value !== 'string') throw NO_OVERLOAD;
  return value;
}

/** A method that narrows the question. */
const narrowed =
  (from: string, to: string, field: keyof Question): CelFunction =>
  ([on, value]) =>
    opaque(to, { ...innerOf<Question>(on, from), [field]: text(value) });

function check([on]: readonly CelValue[]): CelValue {
  for (const type of ['ResourceCheck', 'PathCheck']) {
    if (
      typeof on === 'object' &&
      on &&
      'kind' in on &&
      on.kind === 'opaque' &&
      on.type === `${PREFIX}${type}`
    ) {
      const { user } = innerOf<Question>(on, type);
      return opaque('Decision', { allowed: user.groups?.includes(MASTERS) ?? false, reason: '' });
    }
  }
  throw NO_OVERLOAD;
}

function serviceAccount([on, namespace, name]: readonly CelValue[]): CelValue {
  innerOf<Question>(on, 'Authorizer');
  const [where, who] = [text(namespace), text(name)];
  if (where === '' || who === '') throw new CelError('Invalid service account name');
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${where}`, 'system:authenticated'];
  return authorizer({ username: `system:serviceaccount:${where}:${who}`, groups });
}

/** The functions by name. */
export const AUTHORIZER: Readonly<Record<string, CelFunction>> = {
  path: narrowed('Authorizer', 'PathCheck', 'path'),
  group: narrowed('Authorizer', 'GroupCheck', 'group'),
  resource: narrowed('GroupCheck', 'ResourceCheck', 'resource'),
  subresource: narrowed('ResourceCheck', 'ResourceCheck', 'subresource'),
  namespace: narrowed('ResourceCheck', 'ResourceCheck', 'namespace'),
  name: narrowed('ResourceCheck', 'ResourceCheck', 'name'),
  fieldSelector: ([on]) => opaque('ResourceCheck', innerOf<Question>(on, 'ResourceCheck')),
  labelSelector: ([on]) => opaque('ResourceCheck', innerOf<Question>(on, 'ResourceCheck')),
  serviceAccount,
  check,
  allowed: ([on]) => innerOf<Decision>(on, 'Decision').allowed,
  reason: ([on]) => innerOf<Decision>(on, 'Decision').reason,
  // Nothing goes wrong where no roles are looked at.
  errored: ([on]) => !innerOf<Decision>(on, 'Decision'),
  error: ([on]) => (innerOf<Decision>(on, 'Decision') ? '' : 'unknown'),
};
