import { sameDecoded } from '../../api/equality.js';
import type { JsonObject } from '../../api/json.js';
import type { PodSpec } from '../../api/objects.js';
import { podQos } from '../../api/pods.js';
import { formatTime } from '../../api/time.js';
import { compareVersions } from '../../api/version.js';
import { defaultPodResources } from '../defaults/pod-resources.js';
import { convertPodSpec, defaultPod, defaultPodSpec, dropDisabledPodFields } from '../defaults/pod-spec.js';
import {
  clone,
  ensure,
  get,
  int,
  list,
  make,
  type Obj,
  obj,
  ptr,
  setDefault,
  str,
  strings,
} from '../fields.js';
import type { KindRules } from '../kind.js';
import { mutatePod, overheadRefusal, podRefusal } from '../plugins/pod-mutations.js';
import { validatePodCreate, validatePodUpdate } from '../rules/pod.js';
import { podWarnings } from '../rules/pod-warnings.js';
import { SUBDOMAIN } from '../shared/names.js';
import { keepStatus } from '../shared/status.js';

const LEGACY_ANNOTATIONS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
];
const GATED = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

function defaults(pod: Obj): void {
  defaultPod(pod);
  const spec = ensure(pod, 'spec');
  defaultPodResources(spec);
  defaultPodSpec(spec);
  if (int(spec, 'terminationGracePeriodSeconds') < 0) spec['terminationGracePeriodSeconds'] = 1;
  convertPodSpec(spec);
  const annotations = ptr(ptr(pod, 'metadata'), 'annotations');
  if (annotations) for (const key of LEGACY_ANNOTATIONS) delete annotations[key];
}

/** The label keys of (anti-)affinity terms and spread constraints, as requirements on the labels of this pod. */
function mergeLabelKeys(pod: Obj): void {
  const labels = obj(obj(pod, 'metadata'), 'labels');
  const spec = obj(pod, 'spec');
  const merge = (term: Obj): void => {
    const selector = ptr(term, 'labelSelector');
    if (!selector) return;
    const add = (key: string, operator: string): void => {
      const value = get(labels, key);
      if (value === undefined) return;
      const expressions = [...list(selector, 'matchExpressions')];
      expressions.push(make({ key, operator, values: [value] }));
      selector['matchExpressions'] = expressions as JsonObject[];
    };
    for (const key of strings(term, 'matchLabelKeys')) add(key, 'In');
    for (const key of strings(term, 'mismatchLabelKeys')) add(key, 'NotIn');
  };
  const affinity = obj(spec, 'affinity');
  for (const name of ['podAffinity', 'podAntiAffinity']) {
    const terms = obj(affinity, name);
    for (const term of list(terms, 'requiredDuringSchedulingIgnoredDuringExecution')) merge(term);
    for (const weighted of list(terms, 'preferredDuringSchedulingIgnoredDuringExecution')) {
      merge(obj(weighted, 'podAffinityTerm'));
    }
  }
  for (const constraint of list(spec, 'topologySpreadConstraints')) merge(constraint);
}

function appArmorProfile(annotation: string): Obj | undefined {
  if (annotation === 'unconfined') return make({ type: 'Unconfined' });
  if (annotation === 'runtime/default') return make({ type: 'RuntimeDefault' });
  if (!annotation.startsWith('localhost/')) return undefined;
  const profile = annotation.slice('localhost/'.length);
  return profile === '' ? undefined : make({ type: 'Localhost', localhostProfile: profile });
}

/** Visits containers whose AppArmor profile is told by an annotation alone. `profile`: what it means, if anything. */
function visitAppArmor(
  pod: Obj,
  visit: (container: Obj, key: string, profile: Obj | undefined) => void,
): void {
  const spec = obj(pod, 'spec');
  if (str(obj(spec, 'os'), 'name') === 'windows') return;
  const annotations = obj(obj(pod, 'metadata'), 'annotations');
  for (const name of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of list(spec, name)) {
      const key = `${APPARMOR}${str(container, 'name')}`;
      const annotation = get(annotations, key);
      if (typeof annotation !== 'string' || ptr(obj(container, 'securityContext'), 'appArmorProfile'))
        continue;
      visit(container, key, appArmorProfile(annotation));
    }
  }
}

