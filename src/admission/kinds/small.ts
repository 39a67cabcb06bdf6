/** Kinds of groups that hold one or two each. */
import { formatTime } from '../../api/time.js';
import type { KubernetesVersion } from '../../api/version.js';
import { clone, ensure, get, list, make, type Obj, obj, ptr, setDefault, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { validateSigningRequest } from '../rules/certificates.js';
import { runtimeClassWarnings, validateRuntimeClass, validateRuntimeClassUpdate } from '../rules/classes.js';
import * as devices from '../rules/devices.js';
import * as slices from '../rules/resource-slices.js';
import * as rules from '../rules/small-kinds.js';
import { PATH_SEGMENT, SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';
import { isBefore } from '../versions/since.js';

/** node.k8s.io/v1 RuntimeClass. */
export const runtimeClass: KindRules = {
  kind: 'RuntimeClass',
  group: 'node.k8s.io',
  name: SUBDOMAIN,
  validate: validateRuntimeClass,
  validateUpdate: validateRuntimeClassUpdate,
  warnings: runtimeClassWarnings,
};

/** coordination.k8s.io/v1 Lease. */
export const lease: KindRules = {
  kind: 'Lease',
  group: 'coordination.k8s.io',
  name: SUBDOMAIN,
  prepare(object, old) {
    const spec = ensure(object, 'spec');
    for (const name of ['strategy', 'preferredHolder']) {
      if (get(obj(old, 'spec'), name) === undefined) delete spec[name];
    }
  },
  validate: rules.validateLease,
};

/** certificates.k8s.io/v1 CertificateSigningRequest. */
export const certificateSigningRequest: KindRules = {
  kind: 'CertificateSigningRequest',
  group: 'certificates.k8s.io',
  name: PATH_SEGMENT,
  prepare(object, old, { user }) {
    statusFromServer(object, old);
    // What is asked for is settled at first; who asks is what authentication says.
    if (old) object['spec'] = clone(obj(old, 'spec'));
    else {
      const spec = ensure(object, 'spec');
      for (const name of ['username', 'uid', 'groups', 'extra']) delete spec[name];
      if (!user) return;
      spec['username'] = user.username;
      if (user.uid !== undefined) spec['uid'] = user.uid;
      if (user.groups) spec['groups'] = [...user.groups];
    }
  },
  validate: validateSigningRequest,
};

/** networking.k8s.io/v1 IPAddress. */
export const ipAddress: KindRules = {
  kind: 'IPAddress',
  group: 'networking.k8s.io',
  name: rules.IP_NAME,
  validate: rules.validateIpAddress,
  validateUpdate: rules.validateIpAddressUpdate,
};

/** networking.k8s.io/v1 ServiceCIDR. */
export const serviceCidr: KindRules = {
  kind: 'ServiceCIDR',
  group: 'networking.k8s.io',
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate: rules.validateServiceCidr,
  validateUpdate: rules.validateServiceCidrUpdate,
};

/** apiregistration.k8s.io/v1 APIService. */
export const apiService: KindRules = {
  kind: 'APIService',
  group: 'apiregistration.k8s.io',
  name: PATH_SEGMENT,
  // The name is that of the version, which the kind's own rules know.
  ownMetadata: true,
  defaults(object) {
    const service = ptr(ensure(object, 'spec'), 'service');
    if (service) setDefault(service, 'port', 443);
  },
  prepare(object, old) {
    statusFromServer(object, old);
    if (old || ptr(obj(object, 'spec'), 'service')) return;
    object['status'] = make({
      conditions: [
        make({
          type: 'Available',
          status: 'True',
          lastTransitionTime: formatTime(0),
          reason: 'Local',
          message: 'Local APIServices are always available',
        }),
      ],
    });
  },
  validate: rules.validateApiService,
  validateUpdate: rules.validateApiServiceUpdate,
};

/** apps/v1 ControllerRevision. */
export const controllerRevision: KindRules = {
  kind: 'ControllerRevision',
  group: 'apps',
  name: SUBDOMAIN,
  validate: rules.validateRevision,
  validateUpdate: rules.validateRevisionUpdate,
};

function defaultDevices(claimed: Obj | undefined): void {
  for (const request of list(claimed, 'requests')) {
    const exactly = ptr(request, 'exactly');
    if (exactly) defaultCount(exactly);
    for (const alternative of list(request, 'firstAvailable')) defaultCount(alternative);
  }
}

/** Amounts of shared devices are asked for since 1.35; before, the field is passed over. */
function dropCapacity(claimed: Obj | undefined, version: KubernetesVersion): void {
  if (!isBefore(version, '1.35')) return;
  for (const request of list(claimed, 'requests')) {
    const exactly = ptr(request, 'exactly');
    if (exactly) delete exactly['capacity'];
    for (const alternative of list(request, 'firstAvailable')) delete alternative['capacity'];
  }
}

function defaultCount(request: Obj): void {
  setZero(request, 'allocationMode', 'ExactCount');
  if (str(request, 'allocationMode') === 'ExactCount') setZero(request, 'count', 1);
  for (const toleration of list(request, 'tolerations')) setZero(toleration, 'operator', 'Equal');
}

/** resource.k8s.io/v1 ResourceClaim. */
export const resourceClaim: KindRules = {
  kind: 'ResourceClaim',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    defaultDevices(ptr(ensure(object, 'spec'), 'devices'));
  },
  prepare(object, old, { version }) {
    statusFromServer(object, old);
    dropCapacity(ptr(obj(object, 'spec'), 'devices'), version);
  },
  validate: devices.validateClaim,
  validateUpdate: devices.validateClaimUpdate,
};

/** resource.k8s.io/v1 ResourceClaimTemplate. */
export const resourceClaimTemplate: KindRules = {
  kind: 'ResourceClaimTemplate',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    defaultDevices(ptr(ensure(ensure(object, 'spec'), 'spec'), 'devices'));
  },
  validate: devices.validateClaimTemplate,
  validateUpdate: devices.validateClaimTemplateUpdate,
  prepare(object, _old, { version }) {
    dropCapacity(ptr(obj(obj(object, 'spec'), 'spec'), 'devices'), version);
  },
};

