/** What the server warns of in a Service (pkg/api/service/warnings.go). */

import { parseIp } from '../../../../api/ip.js';
import { append } from '../../../../api/lists.js';
import { atLeast, type KubernetesVersion } from '../../../../api/version.js';
import { at } from '../../../field-errors.js';
import { get, obj, str, strings } from '../../../fields.js';
import type { Context } from '../../../kind.js';
import { cidrWarnings, ipWarnings } from '../../../shared/ip.js';
import { HINTS, MODE } from './spec.js';
import type { Service } from './types.js';

const SPEC = at('spec');
/** Since these minors the server warns of what a headless Service does nothing with, … */
const HEADLESS_SINCE: KubernetesVersion = '1.34';
/** … of the value that has a better name now, … */
const PREFER_CLOSE_SINCE: KubernetesVersion = '1.35';
/** … and of addresses from outside. */
const EXTERNAL_IPS_SINCE: KubernetesVersion = '1.36';

export function serviceWarnings(object: Service, _old: Service | undefined, { version }: Context): string[] {
  const warnings: string[] = [];
  const spec = obj(object, 'spec');
  const type = str(spec, 'type');
  if (get(obj(obj(object, 'metadata'), 'annotations'), HINTS) !== undefined) {
    warnings.push(`annotation ${HINTS} is deprecated, please use ${MODE} instead`);
  }
  const first = str(spec, 'clusterIP');
  if (first !== '' && first !== 'None') {
    strings(spec, 'clusterIPs').forEach((address, index) => {
      append(warnings, ipWarnings(address, SPEC.child('clusterIPs').index(index), version));
    });
  }
  const external = strings(spec, 'externalIPs');
  const headless = type === 'ClusterIP' && first === 'None';
  if (headless && atLeast(version, HEADLESS_SINCE)) {
    if (str(spec, 'loadBalancerIP') !== '')
      warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (external.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (str(spec, 'sessionAffinity') !== 'None')
      warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  external.forEach((address, index) => {
    append(warnings, ipWarnings(address, SPEC.child('externalIPs').index(index), version));
  });
  if (external.length > 0 && !headless && type !== 'ExternalName' && atLeast(version, EXTERNAL_IPS_SINCE)) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (parseIp(str(spec, 'loadBalancerIP')))
    append(warnings, ipWarnings(str(spec, 'loadBalancerIP'), SPEC.child('loadBalancerIP'), version));
  strings(spec, 'loadBalancerSourceRanges').forEach((range, index) => {
    append(warnings, cidrWarnings(range, SPEC.child('loadBalancerSourceRanges').index(index), version));
  });
  if (type === 'ExternalName' && external.length > 0) {
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && str(spec, 'externalName') !== '') {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (get(spec, 'trafficDistribution') === 'PreferClose' && atLeast(version, PREFER_CLOSE_SINCE)) {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
