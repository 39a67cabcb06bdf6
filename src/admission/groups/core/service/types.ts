/** What a Service's type asks of it. */
import { atLeast, type KubernetesVersion } from '../../../../api/version.js';
import { str, strings } from '../../../fields.js';
import type { Struct } from '../../../typed.js';

export type Service = Struct<'core.v1.Service'>;
export type ServiceSpec = Struct<'core.v1.ServiceSpec'>;

/** Since this minor addresses outside count, whatever the type. */
const ADDRESSES_SINCE: KubernetesVersion = '1.29';

/** Reachable from outside: a node port, a load balancer, or external addresses. */
export function isExternallyAccessible(spec: ServiceSpec, version: KubernetesVersion): boolean {
  const type = str(spec, 'type');
  const hasAddresses = type === 'ClusterIP' && strings(spec, 'externalIPs').length > 0;
  const outside = hasAddresses && atLeast(version, ADDRESSES_SINCE);
  return type === 'NodePort' || type === 'LoadBalancer' || outside;
}

/** Without an address of its own. */
export function isHeadless(spec: ServiceSpec): boolean {
  const addresses = strings(spec, 'clusterIPs');
  return addresses.length === 1 && addresses[0] === 'None';
}

/** A load balancer that keeps traffic on the node, and so is asked for its health on a port of its own. */
export function needsHealthCheck(spec: ServiceSpec): boolean {
  return str(spec, 'type') === 'LoadBalancer' && str(spec, 'externalTrafficPolicy') === 'Local';
}
