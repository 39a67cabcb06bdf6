/** Pods themselves: their defaults, what is set on create, and the rules by stage. */

import { podQos } from '../../../../api/pods.js';
import { formatTime } from '../../../../api/time.js';
import { asPodSpec } from '../../../../api/unstructured.js';
import { atLeast, atMost } from '../../../../api/version.js';
import {
  bool,
  clone,
  drop,
  ensure,
  get,
  int,
  list,
  make,
  obj,
  ptr,
  set,
  setDefault,
  str,
  strings,
} from '../../../fields.js';
import type { KindRules } from '../../../kind.js';
import { mutatePod, overheadRefusal, podRefusal } from '../../../plugins/pod-mutations.js';
import { SUBDOMAIN } from '../../../shared/names.js';
import { keepStatus } from '../../../shared/status.js';
import type { Pod } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { ANNOTATED_UNTIL, annotateAppArmor, appArmorWarnings, applyAppArmor } from './app-armor.js';
import { dropDisabledPodFields } from './disabled-fields.js';
import { defaultPodResources } from './resources.js';
import { convertPodSpec, defaultPodSpec } from './spec.js';
import { validatePodUpdate } from './update.js';
import { validatePodCreate } from './validation.js';
import { podWarnings } from './warnings.js';

const LEGACY_ANNOTATIONS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
];
/** Since this minor it is noted since when a pod is held back. */
const GATED_TIME_SINCE = '1.31';
const GATED = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

function defaults(pod: Pod): void {
  defaultPod(pod);
  const spec = ensure(pod, 'spec');
  defaultPodResources(spec);
  defaultPodSpec(spec);
  if (int(spec, 'terminationGracePeriodSeconds') < 0) set(spec, 'terminationGracePeriodSeconds', 1);
  convertPodSpec(spec);
  const annotations = ptr(ptr(pod, 'metadata'), 'annotations');
  if (annotations) for (const key of LEGACY_ANNOTATIONS) drop(annotations, key);
}

/** The label keys of (anti-)affinity terms and spread constraints, as requirements on the labels of this pod. */
function mergeLabelKeys(pod: Pod): void {
  const labels = obj(obj(pod, 'metadata'), 'labels');
  const spec = obj(pod, 'spec');
  const merge = (
    term: Struct<'core.v1.PodAffinityTerm' | 'core.v1.TopologySpreadConstraint'>,
    mismatched: readonly string[],
  ): void => {
    const selector = ptr(term, 'labelSelector');
    if (!selector) return;
    const add = (key: string, operator: string): void => {
      const value = get(labels, key);
      if (value === undefined) return;
      set(selector, 'matchExpressions', [
        ...list(selector, 'matchExpressions'),
        make({ key, operator, values: [value] }),
      ]);
    };
    for (const key of strings(term, 'matchLabelKeys')) add(key, 'In');
    for (const key of mismatched) add(key, 'NotIn');
  };
  const mergeTerm = (term: Struct<'core.v1.PodAffinityTerm'>): void =>
    merge(term, strings(term, 'mismatchLabelKeys'));
  const affinity = obj(spec, 'affinity');
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const terms = obj(affinity, name);
    for (const term of list(terms, 'requiredDuringSchedulingIgnoredDuringExecution')) mergeTerm(term);
    for (const weighted of list(terms, 'preferredDuringSchedulingIgnoredDuringExecution')) {
      mergeTerm(obj(weighted, 'podAffinityTerm'));
    }
  }
  for (const constraint of list(spec, 'topologySpreadConstraints')) merge(constraint, []);
}

/** v1 Pod. */
export const pod: KindRules<Pod> = {
  kind: 'Pod',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults,
  mutate: mutatePod,
  prepare(object, old, context) {
    const { now, version } = context;
    const spec = ensure(object, 'spec');
    dropDisabledPodFields(spec, old && obj(old, 'spec'), context);
    if (old) {
      keepStatus(object, old);
      return;
    }
    const given = str(obj(object, 'status'), 'qosClass');
    const status: Struct<'core.v1.PodStatus'> = make({
      phase: 'Pending',
      qosClass: given || podQos(asPodSpec(clone(spec))),
    });
    if (list(spec, 'schedulingGates').length > 0) {
      const since = atLeast(version, GATED_TIME_SINCE) ? formatTime(now) : null;
      const gated = make({ ...GATED, lastProbeTime: null, lastTransitionTime: since });
      set(status, 'conditions', [gated]);
    }
    set(object, 'status', status);
    mergeLabelKeys(object);
    applyAppArmor(object);
    if (atMost(version, ANNOTATED_UNTIL)) annotateAppArmor(object);
  },
  validate(object, errors, { version }) {
    validatePodCreate(object, version, errors);
  },
  validateUpdate(object, old, errors, { version }) {
    validatePodUpdate(object, old, version, errors);
  },
  warnings: (object, old, context) => (old ? [] : podWarnings(object, context)),
  forbid(object, old) {
    return old ? undefined : overheadRefusal(obj(object, 'spec'));
  },
  earlyWarnings: (object, old, context) => (old ? [] : appArmorWarnings(object, context)),
  refuse(object, old, { hints }) {
    return old ? undefined : podRefusal(obj(object, 'spec'), hints);
  },
};

/** The defaults that only pods get, before those of their spec. */
function defaultPod(pod: Pod): void {
  const spec = ensure(pod, 'spec');
  for (const name of ['containers', 'initContainers'] as const) {
    for (const container of list(spec, name)) {
      const resources = ptr(container, 'resources');
      const limits = ptr(resources, 'limits');
      if (!resources || !limits) continue;
      const requests = ensure(resources, 'requests');
      for (const resource of Object.keys(limits))
        setDefault(requests, resource, get(limits, resource) ?? '0');
    }
  }
  setDefault(spec, 'enableServiceLinks', true);
  if (bool(spec, 'hostNetwork')) {
    for (const name of ['containers', 'initContainers'] as const) {
      for (const container of list(spec, name)) {
        for (const port of list(container, 'ports')) {
          if (int(port, 'hostPort') === 0 && int(port, 'containerPort') !== 0) {
            set(port, 'hostPort', int(port, 'containerPort'));
          }
        }
      }
    }
  }
}
