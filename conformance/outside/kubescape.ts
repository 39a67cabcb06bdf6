/**
 * The tests of https://github.com/kubescape/cel-admission-library: each takes a manifest, changes fields of it, and says
 * whether the control's policy lets it through, refuses it or warns.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, type JsonValue } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { NEWEST_VERSION } from '../../src/api/version.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { apply } from '../../src/kubectl/apply.js';
import { PlainClient } from '../../src/kubectl/client.js';
import { exitCode } from '../../src/kubectl/outcome.js';
import { emptyCluster, stored } from '../cluster-of.js';
import { type Example, objectsOf } from './suite.js';

interface Test {
  name: string;
  template: string;
  expected: 'pass' | 'fail' | 'warn';
  field_change_list?: string[];
  binding_template?: string;
  param_template?: string;
}

const NOW = Date.UTC(2026, 0, 1);

/** The tests of all controls. */
export function* kubescape(checkout: string): Generator<Example> {
  const definitions = objectsOf(join(checkout, 'configuration/policy-configuration-definition.yaml'));
  const start = [namespace('test-namespace'), ...definitions].reduce(create, emptyCluster(NEWEST_VERSION));
  for (const control of folders(join(checkout, 'controls'))) {
    const folder = join(checkout, 'controls', control);
    const [policy = {}] = objectsOf(join(folder, 'policy.yaml'));
    const tests = JSON.parse(readFileSync(join(folder, 'tests.json'), 'utf8')) as Test[];
    for (const test of tests) yield example(start, checkout, policy, test, `${control}: ${test.name}`);
  }
}

function example(start: Cluster, checkout: string, policy: JsonObject, test: Test, name: string): Example {
  const template = (file: string, changes: readonly string[]): JsonObject =>
    changed(objectsOf(join(checkout, 'test-resources', file))[0] ?? {}, changes);
  const title = String(isObject(policy['metadata']) ? policy['metadata']['name'] : '');
  const world = [
    template(test.param_template ?? 'default-control-configuration.yaml', [`metadata.name=${title}-params`]),
    template(test.binding_template ?? 'policy-binding.yaml', [
      `spec.policyName=${title}`,
      `metadata.name=${title}-binding`,
      `spec.paramRef.name=${title}-params`,
    ]),
    policy,
  ].reduce(create, start);
  const object = template(test.template, test.field_change_list ?? []);
  const outcome = apply(new PlainClient(world, NOW), object as unknown as KubeObject);
  const said = outcome.refusal?.message ?? outcome.warnings.join('\n');
  const refused = exitCode(outcome) !== 0;
  const warned = test.expected === 'warn' && said.includes(title);
  const verdict = refused ? 'fail' : warned ? 'warn' : 'pass';
  // What something else refuses shows nothing of the policy.
  const named = !refused || said.includes(title);
  return { part: test.expected, name, agrees: verdict === test.expected && named, said };
}

function create(cluster: Cluster, object: JsonObject): Cluster {
  const client = new PlainClient(cluster, NOW);
  const { refusal, error } = apply(client, object as unknown as KubeObject);
  if (refusal || error) throw new Error(refusal?.message ?? error);
  return object['kind'] === 'Namespace' ? stored(cluster, object) : client.cluster;
}

function namespace(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** `spec.containers.[0].image=nginx`: values are JSON where they can be read as such. What is missing on the way is made. */
function changed(object: JsonObject, changes: readonly string[]): JsonObject {
  const root = structuredClone(object);
  for (const change of changes) {
    const at = change.indexOf('=');
    const steps = change.slice(0, at).split('.').map(step);
    let here: JsonObject | JsonValue[] = root;
    steps.forEach((key, index) => {
      const last = index === steps.length - 1;
      const next: JsonValue = last
        ? readAs(change.slice(at + 1))
        : typeof steps[index + 1] === 'number'
          ? []
          : {};
      here = put(here, key, next, last);
    });
  }
  return root;
}

function step(text: string): string | number {
  const index = /^\[(\d+)\]$/.exec(text);
  return index ? Number(index[1]) : text;
}

function readAs(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What stands under the key from now on. */
function put(here: JsonObject | JsonValue[], key: string | number, value: JsonValue, replace: boolean) {
  const holder = here as Record<string | number, JsonValue>;
  const old = holder[key];
  if (replace || old === undefined || old === null) holder[key] = value;
  return holder[key] as JsonObject | JsonValue[];
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
