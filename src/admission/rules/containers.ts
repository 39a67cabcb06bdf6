/** The containers of a pod (pkg/apis/core/validation). */
import { dns1123LabelErrors, portNameErrors, portNumberErrors } from '../../api/names.js';
import { compareVersions, type KubernetesVersion } from '../../api/version.js';
import { type At, type FieldErrors, json } from '../field-errors.js';
import { bool, get, type Int, int, isEmpty, list, type Obj, obj, ptr, str } from '../fields.js';
import { validateDescendingPath } from '../shared/paths.js';
import { validateEnv, validateEnvFrom } from './env.js';
import { validateLifecycle, validateProbes } from './probes.js';
import { validateRequirements } from './resources.js';
import { validateContainerSecurity } from './security.js';
import { validatePullPolicy } from './volumes.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
/** Since this minor every container may have a restart policy of its own. */
const RESTART_SINCE = '1.34';
const NEEDS_POLICY = 'must specify restartPolicy when restart rules are used';
const NOT_FOR_INIT = 'may not be set for init containers without restartPolicy=Always';

/** What the rules of a container know of its pod. */
export interface ContainerContext {
  version: KubernetesVersion;
  volumes: ReadonlyMap<string, Obj>;
  claims: ReadonlySet<string>;
  podRestartPolicy: string;
  gracePeriod: Int | undefined;
  hostUsers: boolean;
}

export function validateContainers(
  spec: Obj,
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
    if (compareVersions(context.version, RESTART_SINCE) >= 0) validateRestart(container, at, errors);
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
  spec: Obj,
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
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
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

const EPHEMERAL_FORBIDDEN = [
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
  spec: Obj,
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
      for (const field of ['subPath', 'subPathExpr']) {
        if (str(mount, field) !== '')
          errors.forbidden(at.child('volumeMounts').index(at2).child(field), NOT_EPHEMERAL);
      }
    });
  });
}

/** The image's text must not begin or end with white space. */
export function validateNoPadding(container: Obj, place: At, errors: FieldErrors): void {
  const image = str(container, 'image');
  if (image !== image.trim()) {
    errors.invalid(place.child('image'), image, 'must not have leading or trailing whitespace');
  }
}

function validateCommon(container: Obj, place: At, context: ContainerContext, errors: FieldErrors): void {
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
  validatePorts(list(container, 'ports'), place.child('ports'), errors);
  validateEnv(list(container, 'env'), place.child('env'), context.version, errors);
  validateEnvFrom(list(container, 'envFrom'), place.child('envFrom'), context.version, errors);
  validateMounts(container, place.child('volumeMounts'), context.volumes, errors);
  validateDevices(container, place.child('volumeDevices'), context.volumes, errors);
  validatePullPolicy(str(container, 'imagePullPolicy'), place.child('imagePullPolicy'), errors);
  validateRequirements(obj(container, 'resources'), place.child('resources'), errors, {
    claims: context.claims,
  });
  validateResizePolicy(container, place.child('resizePolicy'), context.podRestartPolicy, errors);
  validateContainerSecurity(container, context.hostUsers, place.child('securityContext'), errors);
}

function validatePorts(ports: readonly Obj[], place: At, errors: FieldErrors): void {
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const at = place.index(index);
    const name = str(port, 'name');
    if (name !== '') {
      const bad = portNameErrors(name);
      errors.invalids(at.child('name'), name, bad);
      if (bad.length === 0) {
        if (names.has(name)) errors.duplicate(at.child('name'), name);
        else names.add(name);
      }
    }
    const number = int(port, 'containerPort');
    if (number === 0) errors.required(at.child('containerPort'));
    else errors.invalids(at.child('containerPort'), number, portNumberErrors(number));
    const host = int(port, 'hostPort');
    if (host !== 0) errors.invalids(at.child('hostPort'), host, portNumberErrors(host));
    const protocol = str(port, 'protocol');
    if (protocol === '') errors.required(at.child('protocol'));
    else if (!PROTOCOLS.includes(protocol))
      errors.unsupported(at.child('protocol'), json(protocol), PROTOCOLS);
  });
}

function validateHostPorts(container: Obj, place: At, taken: Set<string>, errors: FieldErrors): void {
  list(container, 'ports').forEach((port, index) => {
    const number = int(port, 'hostPort');
    if (number === 0) return;
    const key = `${str(port, 'protocol')}/${str(port, 'hostIP')}/${number}`;
    if (taken.has(key)) errors.duplicate(place.child('ports').index(index).child('hostPort'), key);
    else taken.add(key);
  });
}

function validateRestart(container: Obj, place: At, errors: FieldErrors): void {
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
    if (action !== 'Restart' && action !== 'RestartAllContainers') {
      errors.unsupported(one.child('action'), json(action), ['Restart', 'RestartAllContainers']);
    }
    const codes = ptr(rule, 'exitCodes');
    if (!codes) {
      errors.required(one.child('exitCodes'), 'must be specified');
      return;
    }
    const operator = str(codes, 'operator');
    if (operator !== 'In' && operator !== 'NotIn') {
      errors.unsupported(one.child('exitCodes', 'operator'), json(operator), ['In', 'NotIn']);
    }
    const values = get(codes, 'values');
    if (Array.isArray(values) && values.length > 255) {
      errors.tooMany(one.child('exitCodes', 'values'), values.length, 255);
    }
  });
}

