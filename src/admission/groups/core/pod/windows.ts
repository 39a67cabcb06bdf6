/** What is Windows' own: options of its security contexts, and what a pod of the other system must leave out. */

import { byteLength, dns1123SubdomainErrors } from '../../../../api/names.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, boolPtr, get, list, obj, ptr, str } from '../../../fields.js';
import type { PodSpec } from '../../../shared/structs.js';
import type { AnyField, Struct } from '../../../typed.js';

type Context = Struct<'core.v1.PodSecurityContext' | 'core.v1.SecurityContext'>;

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_DOMAIN =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

export function validateWindows(
  options: Struct<'core.v1.WindowsSecurityContextOptions'> | undefined,
  place: At,
  errors: FieldErrors,
): void {
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
export function validateHostProcess(spec: PodSpec, place: At, errors: FieldErrors): void {
  const of = (context: Context): boolean | undefined =>
    boolPtr(obj(context, 'windowsOptions'), 'hostProcess');
  const podValue = of(obj(spec, 'securityContext'));
  let [some, all] = [false, true];
  for (const which of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
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

/** What a Windows pod must leave out, in the order of the server: of its security context, or of its spec. */
const WINDOWS_POD: readonly (
  | readonly [AnyField<'core.v1.PodSecurityContext'>, true]
  | readonly [AnyField<'core.v1.PodSpec'>, false]
)[] = [
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
const WINDOWS_CONTAINER: readonly AnyField<'core.v1.SecurityContext'>[] = [
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
export function validateOs(spec: PodSpec, place: At, errors: FieldErrors): void {
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
  const each = (visit: (context: Struct<'core.v1.SecurityContext'>, at: At) => void): void => {
    for (const which of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
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
    const value = inContext ? get(context, field) : get(spec, field);
    const isSet = field === 'hostPID' || field === 'hostIPC' ? value === true : value !== undefined;
    const empty = (typeof value === 'string' || Array.isArray(value)) && value.length === 0;
    if (!isSet || empty) continue;
    errors.forbidden(inContext ? place.child('securityContext', field) : place.child(field), NOT_WINDOWS);
  }
  each((own, at) => {
    for (const field of WINDOWS_CONTAINER)
      if (get(own, field) !== undefined) errors.forbidden(at.child(field), NOT_WINDOWS);
  });
}
