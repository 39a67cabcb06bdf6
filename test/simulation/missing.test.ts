import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../src/manifest/parse.js';
import { planCommandOf } from '../../src/simulation/commands/index.js';
import { type PlanWorldOptions, planWorld } from '../../src/simulation/plan-world.js';
import { buildWorld } from '../../src/simulation/world.js';

const read = (text: string, file = 'web.yaml') => parseManifests({ file, text });
const object = (kind: string, name: string, more = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}---\n`;
const pod = (spec: string, name = 'p') =>
  object('Pod', name, `spec:\n  containers:\n  - {name: app, image: "app:1", ${spec}}\n`);
const reads = (name: string, key = 'k') =>
  `env: [{name: K, valueFrom: {configMapKeyRef: {name: ${name}, key: ${key}}}}]`;
const DUMP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: default, uid: u}\n';

function planned(text: string, cluster = '', options: PlanWorldOptions = {}) {
  const world = buildWorld(read(text), { snapshot: cluster ? read(cluster, 'c.yaml').documents : [] });
  const plan = planWorld(world, options);
  const lines = plan.missing.map(({ object: { kind, namespace, name }, key, known, leftOut, named }) => {
    const what = `${kind} ${namespace}/${name}${key === undefined ? '' : ` ${key}`}`;
    const places = named.map(({ by, location: { start } }) => `${by.name}@${start.line}:${start.column}`);
    return `${what}${known ? '' : '?'}${leftOut ? ' left out' : ''} ${places.join(' ')}`;
  });
  return {
    lines,
    stuck: plan.stuck.map(({ reason, message }) => `${reason}: ${message}`),
    assumed: plan.assumed,
  };
}

describe('what manifests need that is not there', () => {
  it('is told with its places, in their order', () => {
    const { lines, stuck } = planned(pod(reads('b')) + pod(reads('a'), 'q') + pod(reads('b'), 'r'));
    expect(lines).toEqual(['ConfigMap default/b? p@6:85 r@20:85', 'ConfigMap default/a? q@13:85']);
    expect(stuck[0]).toBe('CreateContainerConfigError: configmap "b" not found');
  });

  it('is known where the world is described', () => {
    expect(planned(pod(reads('b')), DUMP).lines).toEqual(['ConfigMap default/b p@6:85']);
  });

  it('is a key of what is there', () => {
    const { lines, stuck } = planned(object('ConfigMap', 'b', 'data: {a: x}\n') + pod(reads('b')));
    expect(lines).toEqual(['ConfigMap default/b k p@11:93']);
    expect(stuck).toEqual(["CreateContainerConfigError: couldn't find key k in ConfigMap default/b"]);
  });

  it('is known where it was there, and somebody deletes it', () => {
    const commands = [planCommandOf(['delete', 'configmap', 'b'])];
    const text = object('ConfigMap', 'b', 'data: {k: x}\n') + pod(reads('b'));
    expect(planned(text, '', { commands, openWorld: true }).lines).toEqual(['ConfigMap default/b p@11:85']);
  });

  it('is taken to be there in an open world, and where the cluster runs with it', () => {
    const open = planned(pod(reads('b')), '', { openWorld: true });
    expect(open).toEqual({ lines: [], stuck: [], assumed: ['configmap/b'] });
    expect(planned(pod(reads('b')), pod(reads('b'), 'other'))).toEqual(open);
  });

  it('is nothing optional, nothing of what was refused, and nothing that every namespace has', () => {
    const optional = 'envFrom: [{configMapRef: {name: b, optional: true}}]';
    const refused = pod(`${reads('b')}, badField: [1]`, 'q').replace('name: app', 'name: "APP!"');
    const { lines, assumed } = planned(
      pod(optional) + refused + pod(reads('kube-root-ca.crt', 'ca.crt'), 'r'),
    );
    expect([lines, assumed]).toEqual([[], []]);
  });

  it('holds nobody up where images are pulled without it', () => {
    const text = pod('args: []').replace('spec:\n', 'spec:\n  imagePullSecrets: [{name: registry}]\n');
    expect(planned(text)).toEqual({
      lines: ['Secret default/registry? left out p@5:29'],
      stuck: [],
      assumed: [],
    });
    expect(planned(text, '', { openWorld: true }).assumed).toEqual(['secret/registry']);
  });
});
