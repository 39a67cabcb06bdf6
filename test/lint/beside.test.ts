import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import type { LintOptions } from '../../src/lint/options.js';

const source = (file: string, text: string) => ({ file, text });
const lines = (text: string, options: LintOptions) =>
  lint([source('a.yaml', text)], options).findings.map(
    ({ location: { file, start }, message, hint }) =>
      `${file}:${start.line}:${start.column} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {size: big}\n';
const policy = (rest: string) => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: size}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
${rest}`;
const SMALL = policy('  validations: [{expression: "object.data.size == \'small\'", message: too big}]\n');
const DENIED =
  "a.yaml:4:14 configmaps \"a\" is forbidden: ValidatingAdmissionPolicy 'size' with binding 'size' denied request: too big " +
  '(because of ValidatingAdmissionPolicy size)';

describe('policies beside the files', () => {
  it('are told of where they say of what they are in no text', () => {
    const told = lint([source('a.yaml', CONFIG)], {
      policies: [source('p.yaml', 'kind: ValidatingAdmissionPolicy\napiVersion: {}\n')],
    });
    expect(
      told.findings.map(({ location, severity, message }) => [location.file, severity, message]),
    ).toEqual([['p.yaml', 'error', 'no matches for kind "ValidatingAdmissionPolicy" in version ""']]);
  });

  it('hold without a binding for all that they match', () => {
    expect(lines(CONFIG, { policies: [source('p.yaml', SMALL)] })).toEqual([DENIED]);
    expect(lines(CONFIG.replace('big', 'small'), { policies: [source('p.yaml', SMALL)] })).toEqual([]);
  });

  it('are bound as they say, beside them or among the files', () => {
    const binding = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: warn}
spec: {policyName: size, validationActions: [Warn]}
`;
    const warned =
      "a.yaml:4:14 Validation failed for ValidatingAdmissionPolicy 'size' with binding 'warn': too big (because of ValidatingAdmissionPolicy size)";
    expect(lines(CONFIG, { policies: [source('p.yaml', `${SMALL}---\n${binding}`)] })).toEqual([warned]);
    expect(lines(`${CONFIG}---\n${binding}`, { policies: [source('p.yaml', SMALL)] })).toEqual([warned]);
  });

  it('take their parameters from beside them, all that there are', () => {
    const text = policy(`  paramKind: {apiVersion: v1, kind: ConfigMap}
  validations: [{expression: "object.data.size != params.data.bad || object.metadata.name != 'a'", message: too big}]
`);
    const params = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: params}\ndata: {bad: big}\n';
    expect(lines(CONFIG, { policies: [source('p.yaml', `${text}---\n${params}`)] })).toEqual([DENIED]);
  });

  it('that the server would not take are told, with their place', () => {
    const broken = SMALL.replace("'small'", '').replace('name: size', 'name: odd');
    expect(lines(CONFIG, { policies: [source('p.yaml', broken)] })).toEqual([
      expect.stringMatching(
        /^p\.yaml:7:30 ValidatingAdmissionPolicy\S* "odd" is invalid: spec\.validations\[0\]\.expression/,
      ),
    ]);
  });

  it('that change objects are looked at for what comes of it', () => {
    const mutating = `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {name: grow}
spec:
  reinvocationPolicy: Never
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
  mutations:
    - patchType: ApplyConfiguration
      applyConfiguration: {expression: "Object{data: {'size': 'small'}}"}
`;
    const policies = [source('p.yaml', `${SMALL}---\n${mutating}`)];
    expect(lines(CONFIG, { policies })).toEqual([]);
  });
});

describe('a cluster beside the files', () => {
  const quota = (pods: number) =>
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q, namespace: default}\nspec: {hard: {pods: ${pods}}}\n`;
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: default}\nspec: {containers: [{name: a, image: a}]}\n`;
  const over =
    'a.yaml:3:18 pods "b" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1 (because of ResourceQuota q)';

  it('uses up its quotas', () => {
    expect(lines(pod('b'), { cluster: [source('c.yaml', `${quota(1)}---\n${pod('a')}`)] })).toEqual([over]);
    expect(lines(pod('b'), { cluster: [source('c.yaml', `${quota(2)}---\n${pod('a')}`)] })).toEqual([]);
  });

  it('is looked at without what is given anew, and what that manages', () => {
    expect(lines(pod('a'), { cluster: [source('c.yaml', `${quota(1)}---\n${pod('a')}`)] })).toEqual([]);
    const set = (uid: string) => `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: web, namespace: default${uid}}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}}