/** resource.k8s.io/v1 DeviceClass. */
export const deviceClass: KindRules = {
  kind: 'DeviceClass',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  validate: devices.validateDeviceClass,
  prepare(object, _old, { version }) {
    if (isBefore(version, '1.35')) delete ensure(object, 'spec')['extendedResourceName'];
  },
};

/** Fields of features that are on since 1.36, or not yet. */
const SLICE_DETAILS = ['sharedCounters', 'perDeviceNodeSelection'];
const DEVICE_DETAILS = [
  'consumesCounters',
  'nodeName',
  'nodeSelector',
  'allNodes',
  'taints',
  'bindsToNode',
  'bindingConditions',
  'bindingFailureConditions',
  'allowMultipleAllocations',
];

/** resource.k8s.io/v1 ResourceSlice. */
export const resourceSlice: KindRules = {
  kind: 'ResourceSlice',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object, { apiVersion, now }) {
    for (const device of list(ptr(object, 'spec'), 'devices')) {
      for (const taint of list(slices.deviceFields(device, apiVersion), 'taints')) {
        setDefault(taint, 'timeAdded', formatTime(now));
      }
    }
  },
  prepare(object, _old, { apiVersion, version }) {
    const spec = ensure(object, 'spec');
    const older = isBefore(version, '1.36');
    if (older) for (const name of SLICE_DETAILS) delete spec[name];
    for (const device of list(spec, 'devices')) {
      const fields = slices.deviceFields(device, apiVersion);
      if (!fields) continue;
      delete fields['nodeAllocatableResourceMappings'];
      if (!older) continue;
      for (const name of DEVICE_DETAILS) delete fields[name];
      const capacity = obj(fields, 'capacity');
      for (const name of Object.keys(capacity)) {
        const one = ptr(capacity, name);
        if (one) delete one['requestPolicy'];
      }
    }
  },
  validate: slices.validateSlice,
  validateUpdate: slices.validateSliceUpdate,
};
