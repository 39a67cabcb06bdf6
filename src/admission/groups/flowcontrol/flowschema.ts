/** The rules of FlowSchemas (pkg/apis/flowcontrol/validation). */

import { sameDecoded } from '../../../api/equality.js';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../../api/names.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { bool, ensure, int, list, make, obj, ptr, setZero, str, strings } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const GROUP = 'flowcontrol.apiserver.k8s.io';
const SPEC = at('spec');
const HIGHEST_PRECEDENCE = 10000;
const DISTINGUISHERS = ['ByNamespace', 'ByUser'];
const SUBJECTS = ['Group', 'ServiceAccount', 'User'];
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];

const everyone = (verbs: readonly string[]): Struct<'flowcontrol.v1.PolicyRulesWithSubjects'> => ({
  resourceRules: [
    { verbs: [...verbs], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] },
  ],
  nonResourceRules: [{ verbs: [...verbs], nonResourceURLs: ['*'] }],
});
const group = (name: string): Struct<'flowcontrol.v1.Subject'> => ({ kind: 'Group', group: { name } });

/** The schemas that the server keeps as they are. */
const MANDATORY: ReadonlyMap<string, Struct<'flowcontrol.v1.FlowSchemaSpec'>> = new Map([
  [
    'exempt',
    {
      priorityLevelConfiguration: { name: 'exempt' },
      matchingPrecedence: 1,
      rules: [{ subjects: [group('system:masters')], ...everyone(['*']) }],
    },
  ],
  [
    'catch-all',
    {
      priorityLevelConfiguration: { name: 'catch-all' },
      matchingPrecedence: 10000,
      distinguisherMethod: { type: 'ByUser' },
      rules: [
        { subjects: [group('system:unauthenticated'), group('system:authenticated')], ...everyone(['*']) },
      ],
    },
  ],
]);

/** flowcontrol.apiserver.k8s.io/v1 FlowSchema (pkg/apis/flowcontrol/validation). */
export const flowSchema: KindRules<Struct<'flowcontrol.v1.FlowSchema'>> = {
  kind: 'FlowSchema',
  group: GROUP,
  name: SUBDOMAIN,
  defaults(object) {
    setZero(ensure(object, 'spec'), 'matchingPrecedence', 1000);
  },
  prepare: statusFromServer,
  validate: validateFlowSchema,
};

function validateFlowSchema(object: Struct<'flowcontrol.v1.FlowSchema'>, errors: FieldErrors): void {
  const name = str(obj(object, 'metadata'), 'name');
  const spec = obj(object, 'spec');
  const precedence = int(spec, 'matchingPrecedence');
  const precedenceAt = SPEC.child('matchingPrecedence');
  if (precedence <= 0) errors.invalid(precedenceAt, precedence, 'must be a positive value');
  if (precedence > HIGHEST_PRECEDENCE) {
    errors.invalid(precedenceAt, precedence, `must not be greater than ${HIGHEST_PRECEDENCE}`);
  }
  if (precedence === 1 && name !== 'exempt') {
    errors.invalid(precedenceAt, precedence, "only the schema named 'exempt' may have matchingPrecedence 1");
  }
  const method = ptr(spec, 'distinguisherMethod');
  if (method && !DISTINGUISHERS.includes(str(method, 'type'))) {
    errors.unsupported(
      SPEC.child('distinguisherMethod', 'type'),
      goValue('flowcontrol.v1.FlowDistinguisherMethod', method),
      DISTINGUISHERS,
    );
  }
  const level = str(obj(spec, 'priorityLevelConfiguration'), 'name');
  const levelAt = SPEC.child('priorityLevelConfiguration', 'name');
  if (level === '') errors.required(levelAt, 'must reference a priority level');
  else errors.invalids(levelAt, level, dns1123SubdomainErrors(level));
  list(spec, 'rules').forEach((rule, index) => {
    validateRule(rule, SPEC.child('rules').index(index), errors);
  });
  const wanted = MANDATORY.get(name);
  if (wanted && !sameDecoded(make(spec), wanted)) {
    errors.invalid(
      SPEC,
      goValue('flowcontrol.v1.FlowSchemaSpec', spec),
      `spec of '${name}' must equal the fixed value`,
    );
  }
}

function validateRule(
  rule: Struct<'flowcontrol.v1.PolicyRulesWithSubjects'>,
  place: At,
  errors: FieldErrors,
): void {
  const subjects = list(rule, 'subjects');
  if (subjects.length === 0) {
    errors.required(place.child('subjects'), 'subjects must contain at least one value');
  }
  subjects.forEach((subject, index) => {
    validateSubject(subject, place.child('subjects').index(index), errors);
  });
  const resources = list(rule, 'resourceRules');
  const paths = list(rule, 'nonResourceRules');
  if (resources.length === 0 && paths.length === 0) {
    errors.required(place, 'at least one of resourceRules and nonResourceRules has to be non-empty');
  }
  resources.forEach((one, index) => {
    validateResourceRule(one, place.child('resourceRules').index(index), errors);
  });
  paths.forEach((one, index) => {
    validatePathRule(one, place.child('nonResourceRules').index(index), errors);
  });
}

