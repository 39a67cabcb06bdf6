/** What a plan says nothing about: it is named, so that silence is not taken for an all-clear. */

import { groupOf, keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { listed, numbered } from '../api/text.js';
import type { Cluster } from '../cluster/cluster.js';
import { blindAutoscalers, scaledText } from './loads.js';

/** Kinds whose objects decide about requests by code that is not run. */
const NOT_ASKED = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** One text for each kind of thing, lower case, without a full stop. */
export function notKnown(manifests: readonly KubeObject[], cluster: Cluster): string[] {
  const custom = new Map<string, { kind: string; group: string; names: Set<string> }>();
  for (const manifest of manifests) {
    const { apiVersion, kind } = manifest;
    const filed = kindOf(manifest);
    // What was refused is nobody's to look at.
    if (filed === kind || !cluster.get(filed, keyOf(manifest))) continue;
    const group = groupOf(apiVersion);
    const found = custom.get(`${kind} ${group}`) ?? { kind, group, names: new Set() };
    found.names.add(keyOf(manifest));
    custom.set(`${kind} ${group}`, found);
  }
  const controllers = [...custom.values()].map(
    ({ kind, group, names }) => `${numbered(names.size, kind)} (${group})`,
  );
  const asked = NOT_ASKED.map((kind) => ({ kind, count: cluster.count(kind) })).filter(
    ({ count }) => count > 0,
  );
  return [
    ...unknownLoads(manifests, cluster),
    ...(controllers.length > 0 ? [`what their controllers make of ${listed(controllers)}`] : []),
    ...(asked.length > 0
      ? [`what ${listed(asked.map(({ kind, count }) => numbered(count, kind)))} would refuse or change`]
      : []),
  ];
}

/** How busy what the manifests are about is, where an autoscaler would go by it. */
function unknownLoads(manifests: readonly KubeObject[], cluster: Cluster): string[] {
  const given = new Set(manifests.map((manifest) => `${kindOf(manifest)} ${keyOf(manifest)}`));
  return blindAutoscalers(cluster)
    .filter((autoscaler) => {
      const { kind, name } = autoscaler.spec.scaleTargetRef;
      const { namespace } = autoscaler.metadata;
      return (
        given.has(`HorizontalPodAutoscaler ${keyOf(autoscaler)}`) || given.has(`${kind} ${namespace}/${name}`)
      );
    })
    .map(
      (autoscaler) =>
        `how busy ${scaledText(autoscaler)} is (--load ${scaledText(autoscaler)} cpu=90% says it): its autoscaler keeps its bounds only`,
    );
}
