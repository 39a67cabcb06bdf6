/** Services (pkg/apis/core/validation, pkg/registry/core/service). */
import { parseIp } from '../../api/ip.js';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  portNameErrors,
  portNumberErrors,
} from '../../api/names.js';
import { compareVersions } from '../../api/version.js';
import { At, at, FieldErrors, json } from '../field-errors.js';
import {
  bool,
  get,
  type Int,
  int,
  intOrString,
  intPtr,
  list,
  type Obj,
  obj,
  str,
  strings,
} from '../fields.js';
import { goValue } from '../go/value.js';
import type { Context } from '../kind.js';
import { cidrErrors, cidrWarnings, ipErrors, ipWarnings, specialIpErrors } from '../shared/ip.js';
import { IMMUTABLE } from '../shared/messages.js';
import { validateLabels } from '../shared/object-meta.js';
import { isExternallyAccessible, isHeadless, needsHealthCheck } from './service-types.js';

const SPEC = at('spec');
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const LB_ONLY = "may only be used when `type` is 'LoadBalancer'";
const NOT_EXTERNAL = 'may not be set for ExternalName services';
const ONCE = 'may not change once set';
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';
/** Up to this minor a load balancer must not have the kubelet's port. */
const KUBELET_PORT_UNTIL = '1.33';
const KUBELET_PORT = 10250;
const NOT_KUBELETS = 'may not expose port 10250 externally since it is used by kubelet';
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

export function validateService(object: Obj, errors: FieldErrors, context: Context): void {
  check(object, undefined, errors, context);
}

function check(object: Obj, old: Obj | undefined, errors: FieldErrors, context: Context): void {
  const spec = obj(object, 'spec');
  const type = str(spec, 'type');
  // Addresses are handed out before anything else is looked at; what stands in the way of that is said alone.
  const allocation = allocationErrors(spec, context);
  if (allocation.count > 0) {
    errors.list.length = 0;
    errors.push(...allocation.list);
    return;
  }
  const annotations = obj(obj(object, 'metadata'), 'annotations');
  const [hints, mode] = [get(annotations, HINTS), get(annotations, MODE)];
  if (typeof mode === 'string' && typeof hints === 'string' && mode !== hints) {
    errors.invalid(
      at('metadata', 'annotations').key(MODE),
      mode,
      `must match annotations[${HINTS}] when both are specified`,
    );
  }
  const ports = list(spec, 'ports');
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName')
    errors.required(SPEC.child('ports'));
  validateType(spec, type, errors);
  validatePorts(ports, errors);
  if (type === 'LoadBalancer' && compareVersions(context.version, KUBELET_PORT_UNTIL) <= 0) {
    ports.forEach((port, index) => {
      if (int(port, 'port') === KUBELET_PORT) {
        errors.invalid(SPEC.child('ports').index(index), KUBELET_PORT, NOT_KUBELETS);
      }
    });
  }
  validateLabels(obj(spec, 'selector'), SPEC.child('selector'), errors);
  validateAffinity(spec, errors);
  validateClusterIps(spec, old && obj(old, 'spec'), context, errors);
  const known = strings(obj(old, 'spec'), 'externalIPs');
  strings(spec, 'externalIPs').forEach((address, index) => {
    const place = SPEC.child('externalIPs').index(index);
    const bad = ipErrors(address, context.version, known);
    errors.invalids(place, address, bad.length > 0 ? bad : specialIpErrors(address));
  });
  if (!TYPES.includes(type)) errors.unsupported(SPEC.child('type'), json(type), TYPES);
  const handsOut =
    type === 'NodePort' || (type === 'LoadBalancer' && bool(spec, 'allocateLoadBalancerNodePorts'));
  validateNodePorts(ports, type, !old && handsOut, errors);
  validateLoadBalancer(object, old, context, errors);
  validateTraffic(spec, errors);
}

