/** A Service's spec (pkg/apis/core/validation ValidateService). */

import { isOn } from '../../../../api/gates.js';
import { dns1123SubdomainErrors, portNumberErrors } from '../../../../api/names.js';
import { atMost } from '../../../../api/version.js';
import { wording } from '../../../../api/wording.js';
import { at, type FieldErrors, json } from '../../../field-errors.js';
import { bool, get, int, intPtr, list, obj, str, strings } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import { ipErrors, specialIpErrors } from '../../../shared/ip.js';
import { validateLabels } from '../../../shared/object-meta.js';
import { allocationErrors, validateClusterIps } from './addresses.js';
import { validateLoadBalancer } from './load-balancer.js';
import { validateNodePorts, validateServicePorts } from './ports.js';
import {
  isExternallyAccessible,
  isHeadless,
  needsHealthCheck,
  type Service,
  type ServiceSpec,
} from './types.js';

const SPEC = at('spec');
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const NOT_EXTERNAL = 'may not be set for ExternalName services';
export const HINTS = 'service.kubernetes.io/topology-aware-hints';
export const MODE = 'service.kubernetes.io/topology-mode';
/** Up to this minor a load balancer must not have the kubelet's port. */
const KUBELET_PORT_UNTIL = '1.32';
const KUBELET_PORT = 10250;
const NOT_KUBELETS = 'may not expose port 10250 externally since it is used by kubelet';
const NOT_ACCESSIBLE = wording('may only be set for externally-accessible services', {
  '1.28': "may only be set when `type` is 'NodePort' or 'LoadBalancer'",
});
const CLOSE_ONLY = ['PreferClose'];
const DISTRIBUTIONS = [...CLOSE_ONLY, 'PreferSameZone', 'PreferSameNode'];

export function validateService(object: Service, errors: FieldErrors, context: Context): void {
  validateServiceOver(object, undefined, errors, context);
}

/** The checks that create and update share; `old` on update. */
export function validateServiceOver(
  object: Service,
  old: Service | undefined,
  errors: FieldErrors,
  context: Context,
): void {
  const spec = obj(object, 'spec');
  const type = str(spec, 'type');
  // Addresses are handed out before anything else is looked at; what stands in the way of that is said alone.
  const allocation = allocationErrors(spec, context);
  if (allocation.count > 0) {
    errors.list.length = 0;
    errors.takeOver(allocation.list);
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
  validateServicePorts(ports, errors);
  if (type === 'LoadBalancer' && atMost(context.version, KUBELET_PORT_UNTIL)) {
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
    const bad = ipErrors(address, context, { known });
    errors.invalids(place, address, bad.length > 0 ? bad : specialIpErrors(address));
  });
  if (!TYPES.includes(type)) errors.unsupported(SPEC.child('type'), json(type), TYPES);
  const handsOut =
    type === 'NodePort' || (type === 'LoadBalancer' && bool(spec, 'allocateLoadBalancerNodePorts'));
  validateNodePorts(ports, type, !old && handsOut, errors);
  validateLoadBalancer(object, old, context, errors);
  validateTraffic(spec, errors);
}

function validateType(spec: ServiceSpec, type: string, errors: FieldErrors): void {
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

function validateAffinity(spec: ServiceSpec, errors: FieldErrors): void {
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

function validateTraffic(spec: ServiceSpec, errors: FieldErrors): void {
  const external = str(spec, 'externalTrafficPolicy');
  const at2 = SPEC.child('externalTrafficPolicy');
  if (!isExternallyAccessible(spec, errors.version)) {
    if (external !== '') errors.invalid(at2, json(external), NOT_ACCESSIBLE);
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
  const known = isOn('PreferSameTrafficDistribution', errors) ? DISTRIBUTIONS : CLOSE_ONLY;
  if (distribution !== undefined && !known.includes(String(distribution))) {
    errors.unsupported(SPEC.child('trafficDistribution'), String(distribution), known);
  }
}
