/** A pod's spec and a template's (pkg/apis/core/v1/defaults.go, pkg/apis/core/validation ValidatePodSpec). */

import { isOn } from '../../../../api/gates.js';
import {
  byteLength,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  dns1123SubdomainWithUnderscoreErrors,
  labelKeyErrors,
} from '../../../../api/names.js';
import { atLeast, isBefore, type KubernetesVersion } from '../../../../api/version.js';
import { wording } from '../../../../api/wording.js';
import { At, type FieldErrors, json } from '../../../field-errors.js';
import {
  bool,
  boolPtr,
  ensure,
  get,
  int,
  intPtr,
  list,
  obj,
  ptr,
  set,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import { ipErrors, NO_PLAIN_IP } from '../../../shared/ip.js';
import { validateLabels } from '../../../shared/object-meta.js';
import type { PodSpec } from '../../../shared/structs.js';
import type { Struct, TextField } from '../../../typed.js';
import { validateAffinity, validateSpread } from './affinity.js';
import {
  CONTAINER_LISTS,
  type ContainerContext,
  defaultContainer,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './containers.js';
import { validateEnvFiles } from './env.js';
import { roundResources, validatePodResources, validateRequirements } from './resources.js';
import { validatePodSecurity } from './security.js';
import { validateTolerations } from './tolerations.js';
import { defaultVolume, type PodContext, validateVolumes } from './volumes.js';
import { validateHostProcess, validateOs } from './windows.js';

const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

/** Since this minor it is said which of the aliases is meant. */
const ALIASES_SINCE: KubernetesVersion = '1.30';
const HOST_USERS = wording('when `hostUsers` is false', { '1.33': 'when `pod.Spec.HostUsers` is false' });
/** Since this minor devices are looked at too. */
const HOST_DEVICES_SINCE: KubernetesVersion = '1.34';

interface PodSpecContext extends PodContext {
  version: KubernetesVersion;
  /** A pod that a kubelet made of a file. */
  mirror?: boolean;
}

/** The defaults that a pod and a template share. */
export function defaultPodSpec(spec: PodSpec): void {
  setZero(spec, 'dnsPolicy', 'ClusterFirst');
  setZero(spec, 'restartPolicy', 'Always');
  ensure(spec, 'securityContext');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setZero(spec, 'schedulerName', 'default-scheduler');
  for (const volume of list(spec, 'volumes')) defaultVolume(volume);
  for (const name of CONTAINER_LISTS) for (const container of list(spec, name)) defaultContainer(container);
  roundResources(spec, 'overhead');
  roundResources(ptr(spec, 'resources'), 'limits', 'requests');
}

/** What the way through the internal types leaves behind: both names of the service account. */
export function convertPodSpec(spec: PodSpec): void {
  const name = str(spec, 'serviceAccountName') || str(spec, 'serviceAccount');
  if (name === '') return;
  set(spec, 'serviceAccountName', name);
  set(spec, 'serviceAccount', name);
}

/** Checks the spec of a pod, or of a template's pods (ValidatePodSpec). */
export function validatePodSpec(
  spec: PodSpec,
  place: At,
  context: PodSpecContext,
  errors: FieldErrors,
): void {
  const volumes = validateVolumes(spec, place.child('volumes'), context, errors);
  const claims = validateResourceClaims(spec, place.child('resourceClaims'), context, errors);
  const containerContext: ContainerContext = {
    version: context.version,
    volumes,
    claims,
    podRestartPolicy: str(spec, 'restartPolicy'),
    gracePeriod: intPtr(spec, 'terminationGracePeriodSeconds'),
    hostUsers: boolPtr(spec, 'hostUsers') !== false,
  };
  validateContainers(spec, place.child('containers'), containerContext, errors);
  validateInitContainers(spec, place.child('initContainers'), containerContext, errors);
  validateEphemeralContainers(spec, place.child('ephemeralContainers'), containerContext, errors);
  validatePodResources(spec, place.child('resources'), errors);
  validateHostNetwork(spec, place, context.isPod, errors);
  oneOf(spec, 'restartPolicy', RESTART_POLICIES, place, errors);
  oneOf(spec, 'dnsPolicy', DNS_POLICIES, place, errors);
  validateLabels(obj(spec, 'nodeSelector'), place.child('nodeSelector'), errors);
  validatePodSecurity(spec, place.child('securityContext'), errors);
  const affinity = ptr(spec, 'affinity');
  if (affinity) validateAffinity(affinity, place.child('affinity'), context.version, errors);
  validateDns(spec, place.child('dnsConfig'), errors);
  validateGates(spec, place, errors);
  validateSpread(
    list(spec, 'topologySpreadConstraints'),
    place.child('topologySpreadConstraints'),
    context.version,
    errors,
  );
  validateHostProcess(spec, place, errors);
  validateHostUsers(spec, place, errors);
  validateHostnameOverride(spec, place.child('hostnameOverride'), errors);
  named(spec, 'serviceAccountName', place, errors);
  named(spec, 'nodeName', place, errors);
  validateDeadline(spec, place.child('activeDeadlineSeconds'), errors);
  validateHostnames(spec, place, errors);
  validateTolerations(list(spec, 'tolerations'), place.child('tolerations'), errors);
  validateHostAliases(list(spec, 'hostAliases'), place.child('hostAliases'), context.version, errors);
  named(spec, 'priorityClassName', place, errors);
  validateRuntimeClassName(spec, place.child('runtimeClassName'), errors);
  if (get(spec, 'preemptionPolicy') !== undefined) {
    oneOf(spec, 'preemptionPolicy', ['PreemptLowerPriority', 'Never'], place, errors);
  }
  if (ptr(spec, 'overhead')) {
    validateRequirements({ limits: obj(spec, 'overhead') }, place.child('overhead'), errors);
  }
  validateOs(spec, place, errors);
  validateEnvFiles(spec, place, errors);
}

function oneOf(
  spec: PodSpec,
  name: TextField<'core.v1.PodSpec'>,
  known: string[],
  place: At,
  errors: FieldErrors,
): void {
  const value = str(spec, name);
  if (value === '') errors.required(place.child(name));
  else if (!known.includes(value)) errors.unsupported(place.child(name), json(value), known);
}

function named(spec: PodSpec, name: TextField<'core.v1.PodSpec'>, place: At, errors: FieldErrors): void {
  const value = str(spec, name);
  if (value !== '') errors.invalids(place.child(name), value, dns1123SubdomainErrors(value));
}

function validateDeadline(spec: PodSpec, place: At, errors: FieldErrors): void {
  const deadline = intPtr(spec, 'activeDeadlineSeconds');
  if (deadline !== undefined && (deadline < 1 || deadline > 2147483647)) {
    errors.invalid(place, deadline, 'must be between 1 and 2147483647, inclusive');
  }
}

function validateHostnames(spec: PodSpec, place: At, errors: FieldErrors): void {
  for (const field of ['hostname', 'subdomain'] as const) {
    const name = str(spec, field);
    if (name !== '') errors.invalids(place.child(field), name, dns1123LabelErrors(name));
  }
}

function validateRuntimeClassName(spec: PodSpec, place: At, errors: FieldErrors): void {
  if (get(spec, 'runtimeClassName') === undefined) return;
  const name = str(spec, 'runtimeClassName');
  errors.invalids(place, name, dns1123SubdomainErrors(name));
}

function validateResourceClaims(
  spec: PodSpec,
  place: At,
  { mirror }: PodSpecContext,
  errors: FieldErrors,
): ReadonlySet<string> {
  const names = new Set<string>();
  list(spec, 'resourceClaims').forEach((claim, index) => {
    const at = place.index(index);
    if (mirror) {
      errors.forbidden(place, 'static pods do not support resource claims');
      return;
    }
    const name = str(claim, 'name');
    if (name === '') errors.required(at.child('name'));
    else if (names.has(name)) errors.duplicate(at.child('name'), name);
    else {
      errors.invalids(at.child('name'), name, dns1123LabelErrors(name));
      names.add(name);
    }
    const [claimName, template] = [get(claim, 'resourceClaimName'), get(claim, 'resourceClaimTemplateName')];
    const shown = goValue('core.v1.PodResourceClaim', claim);
    if (claimName !== undefined && template !== undefined) {
      errors.invalid(
        at,
        shown,
        'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
      );
    }
    if (claimName === undefined && template === undefined) {
      errors.invalid(at, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
    }
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const value = get(claim, field);
      if (typeof value === 'string') errors.invalids(at.child(field), value, dns1123SubdomainErrors(value));
    }
  });
  return names;
}

function validateHostNetwork(spec: PodSpec, place: At, isPod: boolean, errors: FieldErrors): void {
  if (!bool(spec, 'hostNetwork')) return;
  list(spec, 'containers').forEach((container, index) => {
    list(container, 'ports').forEach((port, at) => {
      const [host, own] = [int(port, 'hostPort'), int(port, 'containerPort')];
      if (host !== own && (isPod || host !== 0)) {
        errors.invalid(
          place.child('containers').index(index).child('ports').index(at).child('hostPort'),
          host,
          'must match `containerPort` when `hostNetwork` is true',
        );
      }
    });
  });
}

function validateDns(spec: PodSpec, place: At, errors: FieldErrors): void {
  const config = ptr(spec, 'dnsConfig');
  const servers = strings(config, 'nameservers');
  if (str(spec, 'dnsPolicy') === 'None') {
    if (!config) {
      errors.required(place, 'must provide `dnsConfig` when `dnsPolicy` is None');
      return;
    }
    if (servers.length === 0) {
      errors.required(
        place.child('nameservers'),
        'must provide at least one DNS nameserver when `dnsPolicy` is None',
      );
      return;
    }
  }
  if (!config) return;
  if (servers.length > 3) {
    errors.invalid(place.child('nameservers'), json([...servers]), 'must not have more than 3 nameservers');
  }
  servers.forEach((server, index) => {
    errors.invalids(
      place.child('nameservers').index(index),
      server,
      ipErrors(server, errors, { unread: NO_PLAIN_IP }),
    );
  });
  const searches = strings(config, 'searches');
  if (searches.length > 32) {
    errors.invalid(place.child('searches'), json([...searches]), 'must not have more than 32 search paths');
  }
  if (byteLength(searches.join(' ')) > 2048) {
    errors.invalid(
      place.child('searches'),
      json([...searches]),
      'must not have more than 2048 characters (including spaces) in the search list',
    );
  }
  // Search paths may hold underscores, and may be the root.
  const relaxed = isOn('RelaxedDNSSearchValidation', errors);
  const searchErrors = relaxed ? dns1123SubdomainWithUnderscoreErrors : dns1123SubdomainErrors;
  searches.forEach((search, index) => {
    if (search === '.' && relaxed) return;
    const trimmed = search.endsWith('.') ? search.slice(0, -1) : search;
    errors.invalids(place.child('searches').index(index), trimmed, searchErrors(trimmed));
  });
  list(config, 'options').forEach((option, index) => {
    if (str(option, 'name') === '') errors.required(place.child('options').index(index), 'must not be empty');
  });
}

function validateGates(spec: PodSpec, place: At, errors: FieldErrors): void {
  list(spec, 'readinessGates').forEach((gate, index) => {
    const type = str(gate, 'conditionType');
    errors.invalids(
      place.child('readinessGates').index(index).child('conditionType'),
      type,
      labelKeyErrors(type),
    );
  });
  const seen = new Set<string>();
  list(spec, 'schedulingGates').forEach((gate, index) => {
    const at = place.child('schedulingGates').index(index);
    const name = str(gate, 'name');
    errors.invalids(at, name, labelKeyErrors(name));
    if (seen.has(name)) errors.duplicate(at, name);
    seen.add(name);
  });
}

function validateHostUsers(spec: PodSpec, place: At, errors: FieldErrors): void {
  if (boolPtr(spec, 'hostUsers') !== false) return;
  if (bool(spec, 'hostNetwork')) errors.forbidden(place.child('hostNetwork'), HOST_USERS);
  if (bool(spec, 'hostPID')) errors.forbidden(place.child('HostPID'), HOST_USERS);
  if (bool(spec, 'hostIPC')) errors.forbidden(place.child('HostIPC'), HOST_USERS);
  if (isBefore(errors.version, HOST_DEVICES_SINCE)) return;
  for (const which of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    list(spec, which).forEach((container, index) => {
      if (list(container, 'volumeDevices').length > 0) {
        errors.forbidden(place.child(which).index(index).child('volumeDevices'), HOST_USERS);
      }
    });
  }
}

function validateHostnameOverride(spec: PodSpec, place: At, errors: FieldErrors): void {
  const name = get(spec, 'hostnameOverride');
  if (typeof name !== 'string') return;
  if (bool(spec, 'setHostnameAsFQDN'))
    errors.forbidden(place, 'may not be specified when setHostnameAsFQDN is true');
  if (bool(spec, 'hostNetwork')) errors.forbidden(place, 'may not be specified when hostNetwork is true');
  if (byteLength(name) > 64) errors.tooLong(place, 64);
  errors.invalids(place, name, dns1123SubdomainErrors(name));
}

function validateHostAliases(
  aliases: readonly Struct<'core.v1.HostAlias'>[],
  place: At,
  version: KubernetesVersion,
  errors: FieldErrors,
): void {
  aliases.forEach((alias, index) => {
    const own = place.index(index);
    const isCounted = atLeast(version, ALIASES_SINCE);
    const at = isCounted ? own : At.named(place.toString(), own.path);
    errors.invalids(
      at.child('ip'),
      str(alias, 'ip'),
      ipErrors(str(alias, 'ip'), errors, { unread: NO_PLAIN_IP }),
    );
    strings(alias, 'hostnames').forEach((name, at2) => {
      const names = at.child('hostnames');
      const of = isCounted ? names.index(at2) : At.named(names.toString(), [...names.path, at2]);
      errors.invalids(of, name, dns1123SubdomainErrors(name));
    });
  });
}
