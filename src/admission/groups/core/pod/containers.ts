/** The containers of each of a pod's lists (pkg/apis/core/validation validateContainerCommon). */

import { isOn } from '../../../../api/gates.js';
import { dns1123LabelErrors } from '../../../../api/names.js';
import { atLeast, type KubernetesVersion } from '../../../../api/version.js';
import { wording } from '../../../../api/wording.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { get, type Int, ints, isEmpty, list, obj, ptr, setDefault, setZero, str } from '../../../fields.js';
import { shownName } from '../../../shared/resource-names.js';
import type { Container, PodSpec, Volume } from '../../../shared/structs.js';
import type { AnyField } from '../../../typed.js';
import { defaultFieldRef, validateEnv, validateEnvFrom } from './env.js';
import { pullPolicy, validatePullPolicy } from './images.js';
import { validateMounts, validateVolumeDevices } from './mounts.js';
import { validateContainerPorts, validateHostPorts } from './ports.js';
import { defaultHandler, defaultProbe, PROBES, validateLifecycle, validateProbes } from './probes.js';
import { roundResources, validateRequirements } from './resources.js';
import { validateContainerSecurity } from './security.js';

export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

const NOT_RESTARTED = wording("must be 'NotRequired' when pod `restartPolicy` is 'Never'", {
  '1.35': "must be 'NotRequired' when `restartPolicy` is 'Never'",
});
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];

/** Since this minor every container may have a restart policy of its own. */
export const RESTART_SINCE = '1.34';
const RESTART_ACTIONS = ['Restart', 'RestartAllContainers'];
const NEEDS_POLICY = 'must specify restartPolicy when restart rules are used';
const NOT_FOR_INIT = 'may not be set for init containers without restartPolicy=Always';

/** What the rules of a container know of its pod. */
export interface ContainerContext {
  version: KubernetesVersion;
  volumes: ReadonlyMap<string, Volume>;
  claims: ReadonlySet<string>;
  podRestartPolicy: string;
  gracePeriod: Int | undefined;
  hostUsers: boolean;
}

export function defaultContainer(container: Container): void {
  setZero(container, 'imagePullPolicy', pullPolicy(str(container, 'image')));
  setZero(container, 'terminationMessagePath', '/dev/termination-log');
  setZero(container, 'terminationMessagePolicy', 'File');
  for (const port of list(container, 'ports')) setZero(port, 'protocol', 'TCP');
  for (const variable of list(container, 'env')) {
    const from = ptr(variable, 'valueFrom');
    defaultFieldRef(ptr(from, 'fieldRef'));
    const fileKeyRef = ptr(from, 'fileKeyRef');
    if (fileKeyRef) setDefault(fileKeyRef, 'optional', false);
  }
  roundResources(ptr(container, 'resources'), 'limits', 'requests');
  for (const name of PROBES) defaultProbe(ptr(container, name));
  const lifecycle = ptr(container, 'lifecycle');
  defaultHandler(ptr(lifecycle, 'postStart'));
  defaultHandler(ptr(lifecycle, 'preStop'));
}

export function validateContainers(
  spec: PodSpec,
  place: At,
  context: ContainerContext,
  errors: FieldErrors,
): void {
  const containers = list(spec, 'containers');
  if (containers.length === 0) {
    errors.required(place);
    return;
  }
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const at = place.index(index);
    validateCommon(container, at, context, errors);
    const name = str(container, 'name');
    if (names.has(name)) errors.duplicate(at.child('name'), name);
    else names.add(name);
    validateLifecycle(container, context.gracePeriod, at, errors);
    validateProbes(container, context.gracePeriod, at, errors);
    if (atLeast(context.version, RESTART_SINCE)) validateRestart(container, at, errors);
    else if (get(container, 'restartPolicy') !== undefined) {
      errors.forbidden(at.child('restartPolicy'), 'may not be set for non-init containers');
    }
  });
  const taken = new Set<string>();
  containers.forEach((container, index) => {
    validateHostPorts(container, place.index(index), taken, errors);
  });
}

export function validateInitContainers(
  spec: PodSpec,
  place: At,
  context: ContainerContext,
  errors: FieldErrors,
): void {
  const names = new Set(list(spec, 'containers').map((container) => str(container, 'name')));
  list(spec, 'initContainers').forEach((container, index) => {
    const at = place.index(index);
    const sidecar = str(container, 'restartPolicy') === 'Always';
    validateCommon(container, at, context, errors);
    if (get(container, 'restartPolicy') !== undefined) validateRestart(container, at, errors);
    else if (list(container, 'restartPolicyRules').length > 0)
      errors.required(at.child('restartPolicy'), NEEDS_POLICY);
    const name = str(container, 'name');
    if (names.has(name) && name !== '') errors.duplicate(at.child('name'), name);
    else if (name !== '') names.add(name);
    validateHostPorts(container, place.index(0), new Set(), errors);
    if (sidecar) {
      validateLifecycle(container, context.gracePeriod, at, errors);
      validateProbes(container, context.gracePeriod, at, errors);
      return;
    }
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
      if (ptr(container, field)) errors.forbidden(at.child(field), NOT_FOR_INIT);
    }
    list(container, 'resizePolicy').forEach((policy, index2) => {
      if (str(policy, 'restartPolicy') === 'RestartContainer') {
        errors.invalid(
          at.child('resizePolicy').index(index2).child('restartPolicy'),
          json('RestartContainer'),
          "must not be set to 'RestartContainer' for non-sidecar initContainers",
        );
      }
    });
  });
}

const EPHEMERAL_FORBIDDEN: readonly AnyField<'core.v1.EphemeralContainer'>[] = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];
const NOT_EPHEMERAL = 'cannot be set for an Ephemeral Container';

