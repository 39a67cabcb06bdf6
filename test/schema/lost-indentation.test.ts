import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import { foldLost } from '../../src/schema/fold-lost.js';
import { fragmentOf } from '../../src/schema/fragment.js';
import { validateObject } from '../../src/schema/validate.js';

const said = (value: JsonObject): string[] =>
  foldLost(validateObject('1.36', value)).map(({ code, message, hint }) => `${code}: ${message}: ${hint}`);

describe('fields beside the empty ones that they belong to', () => {
  it('are one error, with the place of each', () => {
    const value: JsonObject = {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: null, name: 'a', labels: null, app: 'a', spec: null },
      ...{ volumes: [{ name: 'v' }], secret: null, secretName: 's', containers: [{ name: 'a' }], image: 'b' },
    };
    expect(said(value)).toEqual([
      'lost-indentation: the indentation is lost: metadata and spec are empty and their fields stand beside them: indent name and labels below metadata; app below metadata.labels; volumes and containers below spec; secret below spec.volumes[]; secretName below spec.volumes[].secret; image below spec.containers[]',
    ]);
  });

  it('in a map that is not the whole object', () => {
    const template = { metadata: null, labels: null, app: 'a', spec: { containers: [{ name: 'a' }] } };
    const value: JsonObject = {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } },
      spec: { selector: { matchLabels: { app: 'a' } }, template },
    };
    expect(said(value)).toEqual([
      expect.stringMatching(
        /^lost-indentation: .*: metadata is empty and its fields stand beside it: indent labels below spec\.template\.metadata; app below spec\.template\.metadata\.labels$/,
      ),
    ]);
  });

  it('one alone is told by where it belongs', () => {
    const value = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: null,
      log_level: 'INFO',
    };
    expect(said(value)).toEqual([
      'unknown-field: unknown field "log_level": indent it to belong to data, which is empty',
    ]);
  });

  it('nothing is lost where nothing is empty', () => {
    const value = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      labels: {},
      annotations: {},
    };
    expect(said(value)).toEqual([
      'unknown-field: unknown field "labels": labels belongs in metadata',
      'unknown-field: unknown field "annotations": annotations belongs in metadata',
    ]);
  });
});

describe('where one of several places is meant', () => {
  const pod = (volume: JsonObject): JsonObject => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    spec: { containers: [{ name: 'a', image: 'b' }], volumes: [{ name: 'v' }], ...volume },
  });
  it.each([
    [{ secretName: 's' }, 'secretName belongs in spec.volumes[].secret'],
    [{ claimName: 's' }, 'claimName belongs in spec.volumes[].persistentVolumeClaim'],
    [{ readOnlyRootFilesystem: true }, 'readOnlyRootFilesystem belongs in spec.containers[].securityContext'],
  ])('%j', (field, hint) => {
    expect(validateObject('1.36', pod(field))).toMatchObject([{ code: 'unknown-field', hint }]);
  });
});

it('the server joins the keys of unknown fields by dots, whatever is in them', () => {
  const value = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', 'x.y/z': 1 } };
  expect(validateObject('1.36', value)).toMatchObject([{ server: 'unknown field "metadata.x.y/z"' }]);
});

describe('what a piece of an object is a piece of', () => {
  it.each<[JsonObject, string]>([
    [{ containers: [{ name: 'a', image: 'b' }] }, 'Pod spec'],
    [{ livenessProbe: { httpGet: null, path: '/', port: 80 } }, 'Pod spec.containers[]'],
    [{ livenessProbe: null, tcpSocket: null, port: 80, periodSeconds: 3 }, 'Pod spec.containers[]'],
    [{ annotations: { a: 'b' } }, 'Pod metadata'],
    [{ replicas: 3, selector: { matchLabels: {} }, template: {} }, 'Deployment spec'],
    [{ rules: [{ host: 'a', http: { paths: [] } }] }, 'Ingress spec'],
  ])('%j: %s', (value, expected) => {
    const fragment = fragmentOf('1.36', value);
    expect(`${fragment?.kind} ${fragment?.steps.join('.')}`).toBe(expected);
  });

  it.each<JsonObject>([
    { replicaCount: 3, image: { tag: 'a' } },
    { version: '3', services: { web: { image: 'a' } } },
    { name: 'CI', on: { push: null }, jobs: {} },
    { name: 'x' },
  ])('%j is none', (value) => {
    expect(fragmentOf('1.36', value)).toBeUndefined();
  });
});
