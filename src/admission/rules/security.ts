/** Security contexts of pods and containers (pkg/apis/core/validation). */
import { byteLength, dns1123SubdomainErrors, idErrors } from '../../api/names.js';
import { type At, type FieldErrors, json } from '../field-errors.js';
import { bool, boolPtr, get, type Int, intPtr, list, type Obj, obj, ptr, str, strings } from '../fields.js';
import { goValue } from '../go/value.js';
import { validateDescendingPath } from '../shared/paths.js';

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
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_DOMAIN =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

function validateId(from: Obj, name: string, place: At, errors: FieldErrors): void {
  const id = intPtr(from, name);
  if (id !== undefined) errors.invalids(place.child(name), id, idErrors(id));
}

/** The security context of the pod; `spec` is the pod's spec with its host namespaces. */
export function validatePodSecurity(spec: Obj, place: At, errors: FieldErrors): void {
  const context = obj(spec, 'securityContext');
  validateId(context, 'fsGroup', place, errors);
  validateId(context, 'runAsUser', place, errors);
  validateId(context, 'runAsGroup', place, errors);
  const groups = get(context, 'supplementalGroups');
  if (Array.isArray(groups)) {
    groups.forEach((group, index) => {
      errors.invalids(place.child('supplementalGroups').index(index), group as Int, idErrors(group as Int));
    });
  }
  if (bool(spec, 'shareProcessNamespace') && bool(spec, 'hostPID')) {
    errors.invalid(
      place.child('shareProcessNamespace'),
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
  validateEnum(context, 'seLinuxChangePolicy', ['Recursive'], place, errors);
}

function validateEnum(from: Obj, name: string, known: string[], place: At, errors: FieldErrors): void {
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

function validateSysctls(spec: Obj, sysctls: readonly Obj[], place: At, errors: FieldErrors): void {
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

function validateSeccomp(profile: Obj | undefined, place: At, errors: FieldErrors): void {
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

function validateAppArmor(profile: Obj | undefined, place: At, errors: FieldErrors): void {
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
  container: Obj,
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

function validateWindows(options: Obj | undefined, place: At, errors: FieldErrors): void {
  if (!options) return;
  const name = get(options, 'gmsaCredentialSpecName');
  if (typeof name === 'string')
    errors.invalids(place.child('gmsaCredentialSpecName'), name, dns1123SubdomainErrors(name));
  const spec = get(options, 'gmsaCredentialSpec');
  if (typeof spec === 'string') {
    const at = place.child('gmsaCredentialSpec');
    if (spec === '') errors.invalid(at, spec, 'gmsaCredentialSpec cannot be an empty string');
    else if (byteLength(spec) > 65536)
      errors.invalid(at, spec, 'gmsaCredentialSpec size must be under 64 KiB');
  }
  const user = get(options, 'runAsUserName');
  if (typeof user === 'string') {
    for (const text of userNameErrors(user)) errors.invalid(place.child('runAsUserName'), user, text);
  }
}

function userNameErrors(full: string): string[] {
  if (full === '') return ['runAsUserName cannot be an empty string'];
  if (/[\p{Cc}]/u.test(full)) return ['runAsUserName cannot contain control characters'];
  const parts = full.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) as string;
  const errors: string[] = [];
  if (parts.length === 2) {
    const domain = parts[0] ?? '';
    if (domain.length >= 256) errors.push("runAsUserName's Domain length must be under 256 characters");
    if (!NETBIOS.test(domain) && !DNS_DOMAIN.test(domain)) {
      errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  else if (user.length > 104)
    errors.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) errors.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    errors.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return errors;
}

/** Host process containers of Windows: all of a pod's or none. */
export function validateHostProcess(spec: Obj, place: At, errors: FieldErrors): void {
  const of = (context: Obj): boolean | undefined => boolPtr(obj(context, 'windowsOptions'), 'hostProcess');
  const podValue = of(obj(spec, 'securityContext'));
  let [some, all] = [false, true];
  for (const which of ['initContainers', 'containers', 'ephemeralContainers']) {
    list(spec, which).forEach((container, index) => {
      const own = of(obj(container, 'securityContext'));
      if (podValue !== undefined && own !== undefined && own !== podValue) {
        errors.invalid(
          place.child(which).index(index).child('securityContext', 'windowsOptions', 'hostProcess'),
          own,
          `pod hostProcess value must be identical if both are specified, was ${podValue}`,
        );
      }
      if ((own ?? podValue) === true) some = true;
      else all = false;
    });
  }
  if (!some) return;
  if (!all) {
    errors.invalid(
      place,
      '',
      'If pod contains any hostProcess containers then all containers must be HostProcess containers',
    );
  }
  if (!bool(spec, 'hostNetwork')) {
    errors.invalid(
      place.child('hostNetwork'),
      false,
      'hostNetwork must be true if pod contains any hostProcess containers',
    );
  }
}

const WINDOWS_POD: readonly [string, boolean][] = [
  ['appArmorProfile', true],
  ['seLinuxOptions', true],
  ['hostUsers', false],
  ['hostPID', false],
  ['hostIPC', false],
  ['seccompProfile', true],
  ['fsGroup', true],
  ['fsGroupChangePolicy', true],
  ['sysctls', true],
  ['shareProcessNamespace', false],
  ['runAsUser', true],
  ['runAsGroup', true],
  ['supplementalGroups', true],
  ['supplementalGroupsPolicy', true],
  ['seLinuxChangePolicy', true],
];
const WINDOWS_CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];
const NOT_WINDOWS = 'cannot be set for a windows pod';
const NOT_LINUX = 'windows options cannot be set for a linux pod';

/** What an operating system rules out. */
export function validateOs(spec: Obj, place: At, errors: FieldErrors): void {
  const os = ptr(spec, 'os');
  if (!os) return;
  const name = str(os, 'name');
  if (name === '') {
    errors.required(place.child('os', 'name'));
    return;
  }
  if (name !== 'linux' && name !== 'windows') {
    errors.unsupported(place.child('os'), json(name), ['linux', 'windows']);
    return;
  }
  const context = obj(spec, 'securityContext');
  const each = (visit: (context: Obj, at: At) => void): void => {
    for (const which of ['initContainers', 'containers', 'ephemeralContainers']) {
      list(spec, which).forEach((container, index) => {
        const own = ptr(container, 'securityContext');
        if (own) visit(own, place.child(which).index(index).child('securityContext'));
      });
    }
  };
  if (name === 'linux') {
    if (ptr(context, 'windowsOptions'))
      errors.forbidden(place.child('securityContext', 'windowsOptions'), NOT_LINUX);
    each((own, at) => {
      if (ptr(own, 'windowsOptions')) errors.forbidden(at.child('windowsOptions'), NOT_LINUX);
    });
    return;
  }
  for (const [field, inContext] of WINDOWS_POD) {
    const value = get(inContext ? context : spec, field);
    const isSet = field === 'hostPID' || field === 'hostIPC' ? value === true : value !== undefined;
    const empty = (value as unknown[] | undefined)?.length === 0;
    if (!isSet || empty) continue;
    errors.forbidden(inContext ? place.child('securityContext', field) : place.child(field), NOT_WINDOWS);
  }
  each((own, at) => {
    for (const field of WINDOWS_CONTAINER)
      if (get(own, field) !== undefined) errors.forbidden(at.child(field), NOT_WINDOWS);
  });
}