export function validateEphemeralContainers(
  spec: PodSpec,
  place: At,
  context: ContainerContext,
  errors: FieldErrors,
): void {
  const others = [...list(spec, 'containers'), ...list(spec, 'initContainers')].map((one) =>
    str(one, 'name'),
  );
  const names = new Set(others);
  list(spec, 'ephemeralContainers').forEach((container, index) => {
    const at = place.index(index);
    validateCommon(container, at, context, errors);
    validateNoPadding(container, at, errors);
    const name = str(container, 'name');
    if (names.has(name)) errors.duplicate(at.child('name'), name);
    else names.add(name);
    const target = str(container, 'targetContainerName');
    if (target !== '' && !others.includes(target)) errors.notFound(at.child('targetContainerName'), target);
    for (const field of EPHEMERAL_FORBIDDEN) {
      const value = get(container, field);
      if (
        value === undefined ||
        (typeof value === 'object' && isEmpty(container, field) && field !== 'lifecycle')
      )
        continue;
      errors.forbidden(at.child(field), NOT_EPHEMERAL);
    }
    list(container, 'volumeMounts').forEach((mount, at2) => {
      for (const field of ['subPath', 'subPathExpr'] as const) {
        if (str(mount, field) !== '')
          errors.forbidden(at.child('volumeMounts').index(at2).child(field), NOT_EPHEMERAL);
      }
    });
  });
}

/** The image's text must not begin or end with white space. */
export function validateNoPadding(container: Container, place: At, errors: FieldErrors): void {
  const image = str(container, 'image');
  if (image !== image.trim()) {
    errors.invalid(place.child('image'), image, 'must not have leading or trailing whitespace');
  }
}

function validateCommon(
  container: Container,
  place: At,
  context: ContainerContext,
  errors: FieldErrors,
): void {
  const name = str(container, 'name');
  if (name === '') errors.required(place.child('name'));
  else errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
  if (str(container, 'image') === '') errors.required(place.child('image'));
  const termination = str(container, 'terminationMessagePolicy');
  if (termination === '') errors.required(place.child('terminationMessagePolicy'));
  else if (termination !== 'File' && termination !== 'FallbackToLogsOnError') {
    errors.unsupported(place.child('terminationMessagePolicy'), json(termination), [
      'File',
      'FallbackToLogsOnError',
    ]);
  }
  validateContainerPorts(list(container, 'ports'), place.child('ports'), errors);
  validateEnv(list(container, 'env'), place.child('env'), errors);
  validateEnvFrom(list(container, 'envFrom'), place.child('envFrom'), errors);
  validateMounts(container, place.child('volumeMounts'), context.volumes, errors);
  validateVolumeDevices(container, place.child('volumeDevices'), context.volumes, errors);
  validatePullPolicy(str(container, 'imagePullPolicy'), place.child('imagePullPolicy'), errors);
  validateRequirements(obj(container, 'resources'), place.child('resources'), errors, {
    claims: context.claims,
  });
  validateResizePolicy(container, place.child('resizePolicy'), context.podRestartPolicy, errors);
  validateContainerSecurity(container, context.hostUsers, place.child('securityContext'), errors);
}

function validateRestart(container: Container, place: At, errors: FieldErrors): void {
  const policy = get(container, 'restartPolicy');
  const rules = list(container, 'restartPolicyRules');
  if (policy === undefined && rules.length > 0) {
    errors.required(place.child('restartPolicy'), NEEDS_POLICY);
  }
  if (policy !== undefined && !RESTART_POLICIES.includes(String(policy))) {
    errors.unsupported(place.child('restartPolicy'), json(policy), RESTART_POLICIES);
  }
  const at = place.child('restartPolicyRules');
  if (rules.length > 20) errors.tooMany(at, rules.length, 20);
  rules.forEach((rule, index) => {
    const one = at.index(index);
    const action = str(rule, 'action');
    const actions = isOn('RestartAllContainersOnContainerExits', errors) ? RESTART_ACTIONS : ['Restart'];
    if (!actions.includes(action)) errors.unsupported(one.child('action'), json(action), actions);
    const codes = ptr(rule, 'exitCodes');
    if (!codes) {
      errors.required(one.child('exitCodes'), 'must be specified');
      return;
    }
    const operator = str(codes, 'operator');
    if (operator !== 'In' && operator !== 'NotIn') {
      errors.unsupported(one.child('exitCodes', 'operator'), json(operator), ['In', 'NotIn']);
    }
    const values = ints(codes, 'values');
    if (values.length > 255) {
      errors.tooMany(one.child('exitCodes', 'values'), values.length, 255);
    }
  });
}

function validateResizePolicy(
  container: Container,
  place: At,
  podRestartPolicy: string,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  list(container, 'resizePolicy').forEach((policy, index) => {
    const [resource, restart] = [str(policy, 'resourceName'), str(policy, 'restartPolicy')];
    if (seen.has(resource)) errors.duplicate(place.index(index), shownName(resource));
    seen.add(resource);
    if (resource === '') errors.required(place);
    else if (resource !== 'cpu' && resource !== 'memory')
      errors.unsupported(place, shownName(resource), ['cpu', 'memory']);
    if (restart === '') errors.required(place);
    else if (restart !== 'NotRequired' && restart !== 'RestartContainer') {
      errors.unsupported(place, json(restart), ['NotRequired', 'RestartContainer']);
    }
    if (podRestartPolicy === 'Never' && restart !== 'NotRequired') {
      errors.invalid(place, json(restart), NOT_RESTARTED);
    }
  });
}
