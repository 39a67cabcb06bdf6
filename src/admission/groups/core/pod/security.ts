/** Security contexts of pods and containers (pkg/apis/core/validation). */

import { isOn } from '../../../../api/gates.js';
import { byteLength, idErrors } from '../../../../api/names.js';
import { atLeast } from '../../../../api/version.js';
import { At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, boolPtr, get, intPtr, ints, list, obj, ptr, str, strings } from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import { validateDescendingPath } from '../../../shared/paths.js';
import type { Container, PodSpec } from '../../../shared/structs.js';
import type { FieldOf, NumberField, Struct } from '../../../typed.js';
import { validateWindows } from './windows.js';

const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_RULE =
  'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';
const IPC_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
]);

function validateId<N extends 'core.v1.PodSecurityContext' | 'core.v1.SecurityContext'>(
  from: Struct<N>,
  name: NumberField<N>,
  place: At,
  errors: FieldErrors,
): void {
  const id = intPtr(from, name);
  if (id !== undefined) errors.invalids(place.child(name), id, idErrors(id));
}

/** Since this minor the field is named where it stands. */
const SHARE_SINCE = '1.37';

/** The security context of the pod; `spec` is the pod's spec with its host namespaces. */
export function validatePodSecurity(spec: PodSpec, place: At, errors: FieldErrors): void {
  const context = obj(spec, 'securityContext');
  validateId(context, 'fsGroup', place, errors);
  validateId(context, 'runAsUser', place, errors);
  validateId(context, 'runAsGroup', place, errors);
  ints(context, 'supplementalGroups').forEach((group, index) => {
    errors.invalids(place.child('supplementalGroups').index(index), group, idErrors(group));
  });
  if (bool(spec, 'shareProcessNamespace') && bool(spec, 'hostPID')) {
    const own = At.named(place.toString().replace(/\.securityContext$/, '.shareProcessNamespace'), [
      ...place.path.slice(0, -1),
      'shareProcessNamespace',
    ]);
    errors.invalid(
      atLeast(errors.version, SHARE_SINCE) ? own : place.child('shareProcessNamespace'),
      true,
      'ShareProcessNamespace and HostPID cannot both be enabled',
    );
  }
  validateSysctls(spec, list(context, 'sysctls'), place.child('sysctls'), errors);
  validateEnum(context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], place, errors);
  validateSeccomp(ptr(context, 'seccompProfile'), place.child('seccompProfile'), errors);
  validateWindows(ptr(context, 'windowsOptions'), place.child('windowsOptions'), errors);
  validateAppArmor(ptr(context, 'appArmorProfile'), place.child('appArmorProfile'), errors);
  validateEnum(context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], place, errors);
  const changes = isOn('SELinuxMount', errors) ? ['MountOption', 'Recursive'] : ['Recursive'];
  validateEnum(context, 'seLinuxChangePolicy', changes, place, errors);
}

function validateEnum(
  from: Struct<'core.v1.PodSecurityContext'>,
  name: FieldOf<'core.v1.PodSecurityContext', '*string'>,
  known: string[],
  place: At,
  errors: FieldErrors,
): void {
  const value = get(from, name);
  if (typeof value === 'string' && !known.includes(value))
    errors.unsupported(place.child(name), json(value), known);
}

/** `net/ipv4/x` and `net.ipv4.x` are one: the first separator says which of the two is meant. */
function normaliseSysctl(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}

