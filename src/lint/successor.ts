/**
 * Objects of API versions that are gone or off, as the version that took their place has them: what the API server's own
 * conversion made of them while it served both (conversion.go and defaults.go of pkg/apis). So all that is wrong with
 * them is told at once, not only that their version is not served.
 */
import { cloneJson, isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Document } from '../manifest/document.js';
import { resources } from '../schema/resources.js';
import { METRIC_FIELDS, TARGET_TYPES } from './former-fields.js';
import { LintObject } from './object.js';

/** Where something lies in the new form, and where it was written. */
interface Move {
  to: Path;
  from: Path;
}

/** Brings a (copied) object into the new form, and notes in `moves` what lies elsewhere now. */
type Conversion = (object: JsonObject, moves: Move[]) => void;

const same: Conversion = () => {};

/** Workloads used to select what their template is labelled with, where they did not say. */
const workload: Conversion = (object) => {
  const spec = object['spec'];
  if (!isObject(spec)) return;
  // Fields that only the old versions had.
  for (const gone of ['rollbackTo', 'templateGeneration']) delete spec[gone];
  const labels = valueAt(spec, ['template', 'metadata', 'labels']);
  if (spec['selector'] === undefined && isObject(labels)) spec['selector'] = { matchLabels: { ...labels } };
};

const ingress: Conversion = (object, moves) => {
  const spec = object['spec'];
  if (!isObject(spec)) return;
  if (spec['backend'] !== undefined && spec['defaultBackend'] === undefined) {
    spec['defaultBackend'] = spec['backend'];
    delete spec['backend'];
    moves.push({ to: ['spec', 'defaultBackend'], from: ['spec', 'backend'] });
    backend(spec['defaultBackend'], ['spec', 'defaultBackend'], ['spec', 'backend'], moves);
  }
  each(spec['rules'], (rule, at) => {
    each(valueAt(rule, ['http', 'paths']), (path, index) => {
      if (path['pathType'] === undefined) path['pathType'] = 'ImplementationSpecific';
      const place = ['spec', 'rules', at, 'http', 'paths', index, 'backend'];
      backend(path['backend'], place, place, moves);
    });
  });
};

/** `serviceName` and `servicePort` are `service.name` and `service.port` now. */
function backend(value: JsonValue | undefined, to: Path, from: Path, moves: Move[]): void {
  if (!isObject(value) || value['service'] !== undefined) return;
  const { serviceName: name, servicePort: port } = value;
  if (name === undefined && port === undefined) return;
  delete value['serviceName'];
  delete value['servicePort'];
  const field = typeof port === 'string' ? 'name' : 'number';
  value['service'] = {
    ...(name !== undefined && { name }),
    ...(port !== undefined && { port: { [field]: port } }),
  };
  moves.push({ to: [...to, 'service'], from });
  moves.push({ to: [...to, 'service', 'name'], from: [...from, 'serviceName'] });
  moves.push({ to: [...to, 'service', 'port'], from: [...from, 'servicePort'] });
  moves.push({ to: [...to, 'service', 'port', field], from: [...from, 'servicePort'] });
}

const autoscaler: Conversion = (object, moves) => {
  each(valueAt(object, ['spec', 'metrics']), (metric, index) => {
    for (const [source, fields] of Object.entries(METRIC_FIELDS)) {
      const old = metric[source];
      if (!isObject(old)) continue;
      const place = ['spec', 'metrics', index, source];
      const made: JsonObject = { ...old };
      for (const [field] of fields) delete made[field];
      for (const [field, first, second] of fields) {
        const value = old[field];
        if (value === undefined) continue;
        const into = made[first!];
        if (second === undefined) made[first!] = value;
        else made[first!] = { ...(isObject(into) ? into : {}), [second]: value };
        const to = second === undefined ? [first!] : [first!, second];
        moves.push({ to: [...place, ...to], from: [...place, field] });
      }
      const target = made['target'];
      if (isObject(target)) {
        const type = Object.entries(TARGET_TYPES).find(([field]) => target[field] !== undefined);
        if (type) made['target'] = { ...target, type: type[1] };
      }
      metric[source] = made;
    }
  });
};

/** What a request asks for is below `exactly` since resource.k8s.io/v1beta2; alternatives are where they were. */
const BESIDE_EXACTLY: ReadonlySet<string> = new Set(['name', 'firstAvailable', 'exactly']);

const claim: Conversion = (object, moves) => requests(object, ['spec'], moves);
const claimTemplate: Conversion = (object, moves) => requests(object, ['spec', 'spec'], moves);

function requests(object: JsonObject, spec: Path, moves: Move[]): void {
  const place = [...spec, 'devices', 'requests'];
  each(valueAt(object, place), (request, index) => {
    const asked = Object.keys(request).filter((field) => !BESIDE_EXACTLY.has(field));
    // A request without alternatives was one for a device, whatever it said: it was completed before it was converted.
    if (request['exactly'] !== undefined || (asked.length === 0 && request['firstAvailable'] !== undefined))
      return;
    const exactly: JsonObject = {};
    for (const field of asked) {
      exactly[field] = request[field] ?? null;
      delete request[field];
      moves.push({ to: [...place, index, 'exactly', field], from: [...place, index, field] });
    }
    request['exactly'] = exactly;
    moves.push({ to: [...place, index, 'exactly'], from: [...place, index] });
  });
}

