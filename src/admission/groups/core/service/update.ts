/** What may change of a Service (pkg/apis/core/validation ValidateServiceUpdate). */

import { at, FieldErrors, json } from '../../../field-errors.js';
import { get, int, obj, str, strings } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import { IMMUTABLE } from '../../../shared/messages.js';
import { allocationErrors } from './addresses.js';
import { validateClass } from './load-balancer.js';
import { validateServiceOver } from './spec.js';
import { isHeadless, needsHealthCheck, type Service, type ServiceSpec } from './types.js';

const SPEC = at('spec');
const ONCE = 'may not change once set';

export function validateServiceUpdate(
  object: Service,
  old: Service,
  errors: FieldErrors,
  context: Context,
): void {
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  const inside = str(spec, 'type') !== 'ExternalName' && str(before, 'type') !== 'ExternalName';
  const own = new FieldErrors(context.version, context.gates);
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
  if (allocation.count === 0) errors.takeOver(own.list);
  validateServiceOver(object, old, errors, context);
}

function validateAddressUpdate(spec: ServiceSpec, before: ServiceSpec, errors: FieldErrors): void {
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

function validateFamilyUpdate(spec: ServiceSpec, before: ServiceSpec, errors: FieldErrors): void {
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
