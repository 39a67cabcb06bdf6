/** Which requests a policy is about (apiserver pkg/admission/plugin/policy/matching, webhook/predicates/rules). */

import type { Cluster } from '../../../cluster/cluster.js';
import { splitApiVersion } from '../../../schema/api-version.js';
import { customKindsOf } from '../../../schema/crds.js';
import { resources } from '../../../schema/resources.js';
import { list, obj, ptr, str, strings } from '../../fields.js';
import type { MatchResources, PolicySpec } from '../../groups/admissionregistration/structs.js';
import type { AdmissionRequest } from '../../plugin.js';
import { selects } from '../../shared/selectors.js';
import type { LabelSelector } from '../../shared/structs.js';
import type { Struct } from '../../typed.js';

type NamedRule = Struct<'admissionregistration.v1.NamedRuleWithOperations'>;

/** Requests about these are never looked at: policies would lock themselves out, reviews are questions. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io/validatingadmissionpolicies',
  'admissionregistration.k8s.io/validatingadmissionpolicybindings',
  'admissionregistration.k8s.io/mutatingadmissionpolicies',
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings',
  'authentication.k8s.io/selfsubjectreviews',
  'authentication.k8s.io/tokenreviews',
  'authorization.k8s.io/localsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectrulesreviews',
  'authorization.k8s.io/subjectaccessreviews',
]);

/** Whether policies have a say about a request at all. */
export function isGoverned({ rules }: AdmissionRequest): boolean {
  return !UNTOUCHED.has(`${rules.group}/${rules.resource}`);
}

/** The version in which a policy (`matchConstraints`) or a binding (`matchResources`) wants to see the object; undefined where it is not about the request. */
export function matchedVersion(
  request: AdmissionRequest,
  resourcesWanted: MatchResources | undefined,
  cluster: Cluster,
): string | undefined {
  const wanted: MatchResources = resourcesWanted ?? {};
  const { version } = splitApiVersion(request.apiVersion);
  if (!inNamespace(request, ptr(wanted, 'namespaceSelector'), cluster)) return undefined;
  if (!labelled(request, ptr(wanted, 'objectSelector'))) return undefined;
  const [excluded, included] = [list(wanted, 'excludeResourceRules'), list(wanted, 'resourceRules')];
  if (excluded.length + included.length === 0) return version;
  const equivalent = str(wanted, 'matchPolicy') !== 'Exact' && resourcesWanted !== undefined;
  const find = (some: readonly NamedRule[]): string | undefined =>
    byRules(some, request, version, () => (equivalent ? others(request, cluster) : []));
  if (excluded.length > 0 && find(excluded) !== undefined) return undefined;
  return included.length === 0 ? version : find(included);
}

/** The other versions that the resource is served in. */
function others({ rules, apiVersion }: AdmissionRequest, cluster: Cluster): string[] {
  const served = [
    ...resources(cluster.version).versionsOf(rules.kind, rules.group),
    ...cluster
      .list('CustomResourceDefinition')
      .flatMap((definition) => customKindsOf(definition))
      .filter(({ info }) => info.group === rules.group && info.kind === rules.kind)
      .map(({ info }) => info.apiVersion),
  ];
  return served.filter((other) => other !== apiVersion).map((other) => splitApiVersion(other).version);
}

/** The first version that a rule wants to see the object in: its own, else one of the others. */
function byRules(
  wanted: readonly NamedRule[],
  { rules, object, operation }: AdmissionRequest,
  own: string,
  others: () => readonly string[],
): string | undefined {
  const verb = operation.toUpperCase();
  const about = wanted.filter((rule) => {
    if (!isAbout(rule, rules, verb)) return false;
    const names = strings(rule, 'resourceNames');
    return names.length === 0 || names.includes(str(obj(object, 'metadata'), 'name'));
  });
  const isWanted = (version: string): boolean => about.some((rule) => has(rule, 'apiVersions', version));
  if (about.length === 0) return undefined;
  return isWanted(own) ? own : others().find(isWanted);
}

interface Asked {
  group: string;
  resource: string;
  namespaced: boolean;
}

function isAbout(rule: NamedRule, { group, resource, namespaced }: Asked, operation: string): boolean {
  const scope = str(rule, 'scope');
  if (scope !== '' && scope !== '*' && (scope === 'Namespaced') !== namespaced) return false;
  const whole = strings(rule, 'resources').some((one) => one === '*/*' || one === '*' || one === resource);
  return whole && has(rule, 'operations', operation) && has(rule, 'apiGroups', group);
}

function has(rule: NamedRule, name: 'operations' | 'apiGroups' | 'apiVersions', value: string): boolean {
  return strings(rule, name).some((one) => one === '*' || one === value);
}

const PODS: Asked = { group: '', resource: 'pods', namespaced: true };

/** Whether a policy may have a say about new pods, wherever they are and whatever they are like. */
export function concernsPods(policy: PolicySpec): boolean {
  const rules = list(obj(policy, 'matchConstraints'), 'resourceRules');
  return rules.length === 0 || rules.some((rule) => isAbout(rule, PODS, 'CREATE'));
}

/** A namespace is looked at by its own labels, another object that is in none is always in. */
function inNamespace(
  { rules, object }: AdmissionRequest,
  selector: LabelSelector | undefined,
  cluster: Cluster,
): boolean {
  if (!selector || Object.keys(selector).length === 0) return true;
  const metadata = obj(object, 'metadata');
  if (rules.group === '' && rules.kind === 'Namespace') return selects(selector, obj(metadata, 'labels'));
  if (!rules.namespaced) return true;
  const namespace = cluster.get('Namespace', str(metadata, 'namespace'));
  return selects(selector, namespace?.metadata.labels ?? {});
}

/** The object as it is or as it was. */
function labelled({ object, old }: AdmissionRequest, selector: LabelSelector | undefined): boolean {
  if (!selector || Object.keys(selector).length === 0) return true;
  return [object, ...(old ? [old] : [])].some((one) =>
    selects(selector, obj(obj(one, 'metadata'), 'labels')),
  );
}