`;
    const owned = pod('web-1').replace(
      'namespace: default}',
      'namespace: default, labels: {a: b}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u, controller: true}]}',
    );
    const cluster = (more: string) => [
      source('c.yaml', [quota(1), set(', uid: u'), owned, more].join('---\n')),
    ];
    expect(lines(set(''), { cluster: cluster('') })).toEqual([]);
    expect(lines(set(''), { cluster: cluster(pod('other')) })).toEqual([
      expect.stringContaining(
        'its pods are refused: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
      ),
    ]);
  });

  it('says which kinds there are', () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: shops, singular: shop, kind: Shop, listKind: ShopList}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {size: {type: integer}}}}}
`;
    expect(
      lines('apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nsize: big\n', {
        cluster: [source('c.yaml', crd)],
      }),
    ).toEqual(['a.yaml:4:7 size must be an integer, it is a string']);
  });

  it('is named where it cannot be read', () => {
    expect(
      lines(pod('a'), { cluster: [source('c.yaml', 'apiVersion: v1\nkind: Node\nmetadata: {name: 1}\n')] }),
    ).toEqual([
      'c.yaml:3:18 left out of the cluster: Node: its name is no text; in YAML n, no, on, 1 and the like are read as something else unless they are quoted',
    ]);
  });
});

describe('what is not known', () => {
  const shop = (kind: string, name: string) =>
    `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
  const hooks = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: hooks}
webhooks:
  - &hook {name: a.example.com, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {url: "https://a.example.com/"}}
  - {<<: *hook, name: b.example.com}
`;

  it('is counted: kinds, webhooks', () => {
    const text = [shop('Shop', 'a'), shop('Shop', 'b'), shop('Till', 'a'), hooks].join('---\n');
    expect(lint([source('a.yaml', text)]).notKnown).toEqual([
      { what: 'kind', count: 2 },
      { what: 'webhook', count: 2 },
    ]);
    expect(lint([source('a.yaml', CONFIG)], { cluster: [source('c.yaml', hooks)] }).notKnown).toEqual([
      { what: 'webhook', count: 2 },
    ]);
    expect(lint([source('a.yaml', CONFIG)]).notKnown).toEqual([]);
  });

  it('is who may do what: each expression of a policy that asks for it', () => {
    const expressions = [
      'authorizer.requestResource.check("delete").allowed()',
      "authorizer.group('').resource('pods').check('get').allowed()",
      "'authorizer.path' == object.metadata.name || object.authorizer.allowed",
    ];
    const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: p}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}
  matchConditions: [{name: a, expression: ${JSON.stringify(expressions[0])}}]
  validations:
${expressions
  .slice(1)
  .map((expression) => `  - {expression: ${JSON.stringify(expression)}}`)
  .join('\n')}
`;
    const { notKnown } = lint([source('a.yaml', policy)]);
    expect(notKnown).toEqual([{ what: 'authorizer check', count: 2 }]);
    expect(lint([source('a.yaml', CONFIG)], { policies: [source('p.yaml', policy)] }).notKnown).toEqual(
      notKnown,
    );
  });

  it('is not, of kinds that nobody asked about', () => {
    expect(lint([source('a.yaml', shop('Shop', 'a'))], { ignoreUnknownKinds: true }).notKnown).toEqual([]);
  });

  it('is a conversion by a webhook', () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {url: "https://a.example.com/"}}}
  names: {plural: shops, singular: shop, kind: Shop, listKind: ShopList}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
`;
    const result = lint([source('a.yaml', `${crd}---\n${shop('Shop', 'a')}`)]);
    expect({ counts: result.counts, notKnown: result.notKnown }).toEqual({
      counts: { error: 0, warning: 0, info: 0 },
      notKnown: [{ what: 'conversion', count: 1 }],
    });
  });
});