function saysSameAsPod(pod: Obj, profile: Obj): boolean {
  return sameDecoded(ptr(obj(obj(pod, 'spec'), 'securityContext'), 'appArmorProfile'), profile);
}

/** Copies AppArmor annotations to the fields that took their place. */
function applyAppArmor(pod: Obj): void {
  visitAppArmor(pod, (container, _key, profile) => {
    if (profile && !saysSameAsPod(pod, profile))
      ensure(container, 'securityContext')['appArmorProfile'] = profile;
  });
}

/** Up to this minor the fields were told in annotations too. */
const ANNOTATED_UNTIL = '1.33';

/** The annotation that an AppArmor profile had before it had a field. */
function appArmorText(profile: Obj): string | undefined {
  switch (str(profile, 'type')) {
    case 'Unconfined':
      return 'unconfined';
    case 'RuntimeDefault':
      return 'runtime/default';
    case 'Localhost':
      return `localhost/${str(profile, 'localhostProfile')}`;
    default:
      return undefined;
  }
}

/** Copies AppArmor fields to annotations, for kubelets that knew those alone. */
function annotateAppArmor(pod: Obj): void {
  const spec = obj(pod, 'spec');
  const ofPod = ptr(obj(spec, 'securityContext'), 'appArmorProfile');
  for (const which of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of list(spec, which)) {
      const profile = ptr(obj(container, 'securityContext'), 'appArmorProfile') ?? ofPod;
      const text = profile && appArmorText(profile);
      if (text === undefined) continue;
      setDefault(
        ensure(ensure(pod, 'metadata'), 'annotations'),
        `${APPARMOR}${str(container, 'name')}`,
        text,
      );
    }
  }
}

function appArmorWarnings(pod: Obj): string[] {
  const warnings: string[] = [];
  visitAppArmor(pod, (_container, key, profile) => {
    if (profile && saysSameAsPod(pod, profile)) return;
    warnings.push(
      `metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`,
    );
  });
  return warnings;
}

/** v1 Pod. */
export const pod: KindRules = {
  kind: 'Pod',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults,
  mutate: mutatePod,
  prepare(object, old, { now, version }) {
    const spec = ensure(object, 'spec');
    dropDisabledPodFields(spec, old && obj(old, 'spec'), version);
    if (old) {
      keepStatus(object, old);
      return;
    }
    const given = str(obj(object, 'status'), 'qosClass');
    const status = make({
      phase: 'Pending',
      qosClass: given || podQos(clone(spec) as unknown as PodSpec),
    });
    if (list(spec, 'schedulingGates').length > 0) {
      status['conditions'] = [make({ ...GATED, lastProbeTime: null, lastTransitionTime: formatTime(now) })];
    }
    object['status'] = status;
    mergeLabelKeys(object);
    applyAppArmor(object);
    if (compareVersions(version, ANNOTATED_UNTIL) <= 0) annotateAppArmor(object);
  },
  validate(object, errors, { version }) {
    validatePodCreate(object, version, errors);
  },
  validateUpdate(object, old, errors, { version }) {
    validatePodUpdate(object, old, version, errors);
  },
  warnings: (object, old) => (old ? [] : podWarnings(object)),
  forbid(object, old) {
    return old ? undefined : overheadRefusal(obj(object, 'spec'));
  },
  earlyWarnings: (object, old) => (old ? [] : appArmorWarnings(object)),
  refuse(object, old, { hints }) {
    return old ? undefined : podRefusal(obj(object, 'spec'), hints);
  },
};
