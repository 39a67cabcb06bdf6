import { describe, expect, it } from 'vitest';
import { documents, foundBy, wordsOf } from './manifests.js';

const RULE = (host: string, path = '/', more = '') =>
  `{${host === '' ? '' : `host: ${host}, `}http: {paths: [{path: ${path}, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}${more}]}}`;
const ingress = (spec: string, name = 'a', metadata = '') =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}${metadata}}\nspec: {${spec}}\n`;

describe('networking/tls-host', () => {
  const NAME = 'networking/tls-host';
  const said = (hosts: string, ...rules: string[]) =>
    foundBy(
      NAME,
      ingress(`tls: [{hosts: [${hosts}]}], rules: [${rules.map((host) => RULE(host)).join(', ')}]`),
    );

  it('is said of a host that no rule has, where a rule goes without', () => {
    expect(said('a.example.net', 'a.example.com')).toEqual([
      'a.yaml:4:23-36 warning networking/tls-host: no rule is about a.example.net, and a.example.com goes without a certificate',
      '  related: a.yaml:4:56-69 rule',
    ]);
    expect(said('shop.exmaple.com', 'shop.example.com').slice(0, 3)).toEqual([
      'a.yaml:4:23-39 error networking/tls-host: no rule is about shop.exmaple.com, and shop.example.com goes without a certificate',
      '  hint: did you mean shop.example.com?',
      '  related: a.yaml:4:59-75 rule',
    ]);
  });

  it.each([
    ['a.example.com', 'a.example.com'],
    ['"*.example.com"', 'a.example.com'],
    ['a.example.com', '"*.example.com"'],
    ['www.example.com, example.com', 'example.com'],
    ['a.example.net', ''],
    ['', 'a.example.com'],
  ])('is not said of %s beside a rule for %s', (hosts, host) => {
    expect(said(hosts, host)).toEqual([]);
  });
});

describe('networking/duplicate-path', () => {
  const NAME = 'networking/duplicate-path';
  const AGAIN = ', {path: /, pathType: Prefix, backend: {service: {name: b, port: {number: 80}}}}';
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}';
  const two = (host: string, more = '', place = ', namespace: shop', beside = [namespace]) =>
    documents(
      ...beside,
      ingress(`rules: [${RULE(host)}]`, 'a', place),
      ingress(`rules: [${RULE(host)}]`, 'b', place + more),
    );

  it('is said of the second path, of one Ingress or of two', () => {
    expect(foundBy(NAME, ingress(`rules: [${RULE('', '/', AGAIN)}]`))).toEqual([
      'a.yaml:4:119-120 warning networking/duplicate-path: / is led somewhere by another path already',
      '  related: a.yaml:4:39-40 already here',
    ]);
    expect(wordsOf(NAME, two('a.example.com'))).toEqual([
      '13: a.example.com/ is led somewhere by Ingress a already',
    ]);
  });

  it.each([
    ['another path', ingress(`rules: [${RULE('', '/', AGAIN.replace('path: /', 'path: /api'))}]`)],
    ['another type', ingress(`rules: [${RULE('', '/', AGAIN.replace('Prefix', 'Exact'))}]`)],
    ['a canary', two('a.example.com', ', annotations: {nginx.ingress.kubernetes.io/canary: "true"}')],
    ['another class', two('a.example.com', ', annotations: {kubernetes.io/ingress.class: inner}')],
    ['no host', two('')],
    ['files to choose from', two('a.example.com', '', '', [])],
  ])('is not said where there is %s', (_what, text) => {
    expect(foundBy(NAME, text)).toEqual([]);
  });
});

describe('references/monitored', () => {
  const NAME = 'references/monitored';
  const service = (labels = 'app: web, tier: front', place = '') =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web${place}, labels: {${labels}}}\nspec: {ports: [{name: http-metrics, port: 80}]}`;
  const monitor = (spec: string, place = '', kind = 'ServiceMonitor') =>
    `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: {name: web${place}}\nspec: {${spec}}`;
  const said = (spec: string, ...beside: string[]) => foundBy(NAME, documents(monitor(spec), ...beside));
  const app = (value: string, more = '') => `selector: {matchLabels: {app: ${value}}}${more}`;

  it('is said of a port that the Service does not have by that name', () => {
    expect(
      said(app('web', ', endpoints: [{port: http-metrics}, {port: http-metrisc}, {port: web}]'), service()),
    ).toEqual([
      'a.yaml:4:86-98 error references/monitored: Service web has no port named http-metrisc: nothing is scraped',
      '  hint: did you mean http-metrics?',
      '  related: a.yaml:8:18-21 Service web',
      '  fix: write http-metrics',
      '    a.yaml:4:86-98 "http-metrics"',
      'a.yaml:4:108-111 error references/monitored: Service web has no port named web: nothing is scraped',
      '  hint: its ports are named http-metrics',
      '  related: a.yaml:8:18-21 Service web',
    ]);
  });

  it('is looked for in each of several namespaces that it names', () => {
    const inB = service('app: web', ', namespace: b');
    expect(
      said(app('web', ', namespaceSelector: {matchNames: [a, b]}, endpoints: [{port: web}]'), inB)[0],
    ).toContain('Service web has no port named web: nothing is scraped');
    expect(
      said(app('web', ', namespaceSelector: {matchNames: [a, c]}, endpoints: [{port: web}]'), inB),
    ).toEqual([]);
  });

  it('is said of labels that are near those of a Service, and of others where its namespace is told', () => {
    expect(said(app('webb'), service()).slice(0, 2)).toEqual([
      'a.yaml:4:38-42 error references/monitored: no Service is labelled app=webb: nothing is scraped',
      '  hint: did you mean web?',
    ]);
    expect(said(app('orders'), service())).toEqual([]);
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}';
    const inShop = (spec: string) =>
      foundBy(
        NAME,
        documents(namespace, monitor(spec, ', namespace: shop'), service('app: web', ', namespace: shop')),
      );
    expect(inShop(app('orders'))).toEqual([
      'a.yaml:8:8-16 warning references/monitored: no Service has these labels: nothing is scraped',
    ]);
    expect(inShop('selector: {matchLabels: {release: orders}}')).toEqual([]);
    expect(inShop(app('orders', ', namespaceSelector: {any: true}'))).toEqual([]);
    expect(inShop(app('orders', ', namespaceSelector: {matchNames: [other]}'))).toEqual([]);
    expect(inShop(app('web', ', namespaceSelector: {matchNames: []}, endpoints: [{port: a}]'))).toHaveLength(
      3,
    );
  });

  it('knows the ports of pods', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: a, image: "a:1", ports: [{containerPort: 80}]}]}';
    const text = documents(
      monitor(app('web', ', podMetricsEndpoints: [{port: metrics}]'), '', 'PodMonitor'),
      pod,
    );
    expect(foundBy(NAME, text).slice(0, 2)).toEqual([
      'a.yaml:4:74-81 error references/monitored: Pod web has no port named metrics: nothing is scraped',
      '  hint: its ports have no names',
    ]);
  });

  it('says nothing of what selects all, or of other kinds', () => {
    expect(said('selector: {}, endpoints: [{port: a}]', service())).toEqual([]);
    expect(
      foundBy(NAME, documents(monitor(app('web', ', endpoints: [{port: a}]'), '', 'Probe'), service())),
    ).toEqual([]);
  });
});
