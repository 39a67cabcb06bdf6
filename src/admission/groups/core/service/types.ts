/** What a Service's type asks of it. */
import { type Obj, str, strings } from '../../../fields.js';

/** Reachable from outside: a node port, a load balancer, or external addresses. */
export function isExternallyAccessible(spec: Obj): boolean {
  const type = str(spec, 'type');
  const outside = type === 'ClusterIP' && strings(spec, 'externalIPs').length > 0;
  return type === 'NodePort' || type === 'LoadBalancer' || outside;
}

/** Without an address of its own. */
export function isHeadless(spec: Obj): boolean {
  const addresses = strings(spec, 'clusterIPs');
  return addresses.length === 1 && addresses[0] === 'None';
}

/** A load balancer that keeps traffic on the node, and so is asked for its health on a port of its own. */
export function needsHealthCheck(spec: Obj): boolean {
  return str(spec, 'type') === 'LoadBalancer' && str(spec, 'externalTrafficPolicy') === 'Local';
}