/** The field that a kind of subject is described in; the order is that of complaints about the others. */
const MEMBERS: readonly [kind: string, field: 'serviceAccount' | 'user' | 'group'][] = [
  ['ServiceAccount', 'serviceAccount'],
  ['User', 'user'],
  ['Group', 'group'],
];

function validateSubject(subject: Struct<'flowcontrol.v1.Subject'>, place: At, errors: FieldErrors): void {
  const kind = str(subject, 'kind');
  const own = MEMBERS.find(([name]) => name === kind);
  if (!own) {
    errors.unsupported(place.child('kind'), json(kind), SUBJECTS);
    return;
  }
  const [, field] = own;
  const memberAt = place.child(field);
  if (!ptr(subject, field)) errors.required(memberAt, `${field} is required when subject kind is '${kind}'`);
  else if (field === 'serviceAccount') validateServiceAccount(obj(subject, field), memberAt, errors);
  else if (str(obj(subject, field), 'name') === '') errors.required(memberAt.child('name'));
  for (const [other, otherField] of MEMBERS) {
    if (other === kind || !ptr(subject, otherField)) continue;
    errors.forbidden(
      place.child(otherField),
      `${otherField} is forbidden when subject kind is not '${other}'`,
    );
  }
}

function validateServiceAccount(
  account: Struct<'flowcontrol.v1.ServiceAccountSubject'>,
  place: At,
  errors: FieldErrors,
): void {
  const [name, namespace] = [str(account, 'name'), str(account, 'namespace')];
  if (name === '') errors.required(place.child('name'));
  else if (name !== '*') errors.invalids(place.child('name'), name, dns1123SubdomainErrors(name));
  if (namespace === '') {
    errors.required(place.child('namespace'), 'must specify namespace for service account');
  } else errors.invalids(place.child('namespace'), namespace, dns1123LabelErrors(namespace));
}

/** Values of a list, among which a star stands alone. */
function validateStarred(
  values: readonly string[],
  missing: string,
  others: string,
  place: At,
  errors: FieldErrors,
): void {
  if (values.length === 0) errors.required(place, missing);
  else if (values.length > 1 && values.includes('*')) {
    errors.invalid(place, json([...values]), `if '*' is present, must not specify other ${others}`);
  }
}

function validateVerbs(
  rule: Struct<'flowcontrol.v1.NonResourcePolicyRule' | 'flowcontrol.v1.ResourcePolicyRule'>,
  place: At,
  errors: FieldErrors,
): void {
  const verbs = strings(rule, 'verbs');
  validateStarred(verbs, 'verbs must contain at least one value', 'verbs', place.child('verbs'), errors);
  if (!verbs.includes('*') && verbs.some((verb) => !VERBS.includes(verb))) {
    errors.unsupported(place.child('verbs'), json([...verbs]), VERBS);
  }
}

function validateResourceRule(
  rule: Struct<'flowcontrol.v1.ResourcePolicyRule'>,
  place: At,
  errors: FieldErrors,
): void {
  const supply = 'resource rules must supply at least one';
  validateVerbs(rule, place, errors);
  const [groups, resources] = [strings(rule, 'apiGroups'), strings(rule, 'resources')];
  validateStarred(groups, `${supply} api group`, 'api groups', place.child('apiGroups'), errors);
  validateStarred(resources, `${supply} resource`, 'resources', place.child('resources'), errors);
  const namespaces = strings(rule, 'namespaces');
  const namespacesAt = place.child('namespaces');
  if (namespaces.length === 0 && bool(rule, 'clusterScope')) return;
  validateStarred(
    namespaces,
    'resource rules that are not cluster scoped must supply at least one namespace',
    'namespaces',
    namespacesAt,
    errors,
  );
  if (namespaces.includes('*')) return;
  namespaces.forEach((namespace, index) => {
    for (const bad of dns1123LabelErrors(namespace)) {
      errors.invalid(
        namespacesAt.index(index),
        namespace,
        `each member of this list must be '*' or a DNS-1123 label; ${bad}`,
      );
    }
  });
}

function validatePathRule(
  rule: Struct<'flowcontrol.v1.NonResourcePolicyRule'>,
  place: At,
  errors: FieldErrors,
): void {
  validateVerbs(rule, place, errors);
  const urls = strings(rule, 'nonResourceURLs');
  validateStarred(
    urls,
    'nonResourceURLs must contain at least one value',
    'non-resource URLs',
    place.child('nonResourceURLs'),
    errors,
  );
  if (urls.includes('*')) return;
  urls.forEach((url, index) => {
    const why = pathError(url);
    if (why !== undefined) errors.invalid(place.child('nonResourceURLs').index(index), url, why);
  });
}

function pathError(path: string): string | undefined {
  if (path === '') return 'must not be empty';
  if (path === '/') return undefined;
  if (!path.startsWith('/')) return 'must start with slash';
  if (path.includes(' ')) return 'must not contain white-space';
  if (path.includes('//')) return 'must not contain double slash';
  const star = path.indexOf('*');
  return star >= 0 && (star < path.length - 1 || path[star - 1] !== '/')
    ? 'wildcard can only do suffix matching'
    : undefined;
}
