/**
 * Kubernetes' own test data of Pod Security (staging/src/k8s.io/pod-security-admission/test/testdata): pods that pass or
 * fail a level at a version. Each is created where the level is enforced, and in a Deployment where it is warned of.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Answer } from '../../src/apiserver/request.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { emptyCluster, stored } from '../cluster-of.js';
import { type Example, objectsOf } from './suite.js';

const NOW = Date.UTC(2026, 0, 1);
const NAMESPACE = 'tested';

/** All pods of all levels and versions. `checkout`: the folder `testdata`. */
export function* podSecurity(checkout: string): Generator<Example> {
  for (const level of ['baseline', 'restricted']) {
    for (const version of readdirSync(join(checkout, level))) {
      const enforcing = world(level, version, 'enforce');
      const warning = world(level, version, 'warn');
      for (const verdict of ['pass', 'fail']) {
        const folder = join(checkout, level, version, verdict);
        for (const file of readdirSync(folder)) {
          const [pod] = objectsOf(join(folder, file));
          if (!pod) continue;
          const name = `${level}/${version}/${verdict}/${file}`;
          const fails = verdict === 'fail';
          yield { name, part: `pods that ${verdict}`, ...judged(create(enforcing, pod), fails, 'violates') };
          const part = `Deployments that are${fails ? '' : ' not'} warned of`;
          yield { name, part, ...judged(create(warning, deployment(pod)), fails, 'would violate') };
        }
      }
    }
  }
}

function world(level: string, version: string, mode: 'enforce' | 'warn'): Cluster {
  const prefix = 'pod-security.kubernetes.io';
  const labels = { [`${prefix}/${mode}`]: level, [`${prefix}/${mode}-version`]: version };
  return stored(emptyCluster(NEWEST_VERSION), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: NAMESPACE, labels },
  });
}

function create(cluster: Cluster, object: JsonObject): Answer {
  const given = isObject(object['metadata']) ? object['metadata'] : {};
  // The files name some pods as no object may be named; Kubernetes' own test gives them another name too.
  const metadata = { ...given, name: 'tested', namespace: NAMESPACE };
  const whole = { ...object, metadata } as unknown as KubeObject;
  return handle(cluster, { verb: 'create', object: whole }, NOW);
}

function judged(answer: Answer, violates: boolean, word: string): Partial<Example> & Pick<Example, 'agrees'> {
  const told = `${word} PodSecurity`;
  const refusal = 'refusal' in answer ? answer.refusal.message : '';
  const said = [refusal, ...answer.warnings].filter((text) => text !== '').join('\n');
  // What validation refuses first never comes before Pod Security; Kubernetes' own test has such pods too (failRequiresError).
  if (violates && refusal !== '' && !refusal.includes(told)) {
    return { part: 'refused before it is asked', agrees: true, said };
  }
  const taken = refusal === '' || refusal.includes(told);
  return { agrees: taken && said.includes(told) === violates, said };
}

function deployment(pod: JsonObject): JsonObject {
  const metadata = isObject(pod['metadata']) ? pod['metadata'] : {};
  const labels = { app: 'tested' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels, annotations: metadata['annotations'] ?? {} }, spec: pod['spec'] ?? {} },
    },
  };
}
