/** Pod Security: the levels that a namespace's labels ask for (k8s.io/pod-security-admission). */

import { sameDecoded } from '../../api/equality.js';
import type { Path } from '../../api/json.js';
import type { Cluster } from '../../cluster/cluster.js';
import { podTemplatePath } from '../../schema/resources.js';
import { list, obj, ptr, str } from '../fields.js';
import type { AdmissionPlugin, AdmissionRequest } from '../plugin.js';
import type { ObjectMeta, Pod, PodSpec, PodTemplate, Workload } from '../shared/structs.js';
import type { Struct } from '../typed.js';
import { failures } from './pod-security/checks.js';
import { existingPods } from './pod-security/existing.js';
import { LEVELS, type Policy, PREFIX, policyOf } from './pod-security/policy.js';
import { forbid, isFor, namespaceOf } from './refusal.js';

interface Policies {
  enforce: Policy;
  warn: Policy;
}

const NONE: Policies = {
  enforce: policyOf({}, 'enforce', 'restricted'),
  warn: policyOf({}, 'warn', 'privileged'),
};

function policiesOf(cluster: Cluster, namespace: string): Policies {
  const labels = cluster.get('Namespace', namespace)?.metadata.labels ?? {};
  if (!Object.keys(labels).some((label) => label.startsWith(PREFIX))) return NONE;
  const enforce = policyOf(labels, 'enforce', 'restricted');
  const warn = policyOf(labels, 'warn', 'privileged');
  const given = labels[`${PREFIX}enforce`];
  if (labels[`${PREFIX}warn`] !== undefined || given === undefined || !LEVELS.includes(given))
    return { enforce, warn };
  const ownVersion = labels[`${PREFIX}warn-version`] !== undefined;
  return { enforce, warn: { ...(ownVersion ? warn : enforce), level: enforce.level } };
}

interface Template {
  metadata: ObjectMeta;
  spec: PodSpec;
  isPod: boolean;
}

function templateOf({ object, rules }: AdmissionRequest): Template | undefined {
  const of = (template: PodTemplate | undefined): Template | undefined =>
    template && { metadata: obj(template, 'metadata'), spec: obj(template, 'spec'), isPod: false };
  switch (`${rules.group}/${rules.kind}`) {
    case '/Pod': {
      const pod: Pod = object;
      return { metadata: obj(pod, 'metadata'), spec: obj(pod, 'spec'), isPod: true };
    }
    case '/PodTemplate': {
      const template: Struct<'core.v1.PodTemplate'> = object;
      return of(ptr(template, 'template'));
    }
    case '/ReplicationController':
    case 'apps/ReplicaSet':
    case 'apps/Deployment':
    case 'apps/DaemonSet':
    case 'apps/StatefulSet':
    case 'batch/Job': {
      const workload: Workload = object;
      return of(ptr(obj(workload, 'spec'), 'template'));
    }
    case 'batch/CronJob': {
      const cronJob: Struct<'batch.v1.CronJob'> = object;
      return of(ptr(obj(obj(obj(cronJob, 'spec'), 'jobTemplate'), 'spec'), 'template'));
    }
    default:
      return undefined;
  }
}

/** An update of a pod matters where it brings other containers or images. */
function isSignificant({ object, old }: AdmissionRequest): boolean {
  if (!old) return true;
  const shape = (pod: Pod): string[] =>
    (['initContainers', 'containers'] as const).flatMap((which) => [
      which,
      ...list(obj(pod, 'spec'), which).map((one) => str(one, 'image')),
    ]);
  return !sameDecoded(shape(object), shape(old));
}

interface Violations {
  text: string;
  /** From the root of the pod. */
  places: Path[];
}

function violations(policy: Policy, { metadata, spec }: Template): Violations | undefined {
  if (policy.level === 'privileged') return undefined;
  const found = failures(policy.level, {
    annotations: obj(metadata, 'annotations'),
    spec,
    version: policy.version,
  });
  if (found.length === 0) return undefined;
  const details = found.map(({ reason, detail }) => (detail ? `${reason} (${detail})` : reason)).join(', ');
  return {
    text: `violate PodSecurity "${policy.level}:${policy.shown}": ${details}`,
    places: found.flatMap(({ places }) => places),
  };
}

/** The label that says of which level pods are warned: a level that is enforced is warned of too. */
function warningLabel(cluster: Cluster, namespace: string): Path {
  const labels = cluster.get('Namespace', namespace)?.metadata.labels ?? {};
  const mode = labels[`${PREFIX}warn`] === undefined ? 'enforce' : 'warn';
  return ['metadata', 'labels', `${PREFIX}${mode}`];
}

/** Refuses pods below the level that their namespace enforces, and warns of pods and templates below the one it warns of. */
export function podSecurity(cluster: Cluster): AdmissionPlugin {
  return {
    name: 'PodSecurity',
    validate(request) {
      const template = templateOf(request);
      if (!template?.isPod || !isSignificant(request)) return undefined;
      const namespace = namespaceOf(request.object);
      const why = violations(policiesOf(cluster, namespace).enforce, template);
      if (!why) return undefined;
      return forbid(request, why.text.replace(/^violate/, 'violates'), {
        places: why.places,
        by: { kind: 'Namespace', name: namespace, path: ['metadata', 'labels', `${PREFIX}enforce`] },
      });
    },
    warnings(request) {
      if (isFor(request, '', 'Namespace')) return existingPods(cluster, request);
      const template = templateOf(request);
      if (!template || (template.isPod && !isSignificant(request))) return [];
      const namespace = namespaceOf(request.object);
      const why = violations(policiesOf(cluster, namespace).warn, template);
      if (!why) return [];
      const above = template.isPod ? [] : (podTemplatePath(request.kind) ?? []);
      return [
        {
          message: `would ${why.text}`,
          places: why.places.map((place) => [...above, ...place]),
          by: { kind: 'Namespace', name: namespace, path: warningLabel(cluster, namespace) },
        },
      ];
    },
  };
}
