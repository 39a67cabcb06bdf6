import { expect, it } from 'vitest';
import { create } from '../../src/kubectl/create.js';
import { clientOf, found, having, run, web } from './client.js';

it('kubectl create makes an object once, and remembers no manifest', () => {
  const client = clientOf();
  expect(run(client, 'create -f -', web())).toBe('deployment.apps/web created');
  expect(found(client, 'Deployment', 'ns/web')!['metadata']).not.toHaveProperty('annotations');
  expect(run(client, 'create -f -', web())).toBe(
    'Error from server (AlreadyExists): error when creating "STDIN": deployments.apps "web" already exists',
  );
});

it('kubectl create takes generateName', () => {
  const client = clientOf();
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'once-', namespace: 'ns' } };
  const { word, object } = create(client, map);
  expect([word, object?.metadata.name]).toEqual(['created', expect.stringMatching(/^once-[a-z0-9]{5}$/)]);
});

it.each([
  [
    { ...web(), spec: {} },
    'The Deployment "web" is invalid: \n* spec.selector: Required value\n* spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`\n* spec.template.spec.containers: Required value',
  ],
  [
    { ...web(), wrong: 1 },
    'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "wrong"',
  ],
  [
    { apiVersion: 'v1', kind: 'Gadget', metadata: { name: 'g', namespace: 'ns' } },
    'Error from server (NotFound): error when creating "STDIN": no matches for kind "Gadget" in version "v1"',
  ],
])('kubectl create is refused: %j', (object, text) => {
  const client = having();
  const before = client.cluster;
  expect(run(client, 'create -f -', object)).toBe(text);
  expect(client.cluster).toBe(before);
});

it('what is asked is answered, and not kept', () => {
  const client = clientOf();
  const before = client.cluster;
  const review = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenReview',
    metadata: { name: 't' },
    spec: { token: 'x' },
  };
  expect(create(client, review as never)).toMatchObject({ word: 'created', changed: false });
  expect(client.cluster).toBe(before);
});
