/** What lint is told beside the files: the world that they come to. */
import type { Kinds } from '../admission/kinds.js';
import type { Finding } from '../api/finding.js';
import { isObject, textOf } from '../api/json.js';
import { asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import { admitObject } from '../apiserver/admit-object.js';
import { definitionsIn } from '../apiserver/definitions.js';
import type { Document, Source } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';
import { snapshotObjects } from '../simulation/snapshot.js';
import { heldOf } from '../simulation/world.js';
import { type Beside, DECIDE } from './files-server.js';
import type { LintOptions } from './options.js';
import { REFUSED } from './rules/server.js';

/** Where objects of a snapshot are that say no namespace. */
const DEFAULT_NAMESPACE = 'default';

/** The policies and the snapshot of the options, read. */
export function besideOf(
  { policies, cluster, nodePorts, featureGates }: LintOptions,
  version: KubernetesVersion,
  kinds: Kinds,
): Beside {
  const documents = documentsOf(cluster);
  const { objects, findings } = snapshotObjects(documents);
  const held = heldOf(objects, { namespace: DEFAULT_NAMESPACE, version, kinds });
  const given = documentsOf(policies);
  return {
    kinds,
    policies: given.map(({ value }) => value),
    cluster: held.objects,
    documents,
    ...(nodePorts && { nodePorts }),
    ...(featureGates && { gates: featureGates }),
    findings: [...findings, ...held.findings, ...refusedPolicies(given, version, kinds)],
  };
}

/** Policies that the API server would not take: nothing is held against them. */
function refusedPolicies(given: readonly Document[], version: KubernetesVersion, kinds: Kinds): Finding[] {
  const world = definitionsIn(
    given.map(({ value }) => value),
    version,
  );
  return given.flatMap((document) => {
    const { value } = document;
    if (!isObject(value) || !DECIDE.has(textOf(value['kind']))) return [];
    const answer = admitObject(asObject({ ...value, apiVersion: textOf(value['apiVersion']) }), {
      kinds,
      cluster: world,
      now: 0,
      fieldValidation: 'Strict',
      alone: true,
    });
    if (!('refusal' in answer)) return [];
    const { message, errors = [], decoding = [] } = answer.refusal;
    const path = errors[0]?.path ?? decoding[0]?.path ?? ['metadata', 'name'];
    const { name, severity } = REFUSED;
    return [{ rule: name, severity, message, location: document.locate(path) }];
  });
}

function documentsOf(sources: readonly Source[] = []): Document[] {
  return sources.flatMap((source) => parseManifests(source).documents);
}
