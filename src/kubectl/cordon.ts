/** kubectl cordon NODE, kubectl uncordon NODE (k8s.io/kubectl/pkg/drain/cordon.go) */
import type { Node } from '../api/objects.js';
import type { Client } from './client.js';
import { notThere } from './not-there.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** Closes a node to new pods. */
export function cordon(client: Client, node: string): Outcome {
  return setUnschedulable(client, node, true);
}

/** Opens it again. */
export function uncordon(client: Client, node: string): Outcome {
  return setUnschedulable(client, node, false);
}

function setUnschedulable(client: Client, node: string, desired: boolean): Outcome {
  const name = { kind: 'Node', key: node };
  const live = client.cluster.get('Node', node) as Node | undefined;
  if (!live) return notThere(client, name);
  const word = desired ? 'cordoned' : 'uncordoned';
  if ((live.spec?.unschedulable ?? false) === desired) {
    return { word: `already ${word}`, warnings: [], object: live, changed: false };
  }
  const patch = { spec: { unschedulable: desired ? true : null } };
  const request = { type: 'strategic', patch, fieldManager: 'kubectl' } as const;
  return outcomeOf(client.send({ verb: 'patch', ...name, ...request }), word, live);
}
