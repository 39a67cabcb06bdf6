import { isOn } from '../../../../api/gates.js';
import { fnv1a } from '../../../../api/hash.js';
import { dns1035LabelErrors } from '../../../../api/names.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import {
  bool,
  drop,
  ensure,
  get,
  int,
  isEmpty,
  list,
  make,
  obj,
  ptr,
  set,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import type { Context, KindRules } from '../../../kind.js';
import { LABEL } from '../../../shared/names.js';
import { keepStatus, wipeStatus } from '../../../shared/status.js';
import type { AnyField } from '../../../typed.js';
import { validateService } from './spec.js';
import {
  isExternallyAccessible,
  isHeadless,
  needsHealthCheck,
  type Service,
  type ServiceSpec,
} from './types.js';
import { validateServiceUpdate } from './update.js';
import { serviceWarnings } from './warnings.js';

type SpecField = AnyField<'core.v1.ServiceSpec'>;

const AFFINITY_SECONDS = 10800;

function defaults(service: Service, { version }: Context): void {
  const spec = ensure(service, 'spec');
  setZero(spec, 'sessionAffinity', 'None');
  if (str(spec, 'sessionAffinity') === 'None') drop(spec, 'sessionAffinityConfig');
  if (str(spec, 'sessionAffinity') === 'ClientIP') {
    const client = ptr(ptr(spec, 'sessionAffinityConfig'), 'clientIP');
    if (get(client, 'timeoutSeconds') === undefined) {
      set(spec, 'sessionAffinityConfig', make({ clientIP: make({ timeoutSeconds: AFFINITY_SECONDS }) }));
    }
  }
  setZero(spec, 'type', 'ClusterIP');
  for (const port of list(spec, 'ports')) {
    setZero(port, 'protocol', 'TCP');
    const target = get(port, 'targetPort');
    if (target === undefined || target === 0 || target === '') set(port, 'targetPort', int(port, 'port'));
  }
  if (isExternallyAccessible(spec, version)) setZero(spec, 'externalTrafficPolicy', 'Cluster');
  const type = str(spec, 'type');
  if (type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer') {
    setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  }
  if (type === 'LoadBalancer') setDefault(spec, 'allocateLoadBalancerNodePorts', true);
}

/** An address and ports as the allocators would hand them out, made of the Service's name so that they stay the same. */
function allocate(service: Service): void {
  const spec = ensure(service, 'spec');
  const type = str(spec, 'type');
  if (type === 'ExternalName') return;
  const metadata = obj(service, 'metadata');
  let seed = fnv1a(`${str(metadata, 'namespace')}/${str(metadata, 'name')}`);
  const next = (below: number): number => {
    seed = fnv1a(String(seed));
    return seed % below;
  };
  const selectorless = isEmpty(spec, 'selector');
  const headless = isHeadless(spec);
  setDefault(spec, 'ipFamilyPolicy', headless && selectorless ? 'RequireDualStack' : 'SingleStack');
  const given = strings(spec, 'clusterIPs');
  if (isEmpty(spec, 'ipFamilies')) {
    const families = headless ? [] : given.map((address) => (address.includes(':') ? 'IPv6' : 'IPv4'));
    if (families.length === 0) families.push('IPv4');
    if (headless && selectorless && str(spec, 'ipFamilyPolicy') !== 'SingleStack') families.push('IPv6');
    set(spec, 'ipFamilies', families);
  } else if (
    headless &&
    selectorless &&
    strings(spec, 'ipFamilies').length === 1 &&
    str(spec, 'ipFamilyPolicy') !== 'SingleStack'
  ) {
    const [first] = strings(spec, 'ipFamilies');
    set(spec, 'ipFamilies', [first ?? 'IPv4', first === 'IPv6' ? 'IPv4' : 'IPv6']);
  }
  if (given.length === 0) {
    const address = `10.96.${next(255)}.${1 + next(254)}`;
    set(spec, 'clusterIP', address);
    set(spec, 'clusterIPs', [address]);
  }
  if (type === 'NodePort' || (type === 'LoadBalancer' && bool(spec, 'allocateLoadBalancerNodePorts'))) {
    const byPort = new Map<string, number>();
    for (const port of list(spec, 'ports')) {
      const number = String(int(port, 'port'));
      if (int(port, 'nodePort') !== 0) byPort.set(number, Number(int(port, 'nodePort')));
    }
    for (const port of list(spec, 'ports')) {
      if (int(port, 'nodePort') !== 0) continue;
      const number = String(int(port, 'port'));
      const shared = byPort.get(number) ?? 30000 + next(2768);
      byPort.set(number, shared);
      set(port, 'nodePort', shared);
    }
  }
  if (needsHealthCheck(spec)) setZero(spec, 'healthCheckNodePort', 30000 + next(2768));
}

/** `clusterIP` and `clusterIPs` say the same; whichever the manifest changed wins. */
function normaliseAddresses(spec: ServiceSpec, old: ServiceSpec | undefined): void {
  const address = str(spec, 'clusterIP');
  const addresses = strings(spec, 'clusterIPs');
  if (!old) {
    if (address !== '' && addresses.length === 0) set(spec, 'clusterIPs', [address]);
    return;
  }
  const oldAddress = str(old, 'clusterIP');
  const oldAddresses = strings(old, 'clusterIPs');
  const same =
    addresses.length === oldAddresses.length && addresses.every((one, at) => one === oldAddresses[at]);
  if (addresses.length === 0 && address === oldAddress) set(spec, 'clusterIPs', [...oldAddresses]);
  else if (address === '' && oldAddress !== '' && same) drop(spec, 'clusterIPs');
  else if (address !== oldAddress && address !== '' && same) set(spec, 'clusterIPs', [address]);
}