/** What a device is was below `basic` until resource.k8s.io/v1beta2. */
const slice: Conversion = (object, moves) => {
  const spec = object['spec'];
  if (!isObject(spec)) return;
  // These said nothing before they could be left out.
  if (spec['nodeName'] === '') delete spec['nodeName'];
  if (spec['allNodes'] === false) delete spec['allNodes'];
  each(spec['devices'], (device, index) => {
    const { basic } = device;
    if (!isObject(basic)) return;
    delete device['basic'];
    for (const [field, value] of Object.entries(basic)) {
      if (device[field] !== undefined) continue;
      device[field] = value ?? null;
      const place = ['spec', 'devices', index];
      moves.push({ to: [...place, field], from: [...place, 'basic', field] });
    }
  });
};

/** Where fields are that a conversion moves, for those who have to write them anew. */
const MOVED: ReadonlyMap<Conversion, string> = new Map([
  [claim, 'what a request asks for (deviceClassName, selectors, count, …) is below its exactly'],
  [claimTemplate, 'what a request asks for (deviceClassName, selectors, count, …) is below its exactly'],
  [slice, 'what is below basic of a device is beside its name'],
]);

const WORKLOADS = { DaemonSet: workload, Deployment: workload, ReplicaSet: workload, StatefulSet: workload };
const POLICIES = {
  MutatingAdmissionPolicy: same,
  MutatingAdmissionPolicyBinding: same,
  ValidatingAdmissionPolicy: same,
  ValidatingAdmissionPolicyBinding: same,
};
const ROLES = { ClusterRole: same, ClusterRoleBinding: same, Role: same, RoleBinding: same };

/** The conversions of versions that are gone or off, of those kinds whose new form is known to say the same. */
const CONVERSIONS: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
  'admissionregistration.k8s.io/v1alpha1': POLICIES,
  'admissionregistration.k8s.io/v1beta1': POLICIES,
  'apps/v1beta1': WORKLOADS,
  'apps/v1beta2': WORKLOADS,
  'autoscaling/v2beta1': { HorizontalPodAutoscaler: autoscaler },
  'autoscaling/v2beta2': { HorizontalPodAutoscaler: same },
  'batch/v1beta1': { CronJob: same },
  'extensions/v1beta1': { ...WORKLOADS, Ingress: ingress, NetworkPolicy: same },
  'networking.k8s.io/v1beta1': { Ingress: ingress, IngressClass: same, IPAddress: same, ServiceCIDR: same },
  'policy/v1beta1': { PodDisruptionBudget: same },
  'rbac.authorization.k8s.io/v1beta1': ROLES,
  'resource.k8s.io/v1beta1': {
    DeviceClass: same,
    ResourceClaim: claim,
    ResourceClaimTemplate: claimTemplate,
    ResourceSlice: slice,
  },
  'resource.k8s.io/v1beta2': {
    DeviceClass: same,
    ResourceClaim: same,
    ResourceClaimTemplate: same,
    ResourceSlice: same,
  },
  'scheduling.k8s.io/v1beta1': { PriorityClass: same },
  'storage.k8s.io/v1alpha1': { VolumeAttributesClass: same },
  'storage.k8s.io/v1beta1': {
    CSIDriver: same,
    CSINode: same,
    CSIStorageCapacity: same,
    StorageClass: same,
    VolumeAttachment: same,
    VolumeAttributesClass: same,
  },
};

function conversionOf({ apiVersion, kind }: LintObject): Conversion | undefined {
  const ofVersion = Object.hasOwn(CONVERSIONS, apiVersion) ? CONVERSIONS[apiVersion] : undefined;
  return ofVersion && Object.hasOwn(ofVersion, kind) ? ofVersion[kind] : undefined;
}

/** Where fields of an object are in the version that took the place of its own; undefined where all are where they were. */
export function movedFields(object: LintObject): string | undefined {
  const convert = conversionOf(object);
  const moves: Move[] = [];
  convert?.(cloneJson(object.value) as JsonObject, moves);
  return convert && moves.length > 0 ? MOVED.get(convert) : undefined;
}

/**
 * The object of a version that is gone or off in the form of `apiVersion`, which took its place. Places in it lead to where the
 * text has them. Undefined where the new form is not known to say the same.
 */
export function successorOf(
  object: LintObject,
  apiVersion: string | undefined,
  version: KubernetesVersion,
): LintObject | undefined {
  const convert = conversionOf(object);
  if (!convert || apiVersion === undefined || !resources(version).find(apiVersion, object.kind))
    return undefined;
  return converted(object, apiVersion, convert);
}

/** The object of a version that never had its kind as one of `apiVersion`, which has it; undefined where that has none either. */
export function inVersionMeant(
  object: LintObject,
  apiVersion: string | undefined,
  version: KubernetesVersion,
): LintObject | undefined {
  if (apiVersion === undefined || !resources(version).find(apiVersion, object.kind)) return undefined;
  return converted(object, apiVersion, same);
}

function converted(object: LintObject, apiVersion: string, convert: Conversion): LintObject {
  const value: JsonObject = { ...(cloneJson(object.value) as JsonObject), apiVersion };
  const moves: Move[] = [];
  convert(value, moves);
  const written = (path: Path): Path => {
    let best: Move | undefined;
    for (const move of moves) {
      const within = move.to.length <= path.length && move.to.every((step, at) => path[at] === step);
      if (within && move.to.length >= (best?.to.length ?? 0)) best = move;
    }
    let at = best ? [...best.from, ...path.slice(best.to.length)] : path;
    while (at.length > 0 && valueAt(object.value, at) === undefined) at = at.slice(0, -1);
    return at;
  };
  const { file, index, root } = object.document;
  const locate: Document['locate'] = (path, of) => object.document.locate(written(path), of);
  return new LintObject({ file, index, root, value, locate }, value, object);
}

function each(value: JsonValue | undefined, rule: (item: JsonObject, index: number) => void): void {
  if (!Array.isArray(value)) return;
  value.forEach((item, index) => {
    if (isObject(item)) rule(item, index);
  });
}