function validateType(spec: Obj, type: string, errors: FieldErrors): void {
  if (type === 'LoadBalancer' && isHeadless(spec)) {
    errors.invalid(
      SPEC.child('clusterIPs').index(0),
      'None',
      "may not be set to 'None' for LoadBalancer services",
    );
  }
  if (type === 'NodePort' && isHeadless(spec)) {
    errors.invalid(
      SPEC.child('clusterIPs').index(0),
      'None',
      "may not be set to 'None' for NodePort services",
    );
  }
  if (type !== 'ExternalName') return;
  if (strings(spec, 'clusterIPs').length > 0) errors.forbidden(SPEC.child('clusterIPs'), NOT_EXTERNAL);
  if (strings(spec, 'ipFamilies').length > 0) errors.forbidden(SPEC.child('ipFamilies'), NOT_EXTERNAL);
  if (get(spec, 'ipFamilyPolicy') !== undefined) errors.forbidden(SPEC.child('ipFamilyPolicy'), NOT_EXTERNAL);
  const name = str(spec, 'externalName').replace(/\.$/, '');
  if (name === '') errors.required(SPEC.child('externalName'));
  else errors.invalids(SPEC.child('externalName'), name, dns1123SubdomainErrors(name));
}

function validatePorts(ports: readonly Obj[], errors: FieldErrors): void {
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const place = SPEC.child('ports').index(index);
    const name = str(port, 'name');
    if (name === '') {
      if (ports.length > 1) errors.required(place.child('name'));
    } else {
      errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
      if (names.has(name)) errors.duplicate(place.child('name'), name);
      names.add(name);
    }
    errors.invalids(place.child('port'), int(port, 'port'), portNumberErrors(int(port, 'port')));
    const protocol = str(port, 'protocol');
    if (protocol === '') errors.required(place.child('protocol'));
    else if (!['SCTP', 'TCP', 'UDP'].includes(protocol)) {
      errors.unsupported(place.child('protocol'), json(protocol), ['SCTP', 'TCP', 'UDP']);
    }
    const target = intOrString(port, 'targetPort') ?? 0;
    const bad = typeof target === 'number' ? portNumberErrors(target) : portNameErrors(target);
    errors.invalids(place.child('targetPort'), json(target), bad);
    const app = get(port, 'appProtocol');
    if (typeof app === 'string') errors.invalids(place.child('appProtocol'), app, labelKeyErrors(app));
  });
}