function validateSysctls(
  spec: PodSpec,
  sysctls: readonly Struct<'core.v1.Sysctl'>[],
  place: At,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  sysctls.forEach((sysctl, index) => {
    const at = place.index(index).child('name');
    const name = str(sysctl, 'name');
    if (name === '') errors.required(at);
    else if (byteLength(name) > 253 || !SYSCTL.test(name)) errors.invalid(at, name, SYSCTL_RULE);
    else if (seen.has(name)) errors.duplicate(at, name);
    const normal = normaliseSysctl(name);
    if (bool(spec, 'hostNetwork') && normal.startsWith('net.')) {
      errors.invalid(at, name, "may not be specified when 'hostNetwork' is true");
    }
    if (bool(spec, 'hostIPC') && (IPC_SYSCTLS.has(normal) || normal.startsWith('fs.mqueue.'))) {
      errors.invalid(at, name, "may not be specified when 'hostIPC' is true");
    }
    seen.add(name);
  });
}

function validateSeccomp(
  profile: Struct<'core.v1.SeccompProfile'> | undefined,
  place: At,
  errors: FieldErrors,
): void {
  if (!profile) return;
  const type = str(profile, 'type');
  const local = get(profile, 'localhostProfile');
  if (type === '') errors.required(place.child('type'), 'type is required when seccompProfile is set');
  else if (!PROFILES.includes(type)) errors.unsupported(place.child('type'), json(type), PROFILES);
  const at = place.child('localhostProfile');
  if (type === 'Localhost') {
    if (typeof local !== 'string') errors.required(at, 'must be set when seccomp type is Localhost');
    else validateDescendingPath(local, at, errors);
  } else if (local !== undefined) {
    errors.invalid(
      at,
      goValue('core.v1.SeccompProfile', profile),
      'can only be set when seccomp type is Localhost',
    );
  }
}

function validateAppArmor(
  profile: Struct<'core.v1.AppArmorProfile'> | undefined,
  place: At,
  errors: FieldErrors,
): void {
  if (!profile) return;
  const type = str(profile, 'type');
  const local = get(profile, 'localhostProfile');
  const at = place.child('localhostProfile');
  if (type === 'Localhost') {
    if (typeof local !== 'string') errors.required(at, 'must be set when AppArmor type is Localhost');
    else {
      const trimmed = local.trim();
      if (trimmed !== local) errors.invalid(at, local, 'must not be padded with whitespace');
      else if (trimmed === '') errors.required(at, 'must be set when AppArmor type is Localhost');
      if (byteLength(local) > 4095) errors.tooLong(at, 4095);
    }
  } else if (type === 'RuntimeDefault' || type === 'Unconfined') {
    if (typeof local === 'string')
      errors.invalid(at, local, 'can only be set when AppArmor type is Localhost');
  } else if (type === '')
    errors.required(place.child('type'), 'type is required when appArmorProfile is set');
  else errors.unsupported(place.child('type'), json(type), PROFILES);
}

/** The security context of one container. */
export function validateContainerSecurity(
  container: Container,
  hostUsers: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const context = ptr(container, 'securityContext');
  if (!context) return;
  validateId(context, 'runAsUser', place, errors);
  validateId(context, 'runAsGroup', place, errors);
  const procMount = get(context, 'procMount');
  if (typeof procMount === 'string') {
    if (procMount !== 'Default' && procMount !== 'Unmasked') {
      errors.unsupported(place.child('procMount'), json(procMount), ['Default', 'Unmasked']);
    }
    if (hostUsers && procMount === 'Unmasked') {
      errors.invalid(
        place.child('procMount'),
        json(procMount),
        '`hostUsers` must be false to use `Unmasked`',
      );
    }
  }
  validateSeccomp(ptr(context, 'seccompProfile'), place.child('seccompProfile'), errors);
  if (boolPtr(context, 'allowPrivilegeEscalation') === false) {
    const shown = goValue('core.v1.SecurityContext', context);
    if (bool(context, 'privileged')) {
      errors.invalid(place, shown, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
    }
    if (strings(obj(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
      errors.invalid(
        place,
        shown,
        'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
      );
    }
  }
  validateWindows(ptr(context, 'windowsOptions'), place.child('windowsOptions'), errors);
  validateAppArmor(ptr(context, 'appArmorProfile'), place.child('appArmorProfile'), errors);
}
