/** What only load balancers have. */

import { parseCidr } from '../../../../api/ip.js';
import { labelKeyErrors } from '../../../../api/names.js';
import { atMost, type KubernetesVersion } from '../../../../api/version.js';
import { At, at, type FieldErrors } from '../../../field-errors.js';
import { get, obj, str, strings } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import { cidrErrors } from '../../../shared/ip.js';
import type { Service, ServiceSpec } from './types.js';

const SPEC = at('spec');
const LB_ONLY = "may only be used when `type` is 'LoadBalancer'";
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export function validateLoadBalancer(
  object: Service,
  old: Service | undefined,
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
    if (atMost(version, ALL_RANGES_UNTIL)) validateAllRanges(ranges, `[${ranges.join(' ')}]`, place, errors);
    else {
      ranges.forEach((range, index) => {
        errors.invalids(place.index(index), range, cidrErrors(range.trim(), errors, { known }));
      });
    }
  } else validateRangesAnnotation(object, old, isLoadBalancer, errors);
  const allocates = get(spec, 'allocateLoadBalancerNodePorts');
  if (allocates !== undefined && !isLoadBalancer) {
    errors.forbidden(SPEC.child('allocateLoadBalancerNodePorts'), LB_ONLY);
  }
  if (isLoadBalancer && allocates === undefined) {
    errors.required(At.named('allocateLoadBalancerNodePorts', ['spec', 'allocateLoadBalancerNodePorts']));
  }
  validateClass(spec, errors);
}

/** Up to this minor it is not said which of the ranges is none. */
const ALL_RANGES_UNTIL: KubernetesVersion = '1.29';

/** `shown`: the ranges as they are written together. */
function validateAllRanges(ranges: readonly string[], shown: string, place: At, errors: FieldErrors): void {
  if (ranges.every((range) => parseCidr(range.trim()))) return;
  const why = 'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ';
  errors.invalid(place, shown, why);
}

export function validateClass(spec: ServiceSpec, errors: FieldErrors): void {
  const lbClass = get(spec, 'loadBalancerClass');
  if (typeof lbClass !== 'string') return;
  const place = SPEC.child('loadBalancerClass');
  if (str(spec, 'type') === 'LoadBalancer') errors.invalids(place, lbClass, labelKeyErrors(lbClass));
  else errors.forbidden(place, LB_ONLY);
}

function validateRangesAnnotation(
  object: Service,
  old: Service | undefined,
  isLoadBalancer: boolean,
  errors: FieldErrors,
): void {
  const of = (from: Service | undefined): string | undefined => {
    const value = get(obj(obj(from, 'metadata'), 'annotations'), RANGES);
    return typeof value === 'string' ? value : undefined;
  };
  const text = of(object);
  if (text === undefined) return;
  const place = at('metadata', 'annotations').key(RANGES);
  if (!isLoadBalancer) errors.forbidden(place, LB_ONLY);
  if (text.trim() === '' || (old && of(old) === text)) return;
  const parts = text.split(',');
  if (atMost(errors.version, ALL_RANGES_UNTIL)) validateAllRanges(parts, text, place, errors);
  else for (const part of parts) errors.invalids(place, part.trim(), cidrErrors(part.trim(), errors));
}