function validateAffinity(spec: Obj, errors: FieldErrors): void {
  const affinity = str(spec, 'sessionAffinity');
  if (affinity === '') errors.required(SPEC.child('sessionAffinity'));
  else if (affinity !== 'ClientIP' && affinity !== 'None') {
    errors.unsupported(SPEC.child('sessionAffinity'), json(affinity), ['ClientIP', 'None']);
  }
  if (affinity !== 'ClientIP') return;
  const seconds = intPtr(obj(obj(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
  if (seconds !== undefined && (seconds <= 0 || seconds > 86400)) {
    errors.invalid(
      SPEC.child('sessionAffinityConfig', 'clientIP', 'timeoutSeconds'),
      seconds,
      'must be greater than 0 and less than 86400',
    );
  }
}

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

function validateClusterIps(spec: Obj, old: Obj | undefined, context: Context, errors: FieldErrors): void {
  if (str(spec, 'type') === 'ExternalName') return;
  const first = str(spec, 'clusterIP');
  const addresses = strings(spec, 'clusterIPs');
  const place = SPEC.child('clusterIPs');
  const shown = json([...addresses]);
  if (first !== '') {
    if (addresses.length === 0) errors.required(place);
    else if (addresses[0] !== first) errors.invalid(place, shown, 'first value must match `clusterIP`');
  } else if (addresses.length > 0)
    errors.invalid(place, shown, 'must be empty when `clusterIP` is not specified');
  const families = strings(spec, 'ipFamilies');
  families.forEach((family, index) => {
    const at2 = SPEC.child('ipFamilies').index(index);
    if (family !== 'IPv4' && family !== 'IPv6') errors.unsupported(at2, json(family), ['IPv4', 'IPv6']);
    if (families.indexOf(family) < index) errors.duplicate(at2, json(family));
  });
  const policy = get(spec, 'ipFamilyPolicy');
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  if (policy !== undefined && !policies.includes(String(policy))) {
    errors.unsupported(SPEC.child('ipFamilyPolicy'), json(policy), policies);
  }
  if (addresses.length === 0) return;
  if (addresses[0] === 'None') {
    if (addresses.length > 1) errors.invalid(place, shown, "'None' must be the first and only value");
    return;
  }
  const known = strings(old, 'clusterIPs');
  let bad = false;
  addresses.forEach((address, index) => {
    const details = ipErrors(address, context.version, known);
    errors.invalids(place.index(index), address, details);
    if (details.length > 0) bad = true;
  });
  if (addresses.length > 2) errors.invalid(place, shown, 'may only hold up to 2 values');
  if (bad) return;
  if (addresses.length > 1 && new Set(addresses.map(familyOf)).size < 2) {
    errors.invalid(place, shown, 'may specify no more than one IP for each IP family');
  }
  addresses.forEach((address, index) => {
    const family = families[index];
    if (family === undefined || family === familyOf(address) || (family !== 'IPv4' && family !== 'IPv6'))
      return;
    errors.invalid(
      place.index(index),
      address,
      `expected an ${family} value as indicated by \`ipFamilies[${index}]\``,
    );
  });
}

function allocationErrors(spec: Obj, context: Context): FieldErrors {
  const errors = new FieldErrors();
  if (str(spec, 'type') === 'ExternalName') return errors;
  validateClusterIps(spec, undefined, context, errors);
  if (errors.count > 0) return errors;
  const headless = isHeadless(spec);
  const selectorless = Object.keys(obj(spec, 'selector')).length === 0;
  const policy =
    get(spec, 'ipFamilyPolicy') ?? (headless && selectorless ? 'RequireDualStack' : 'SingleStack');
  if (policy !== 'SingleStack') return errors;
  const place = SPEC.child('ipFamilyPolicy');
  const text = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  if (strings(spec, 'clusterIPs').length === 2)
    errors.invalid(place, json(policy), `${text} cluster IPs are specified`);
  if (strings(spec, 'ipFamilies').length === 2)
    errors.invalid(place, json(policy), `${text} IP families are specified`);
  return errors;
}

/** Stands for a node port that the server hands out. */
const FIRST_NODE_PORT = 30000;

/** `handsOut`: ports without a node port were given one before, those of one number the same. */
function validateNodePorts(
  ports: readonly Obj[],
  type: string,
  handsOut: boolean,
  errors: FieldErrors,
): void {
  if (type === 'ClusterIP') {
    ports.forEach((port, index) => {
      if (int(port, 'nodePort') !== 0) {
        errors.forbidden(
          SPEC.child('ports').index(index).child('nodePort'),
          "may not be used when `type` is 'ClusterIP'",
        );
      }
    });
  }
  const taken = new Set<string>();
  const byNumber = new Map<Int, Int>();
  ports.forEach((port, index) => {
    let number = int(port, 'nodePort');
    if (handsOut) {
      const shared = byNumber.get(int(port, 'port'));
      if (number === 0) number = shared ?? FIRST_NODE_PORT + index;
      byNumber.set(int(port, 'port'), number);
    }
    if (number === 0) return;
    const key = `${str(port, 'protocol')}/${number}`;
    if (taken.has(key)) errors.duplicate(SPEC.child('ports').index(index).child('nodePort'), number);
    taken.add(key);
  });
  const numbers = new Set<string>();
  ports.forEach((port, index) => {
    const key = `${str(port, 'protocol')}/${int(port, 'port')}`;
    if (numbers.has(key)) {
      const shown = { protocol: str(port, 'protocol'), port: int(port, 'port') };
      errors.duplicate(SPEC.child('ports').index(index), goValue('core.v1.ServicePort', shown));
    }
    numbers.add(key);
  });
}

function validateLoadBalancer(
  object: Obj,
  old: Obj | undefined,
  { version }: Context,
  errors: FieldErrors,
): void {
  const spec = obj(object, 'spec');
  const isLoadBalancer = str(spec, 'type') === 'LoadBalancer';
  const ranges = strings(spec, 'loadBalancerSourceRanges');
  const place = At.named('spec.LoadBalancerSourceRanges', ['spec', 'loadBalancerSourceRanges']);
  if (ranges.length > 0) {
    if (!isLoadBalancer) errors.forbidden(place, LB_ONLY);
    const known = strings(obj(old, 'spec'), 'loadBalancerSourceRanges');
    ranges.forEach((range, index) => {
      errors.invalids(place.index(index), range, cidrErrors(range.trim(), version, known));
    });
  } else validateRangesAnnotation(object, old, isLoadBalancer, version, errors);
  const allocates = get(spec, 'allocateLoadBalancerNodePorts');
  if (allocates !== undefined && !isLoadBalancer) {
    errors.forbidden(SPEC.child('allocateLoadBalancerNodePorts'), LB_ONLY);
  }
  if (isLoadBalancer && allocates === undefined) {
    errors.required(At.named('allocateLoadBalancerNodePorts', ['spec', 'allocateLoadBalancerNodePorts']));
  }
  validateClass(spec, errors);
}

function validateClass(spec: Obj, errors: FieldErrors): void {
  const lbClass = get(spec, 'loadBalancerClass');
  if (typeof lbClass !== 'string') return;
  const place = SPEC.child('loadBalancerClass');
  if (str(spec, 'type') === 'LoadBalancer') errors.invalids(place, lbClass, labelKeyErrors(lbClass));
  else errors.forbidden(place, LB_ONLY);
}

function validateRangesAnnotation(
  object: Obj,
  old: Obj | undefined,
  isLoadBalancer: boolean,
  version: Context['version'],
  errors: FieldErrors,
): void {
  const of = (from: Obj | undefined): string | undefined => {
    const value = get(obj(obj(from, 'metadata'), 'annotations'), RANGES);
    return typeof value === 'string' ? value : undefined;
  };
  const text = of(object);
  if (text === undefined) return;
  const place = at('metadata', 'annotations').key(RANGES);
  if (!isLoadBalancer) errors.forbidden(place, LB_ONLY);
  if (text.trim() === '' || (old && of(old) === text)) return;
  for (const part of text.split(',')) errors.invalids(place, part.trim(), cidrErrors(part.trim(), version));
}

function validateTraffic(spec: Obj, errors: FieldErrors): void {
  const external = str(spec, 'externalTrafficPolicy');
  const at2 = SPEC.child('externalTrafficPolicy');
  if (!isExternallyAccessible(spec)) {
    if (external !== '')
      errors.invalid(at2, json(external), 'may only be set for externally-accessible services');
  } else if (external === '') errors.required(at2);
  else if (external !== 'Cluster' && external !== 'Local') {
    errors.unsupported(at2, json(external), ['Cluster', 'Local']);
  }
  const health = int(spec, 'healthCheckNodePort');
  const at3 = SPEC.child('healthCheckNodePort');
  if (!needsHealthCheck(spec)) {
    if (health !== 0) {
      errors.invalid(
        at3,
        health,
        "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      );
    }
  } else if (health !== 0) errors.invalids(at3, health, portNumberErrors(health));
  const internal = get(spec, 'internalTrafficPolicy');
  if (internal !== undefined && internal !== 'Cluster' && internal !== 'Local') {
    errors.unsupported(SPEC.child('internalTrafficPolicy'), json(internal), ['Cluster', 'Local']);
  }
  const distribution = get(spec, 'trafficDistribution');
  if (distribution !== undefined && !DISTRIBUTIONS.includes(String(distribution))) {
    errors.unsupported(SPEC.child('trafficDistribution'), String(distribution), DISTRIBUTIONS);
  }
}

export function validateServiceUpdate(object: Obj, old: Obj, errors: FieldErrors, context: Context): void {
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  const inside = str(spec, 'type') !== 'ExternalName' && str(before, 'type') !== 'ExternalName';
  const own = new FieldErrors();
  if (inside) {
    validateAddressUpdate(spec, before, own);
    validateFamilyUpdate(spec, before, own);
  }
  const bothBalanced = str(spec, 'type') === 'LoadBalancer' && str(before, 'type') === 'LoadBalancer';
  if (bothBalanced && get(spec, 'loadBalancerClass') !== get(before, 'loadBalancerClass')) {
    own.invalid(SPEC.child('loadBalancerClass'), json(get(spec, 'loadBalancerClass')), ONCE);
  }
  validateClass(spec, own);
  if (
    needsHealthCheck(spec) &&
    needsHealthCheck(before) &&
    int(spec, 'healthCheckNodePort') !== int(before, 'healthCheckNodePort')
  ) {
    own.forbidden(SPEC.child('healthCheckNodePort'), IMMUTABLE);
  }
  const allocation = allocationErrors(spec, context);
  if (allocation.count === 0) errors.push(...own.list);
  check(object, old, errors, context);
}

function validateAddressUpdate(spec: Obj, before: Obj, errors: FieldErrors): void {
  const [now, was] = [strings(spec, 'clusterIPs'), strings(before, 'clusterIPs')];
  const place = SPEC.child('clusterIPs');
  const shown = json([...now]);
  if (isHeadless(spec) && isHeadless(before)) return;
  if (now.length === was.length) {
    now.forEach((address, index) => {
      if (address !== was[index]) errors.invalid(place.index(index), shown, ONCE);
    });
    return;
  }
  if (was.length === 0) return;
  if (now.length === 0) {
    errors.invalid(place.index(0), shown, 'primary clusterIP can not be unset');
    return;
  }
  if (now[0] !== was[0]) errors.invalid(place.index(0), shown, ONCE);
  if (now.length === 1 && now.length < was.length && get(spec, 'ipFamilyPolicy') !== 'SingleStack') {
    errors.invalid(
      SPEC.child('ipFamilyPolicy'),
      json(get(spec, 'ipFamilyPolicy')),
      "must be set to 'SingleStack' when releasing the secondary clusterIP",
    );
  }
}

function validateFamilyUpdate(spec: Obj, before: Obj, errors: FieldErrors): void {
  if (isHeadless(spec) !== isHeadless(before) || isHeadless(spec)) return;
  const [now, was] = [strings(spec, 'ipFamilies'), strings(before, 'ipFamilies')];
  const place = SPEC.child('ipFamilies').index(0);
  if (now.length === was.length) {
    now.forEach((family, index) => {
      if (family !== was[index]) errors.invalid(place, json([...now]), ONCE);
    });
    return;
  }
  if (was.length === 0) return;
  if (now.length === 0) {
    if (strings(spec, 'clusterIPs').length === 0) {
      errors.invalid(place, json([...now]), 'primary ipFamily can not be unset');
    }
    return;
  }
  if (now[0] !== was[0]) errors.invalid(place, json([...strings(spec, 'clusterIPs')]), ONCE);
  if (now.length === 1 && now.length < was.length && get(spec, 'ipFamilyPolicy') !== 'SingleStack') {
    errors.invalid(
      SPEC.child('ipFamilyPolicy'),
      json(get(spec, 'ipFamilyPolicy')),
      "must be set to 'SingleStack' when releasing the secondary ipFamily",
    );
  }
}

export function serviceWarnings(object: Obj, _old: Obj | undefined, { version }: Context): string[] {
  const warnings: string[] = [];
  const spec = obj(object, 'spec');
  const type = str(spec, 'type');
  if (get(obj(obj(object, 'metadata'), 'annotations'), HINTS) !== undefined) {
    warnings.push(`annotation ${HINTS} is deprecated, please use ${MODE} instead`);
  }
  const first = str(spec, 'clusterIP');
  if (first !== '' && first !== 'None') {
    strings(spec, 'clusterIPs').forEach((address, index) => {
      warnings.push(...ipWarnings(address, SPEC.child('clusterIPs').index(index)));
    });
  }
  const external = strings(spec, 'externalIPs');
  const headless = type === 'ClusterIP' && first === 'None';
  if (headless) {
    if (str(spec, 'loadBalancerIP') !== '')
      warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (external.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (str(spec, 'sessionAffinity') !== 'None')
      warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  external.forEach((address, index) => {
    warnings.push(...ipWarnings(address, SPEC.child('externalIPs').index(index)));
  });
  if (external.length > 0 && !headless && type !== 'ExternalName' && compareVersions(version, '1.36') >= 0) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (parseIp(str(spec, 'loadBalancerIP')))
    warnings.push(...ipWarnings(str(spec, 'loadBalancerIP'), SPEC.child('loadBalancerIP')));
  strings(spec, 'loadBalancerSourceRanges').forEach((range, index) => {
    warnings.push(...cidrWarnings(range, SPEC.child('loadBalancerSourceRanges').index(index)));
  });
  if (type === 'ExternalName' && external.length > 0) {
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && str(spec, 'externalName') !== '') {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (get(spec, 'trafficDistribution') === 'PreferClose' && compareVersions(version, '1.35') >= 0) {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