function validateMounts(
  container: Obj,
  place: At,
  volumes: ReadonlyMap<string, Obj>,
  errors: FieldErrors,
): void {
  const devices = list(container, 'volumeDevices');
  const deviceNames = new Set(devices.map((device) => str(device, 'name')));
  const devicePaths = new Set(devices.map((device) => str(device, 'devicePath')));
  const paths = new Set<string>();
  list(container, 'volumeMounts').forEach((mount, index) => {
    const at = place.index(index);
    const [name, path] = [str(mount, 'name'), str(mount, 'mountPath')];
    if (name === '') errors.required(at.child('name'));
    if (!volumes.has(name)) errors.notFound(at.child('name'), name);
    if (path === '') errors.required(at.child('mountPath'));
    if (paths.has(path)) errors.invalid(at.child('mountPath'), path, 'must be unique');
    paths.add(path);
    if (deviceNames.has(name))
      errors.invalid(at.child('name'), name, 'must not already exist in volumeDevices');
    if (devicePaths.has(path)) {
      errors.invalid(at.child('mountPath'), path, 'must not already exist as a path in volumeDevices');
    }
    const [sub, expression] = [str(mount, 'subPath'), str(mount, 'subPathExpr')];
    if (sub !== '') validateDescendingPath(sub, place.child('subPath'), errors);
    if (expression !== '') {
      if (sub !== '')
        errors.invalid(at.child('subPathExpr'), expression, 'subPathExpr and subPath are mutually exclusive');
      validateDescendingPath(expression, place.child('subPathExpr'), errors);
    }
    validatePropagation(mount, bool(obj(container, 'securityContext'), 'privileged'), place, errors);
    validateRecursiveReadOnly(mount, place, errors);
  });
}

function validatePropagation(mount: Obj, privileged: boolean, place: At, errors: FieldErrors): void {
  const propagation = get(mount, 'mountPropagation');
  if (typeof propagation !== 'string') return;
  const at = place.child('mountPropagation');
  if (!['Bidirectional', 'HostToContainer', 'None'].includes(propagation)) {
    errors.unsupported(at, json(propagation), ['Bidirectional', 'HostToContainer', 'None']);
  }
  if (propagation === 'Bidirectional' && !privileged) {
    errors.forbidden(at, 'Bidirectional mount propagation is available only to privileged containers');
  }
}

function validateRecursiveReadOnly(mount: Obj, place: At, errors: FieldErrors): void {
  const mode = get(mount, 'recursiveReadOnly');
  if (typeof mode !== 'string') return;
  const at = place.child('recursiveReadOnly');
  if (mode === 'Disabled') return;
  if (mode !== 'Enabled' && mode !== 'IfPossible') {
    errors.unsupported(at, json(mode), ['Disabled', 'Enabled', 'IfPossible']);
    return;
  }
  if (!bool(mount, 'readOnly')) errors.forbidden(at, 'may only be specified when readOnly is true');
  const propagation = get(mount, 'mountPropagation');
  if (propagation !== undefined && propagation !== 'None') {
    errors.forbidden(at, 'may only be specified when mountPropagation is None or not specified');
  }
}

function validateDevices(
  container: Obj,
  place: At,
  volumes: ReadonlyMap<string, Obj>,
  errors: FieldErrors,
): void {
  const mounts = list(container, 'volumeMounts');
  const mountNames = new Set(mounts.map((mount) => str(mount, 'name')));
  const mountPaths = new Set(mounts.map((mount) => str(mount, 'mountPath')));
  const [names, paths] = [new Set<string>(), new Set<string>()];
  list(container, 'volumeDevices').forEach((device, index) => {
    const at = place.index(index);
    const [name, path] = [str(device, 'name'), str(device, 'devicePath')];
    if (name === '') errors.required(at.child('name'));
    if (names.has(name)) errors.invalid(at.child('name'), name, 'must be unique');
    const volume = volumes.get(name);
    if (volume && !ptr(volume, 'persistentVolumeClaim') && !ptr(volume, 'ephemeral')) {
      errors.invalid(
        at.child('name'),
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      );
    }
    if (!volume) errors.notFound(at.child('name'), name);
    if (path === '') errors.required(at.child('devicePath'));
    if (paths.has(path)) errors.invalid(at.child('devicePath'), path, 'must be unique');
    if (path !== '' && path.split('/').includes('..')) {
      errors.invalid(at.child('devicePath'), path, "can not contain backsteps ('..')");
    } else paths.add(path);
    if (mountNames.has(name))
      errors.invalid(at.child('name'), name, 'must not already exist in volumeMounts');
    if (mountPaths.has(path))
      errors.invalid(at.child('devicePath'), path, 'must not already exist as a path in volumeMounts');
    if (name !== '') names.add(name);
  });
}

function validateResizePolicy(
  container: Obj,
  place: At,
  podRestartPolicy: string,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  list(container, 'resizePolicy').forEach((policy, index) => {
    const [resource, restart] = [str(policy, 'resourceName'), str(policy, 'restartPolicy')];
    if (seen.has(resource)) errors.duplicate(place.index(index), json(resource));
    seen.add(resource);
    if (resource === '') errors.required(place);
    else if (resource !== 'cpu' && resource !== 'memory')
      errors.unsupported(place, json(resource), ['cpu', 'memory']);
    if (restart === '') errors.required(place);
    else if (restart !== 'NotRequired' && restart !== 'RestartContainer') {
      errors.unsupported(place, json(restart), ['NotRequired', 'RestartContainer']);
    }
    if (podRestartPolicy === 'Never' && restart !== 'NotRequired') {
      errors.invalid(place, json(restart), "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
    }
  });
}
