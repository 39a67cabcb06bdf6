import { expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';

const missing = (...texts: string[]) =>
  lint([{ file: 'a.yaml', text: texts.join('---\n') }])
    .findings.filter(({ rule }) => rule === 'references/missing-object')
    .map(({ message }) => message);

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
const pod = (secret: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${secret}, namespace: shop}\nspec: {containers: [{name: a, image: a, envFrom: [{secretRef: {name: ${secret}}}]}]}\n`;
const custom = (spec: string) =>
  `apiVersion: example.com/v1\nkind: Maker\nmetadata: {name: maker, namespace: shop}\nspec: ${spec}\n`;

it('what a custom resource names may be made by who reads it', () => {
  expect(missing(NAMESPACE, pod('made'), custom('{secretNames: [other, made]}'))).toEqual([]);
  expect(missing(NAMESPACE, pod('made'), custom('{secretNames: [other]}'))).toEqual([
    'there is no Secret made in namespace shop',
  ]);
});

it('what runs something elsewhere does not hide what is missing', () => {
  expect(missing(NAMESPACE, pod('gone'), custom('{pool: {replicas: 3}}'))).toEqual([
    'there is no Secret gone in namespace shop',
  ]);
});

it('an issuer makes what an Ingress that asks for it names', () => {
  const ingress = (annotations: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop, annotations: ${annotations}}\nspec: {tls: [{secretName: web-tls}], defaultBackend: {service: {name: web, port: {number: 80}}}}\n`;
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {ports: [{port: 80}]}\n';
  expect(
    missing(NAMESPACE, pod('web-tls'), service, ingress('{cert-manager.io/issuer: letsencrypt}')),
  ).toEqual([]);
});

it('the pods of a template run as an account that is there', () => {
  const running =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {serviceAccountName: runner, containers: [{name: a, image: a}]}\n';
  const said = ['there is no ServiceAccount runner in namespace shop'];
  expect(missing(NAMESPACE, running, custom('{serviceAccountName: runner}'))).toEqual([]);
  expect(missing(NAMESPACE, running, custom('{template: {spec: {serviceAccountName: runner}}}'))).toEqual(
    said,
  );
});
