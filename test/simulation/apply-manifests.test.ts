import { describe, expect, it } from 'vitest';
import { plan } from '../../src/library.js';

const definition = (name: string, maximum = 3) =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${name}}
spec:
  group: acme.io
  scope: Namespaced
  names: {kind: Gadget, plural: gadgets}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {a: {type: integer, maximum: ${maximum}}}}}}}}]`;
const gadget = (name: string, more = '', version = 'v1') =>
  `apiVersion: acme.io/${version}\nkind: Gadget\nmetadata: {name: ${name}${more}}`;
const map = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\ndata: {a: "1"}`;
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}`;
const source = (...texts: string[]) => ({ file: 'm.yaml', text: texts.join('\n---\n') });

type Options = NonNullable<Parameters<typeof plan>[1]>;

/** What is said of each that is not taken: the rule, the first line of the words, the hint. */
function lost(texts: string[], options: Options = {}) {
  return plan([source(...texts)], options)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, object, server, hint }) => [
      rule,
      object?.name,
      server?.message.split('\n')[0],
      ...(hint === undefined ? [] : [hint]),
    ]);
}

const unmapped = (name: string, namespaceText = '', version = 'v1') =>
  `resource mapping not found for name: "${name}" namespace: "${namespaceText}" from "m.yaml": no matches for kind "Gadget" in version "acme.io/${version}"`;
const AT_ONCE = expect.stringMatching(
  /^kubectl asks which kinds there are before it applies anything; --order/,
);

describe('manifests in the order of kubectl', () => {
  it('of a kind that comes in the same run are not mapped, and told what would take them', () => {
    expect(lost([definition('gadgets.acme.io'), gadget('g')])).toEqual([
      ['plan/order', 'g', unmapped('g'), AT_ONCE],
    ]);
    expect(lost([definition('gadgets.acme.io'), gadget('g')], { order: 'install' })).toEqual([]);
  });

  it('are told what the server would say of them once they are mapped', () => {
    expect(lost([definition('gadgets.acme.io'), `${gadget('g')}\nspec: {a: 5}`])).toEqual([
      [
        'plan/refused',
        'g',
        unmapped('g'),
        'where its definition is there the API server refuses it: Gadget.acme.io "g" is invalid: spec.a: Invalid value: 5: spec.a in body should be less than or equal to 3',
      ],
    ]);
  });

  it('meet kubectl before they meet the server', () => {
    const texts = [gadget('g', ', namespace: late'), definition('gadgets.acme.io'), namespace('late')];
    expect(lost(texts)).toEqual([['plan/order', 'g', unmapped('g', 'late'), AT_ONCE]]);
  });

  it.each(['kubectl', 'install'] as const)('are not mapped where the definition is refused (%s)', (order) => {
    const texts = [definition('wrong.acme.io'), gadget('g'), gadget('h', '', 'v2')];
    expect(lost(texts, { order })).toEqual([
      [
        'plan/refused',
        'wrong.acme.io',
        expect.stringMatching(/metadata.name: Invalid value: "wrong.acme.io"/),
      ],
      ['plan/refused', 'g', unmapped('g')],
      ['plan/refused', 'h', unmapped('h', '', 'v2')],
    ]);
  });

  it('are refused in a namespace that comes later, and told the order that takes them', () => {
    expect(lost([map('c', ', namespace: late'), namespace('late')])).toEqual([
      [
        'plan/order',
        'c',
        'namespaces "late" not found',
        expect.stringMatching(/^it is taken when what it needs/),
      ],
    ]);
  });

  it('that are wrong in themselves are told no other way', () => {
    const bad = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {}';
    const good = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}]}';
    expect(lost([bad, good])).toEqual([
      ['plan/refused', 's', expect.stringMatching(/spec.ports: Required value/)],
    ]);
  });

  it('without a name are created, not applied', () => {
    const nameless = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: c-}';
    expect(lost([nameless])).toEqual([
      [
        'plan/create',
        expect.stringMatching(/^(c-)?$/),
        'from c-: cannot use generate name with apply',
        'kubectl create -f takes it, and makes a new object each time',
      ],
    ]);
  });

  it('too large to be remembered are taken on the server', () => {
    const large = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: ${'x'.repeat(262144)}}`;
    expect(lost([large])).toEqual([
      [
        'plan/server-side',
        'c',
        expect.stringMatching(/Too long/),
        expect.stringMatching(/--server-side takes it/),
      ],
    ]);
    expect(lost([large], { apply: { serverSide: true } })).toEqual([]);
  });
});

describe('what an apply changes', () => {
  const steps = (text: string, cluster: string) =>
    plan([source(text)], { cluster: [source(cluster)] }).steps.map(({ object, message }) => [
      object.kind,
      message,
    ]);

  it('is told of every kind, and of none that stays as it was', () => {
    expect(steps(map('c').replace('"1"', '"2"'), map('c'))).toEqual([['ConfigMap', 'configured']]);
    const role = (verb: string) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [""], resources: [pods], verbs: [${verb}]}]`;
    expect(steps(role('list'), role('get'))).toEqual([['Role', 'configured']]);
    expect(steps(map('c'), map('c'))).toEqual([]);
  });

  it('goes where the manifest that was there before no longer says it', () => {
    const service = (port: number) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: ${port}}]}`;
    expect(steps(service(81), service(80))).toEqual([['Service', 'configured']]);
  });
});

describe('the world', () => {
  it('has the namespaces that Kubernetes makes, whatever it lists', () => {
    const cluster = [source(namespace('other'))];
    for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
      expect(lost([map('c', `, namespace: ${name}`)], { cluster })).toEqual([]);
    }
    expect(lost([map('c', ', namespace: third')], { cluster })).toEqual([
      ['plan/refused', 'c', 'namespaces "third" not found'],
    ]);
  });

  it('refuses what nobody defines too where its namespace is not there', () => {
    const cluster = [source(namespace('other'))];
    expect(lost([gadget('g', ', namespace: third')], { cluster })).toEqual([
      ['plan/refused', 'g', 'namespaces "third" not found'],
    ]);
  });

  it('says nothing about controllers of what was refused', () => {
    const texts = [definition('gadgets.acme.io'), gadget('g')];
    const known = (order: 'kubectl' | 'install') => plan([source(...texts)], { order }).notKnown;
    expect(known('kubectl')).toEqual([]);
    expect(known('install')).toEqual(['what their controllers make of 1 Gadget (acme.io)']);
  });
});