/** What an update leaves out stays as it was. */
function keepAllocated(spec: ServiceSpec, old: ServiceSpec): void {
  const inside = str(spec, 'type') !== 'ExternalName';
  if (inside) {
    if (str(spec, 'clusterIP') === '' && str(old, 'clusterIP') !== '')
      set(spec, 'clusterIP', str(old, 'clusterIP'));
    if (isEmpty(spec, 'clusterIPs') && str(spec, 'clusterIP') === str(old, 'clusterIP')) {
      set(spec, 'clusterIPs', [...strings(old, 'clusterIPs')]);
    }
  }
  const needsPorts = (one: ServiceSpec): boolean =>
    str(one, 'type') === 'NodePort' ||
    (str(one, 'type') === 'LoadBalancer' && get(one, 'allocateLoadBalancerNodePorts') !== false);
  if (needsPorts(spec) && needsPorts(old)) {
    const used = new Set(list(spec, 'ports').map((port) => int(port, 'nodePort')));
    for (const port of list(spec, 'ports')) {
      if (int(port, 'nodePort') !== 0) continue;
      const before = list(old, 'ports').find((one) => str(one, 'name') === str(port, 'name'));
      const number = before ? int(before, 'nodePort') : 0;
      if (number !== 0 && !used.has(number)) set(port, 'nodePort', number);
    }
  }
  if (needsHealthCheck(spec) && needsHealthCheck(old) && int(spec, 'healthCheckNodePort') === 0) {
    set(spec, 'healthCheckNodePort', int(old, 'healthCheckNodePort'));
  }
}

/** What the new type has no use for goes, if the manifest did not touch it. */
function dropTypeFields(spec: ServiceSpec, old: ServiceSpec, version: KubernetesVersion): void {
  const type = str(spec, 'type');
  const unchanged = (name: SpecField): boolean =>
    JSON.stringify(get(spec, name)) === JSON.stringify(get(old, name));
  const dropIf = (was: boolean, is: boolean, ...names: SpecField[]): void => {
    if (was && !is && names.every(unchanged)) for (const name of names) drop(spec, name);
  };
  const inside = (one: ServiceSpec): boolean => str(one, 'type') !== 'ExternalName';
  if (inside(old) && !inside(spec)) {
    dropIf(true, false, 'clusterIP', 'clusterIPs');
    dropIf(true, false, 'ipFamilies');
    dropIf(true, false, 'ipFamilyPolicy');
  }
  const ported = (one: ServiceSpec): boolean =>
    str(one, 'type') === 'NodePort' || str(one, 'type') === 'LoadBalancer';
  if (ported(old) && !ported(spec)) {
    const before = new Set(list(old, 'ports').map((port) => int(port, 'nodePort')));
    if (
      list(spec, 'ports').every((port) => int(port, 'nodePort') === 0 || before.has(int(port, 'nodePort')))
    ) {
      for (const port of list(spec, 'ports')) drop(port, 'nodePort');
    }
  }
  dropIf(needsHealthCheck(old), needsHealthCheck(spec), 'healthCheckNodePort');
  dropIf(str(old, 'type') === 'LoadBalancer', type === 'LoadBalancer', 'allocateLoadBalancerNodePorts');
  dropIf(str(old, 'type') === 'LoadBalancer', type === 'LoadBalancer', 'loadBalancerClass');
  const isOutside = (one: ServiceSpec) => isExternallyAccessible(one, version);
  dropIf(isOutside(old), isOutside(spec), 'externalTrafficPolicy');
}

/** v1 Service. */
export const service: KindRules<Service> = {
  kind: 'Service',
  group: '',
  name: (name, release) =>
    !release || isOn('RelaxedServiceNameValidation', release)
      ? LABEL(name, release)
      : dns1035LabelErrors(name),
  coreMetadata: true,
  defaults,
  prepare(object, old, context) {
    const { version } = context;
    const spec = ensure(object, 'spec');
    if (!isOn('ServiceTrafficDistribution', context)) drop(spec, 'trafficDistribution');
    const before = old && obj(old, 'spec');
    if (before) keepAllocated(spec, before);
    normaliseAddresses(spec, before);
    if (old) keepStatus(object, old);
    else wipeStatus(object);
    if (before) dropTypeFields(spec, before, version);
    if (old && str(spec, 'type') !== 'LoadBalancer') set(object, 'status', make());
  },
  finish(object) {
    const spec = ensure(object, 'spec');
    const [first] = strings(spec, 'clusterIPs');
    if (str(spec, 'clusterIP') === '' && first) set(spec, 'clusterIP', first);
    allocate(object);
    const status = ensure(object, 'status');
    ensure(status, 'loadBalancer');
    // An ExternalName service is read without it.
    if (str(spec, 'type') === 'ExternalName') drop(spec, 'internalTrafficPolicy');
  },
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  warnings: serviceWarnings,
};
