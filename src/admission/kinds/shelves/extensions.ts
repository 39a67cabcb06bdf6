/** What holds expressions (CEL), or schemas, and the kinds that few manifests hold. */

import { mutatingAdmissionPolicy } from '../../groups/admissionregistration/mutatingadmissionpolicy.js';
import { mutatingAdmissionPolicyBinding } from '../../groups/admissionregistration/mutatingadmissionpolicybinding.js';
import { mutatingWebhookConfiguration } from '../../groups/admissionregistration/mutatingwebhookconfiguration.js';
import { validatingAdmissionPolicy } from '../../groups/admissionregistration/validatingadmissionpolicy.js';
import { validatingAdmissionPolicyBinding } from '../../groups/admissionregistration/validatingadmissionpolicybinding.js';
import { validatingWebhookConfiguration } from '../../groups/admissionregistration/validatingwebhookconfiguration.js';
import { customResourceDefinition } from '../../groups/apiextensions/customresourcedefinition/customresourcedefinition.js';
import { apiService } from '../../groups/apiregistration/apiservice.js';
import { controllerRevision } from '../../groups/apps/controllerrevision.js';
import { certificateSigningRequest } from '../../groups/certificates/certificatesigningrequest.js';
import { lease } from '../../groups/coordination/lease.js';
import { event } from '../../groups/core/event.js';
import { node } from '../../groups/core/node.js';
import { flowSchema } from '../../groups/flowcontrol/flowschema.js';
import { priorityLevelConfiguration } from '../../groups/flowcontrol/prioritylevelconfiguration.js';
import { ipAddress } from '../../groups/networking/ipaddress.js';
import { serviceCidr } from '../../groups/networking/servicecidr.js';
import { runtimeClass } from '../../groups/node/runtimeclass.js';
import { deviceClass } from '../../groups/resource/deviceclass.js';
import { resourceClaim } from '../../groups/resource/resourceclaim.js';
import { resourceClaimTemplate } from '../../groups/resource/resourceclaimtemplate.js';
import { resourceSlice } from '../../groups/resource/resourceslice/resourceslice.js';
import type { KindRules } from '../../kind.js';

export const KINDS: readonly KindRules[] = [
  mutatingAdmissionPolicy,
  mutatingAdmissionPolicyBinding,
  mutatingWebhookConfiguration,
  validatingAdmissionPolicy,
  validatingAdmissionPolicyBinding,
  validatingWebhookConfiguration,
  customResourceDefinition,
  event,
  { ...event, group: 'events.k8s.io' },
  flowSchema,
  priorityLevelConfiguration,
  node,
  runtimeClass,
  lease,
  certificateSigningRequest,
  ipAddress,
  serviceCidr,
  apiService,
  controllerRevision,
  resourceClaim,
  resourceClaimTemplate,
  deviceClass,
  resourceSlice,
];
