/** The kinds of the core group. */
import type { KindRules } from '../../kind.js';
import { podBinding } from './binding.js';
import { configMap } from './configmap.js';
import { endpoints } from './endpoints.js';
import { event } from './event.js';
import { limitRange } from './limitrange.js';
import { namespace } from './namespace.js';
import { node } from './node.js';
import { persistentVolume } from './persistentvolume.js';
import { persistentVolumeClaim } from './persistentvolumeclaim/persistentvolumeclaim.js';
import { pod } from './pod/pod.js';
import { podTemplate } from './podtemplate.js';
import { replicationController } from './replicationcontroller.js';
import { resourceQuota } from './resourcequota.js';
import { secret } from './secret.js';
import { service } from './service/service.js';
import { serviceAccount } from './serviceaccount.js';

export const KINDS: readonly KindRules[] = [
  podBinding,
  configMap,
  endpoints,
  event,
  limitRange,
  namespace,
  node,
  persistentVolume,
  persistentVolumeClaim,
  pod,
  podTemplate,
  replicationController,
  resourceQuota,
  secret,
  service,
  serviceAccount,
];
