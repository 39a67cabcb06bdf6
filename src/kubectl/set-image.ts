/** kubectl set image KIND/NAME CONTAINER=IMAGE... (k8s.io/kubectl/pkg/cmd/set) */
import type { JsonObject } from '../api/json.js';
import type { ObjectName } from '../apiserver/request.js';
import { keyOf, kindOf } from '../cluster/cluster.js';
import { type Client, get } from './client.js';
import { notThere } from './not-there.js';
import { clientError, type Outcome, outcomeOf } from './outcome.js';
import { containersOf, patchAt, podSpecPath } from './pod-template.js';

/** Gives containers other images; `*` stands for all of them. */
export function setImage(
  client: Client,
  name: ObjectName,
  images: Readonly<Record<string, string>>,
): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  const path = podSpecPath(live);
  const all = Object.keys(images);
  const known = new Set(
    (['containers', 'initContainers'] as const)
      .flatMap((list) => containersOf(live, list))
      .map((one) => one['name']),
  );
  const unknown = all.find((container) => container !== '*' && !known.has(container));
  if (!path || unknown !== undefined)
    return clientError(`unable to find container named "${unknown ?? all[0]}"`, live);
  const edits = (list: 'containers' | 'initContainers'): JsonObject[] =>
    containersOf(live, list).flatMap((container): JsonObject[] => {
      const image = images[String(container['name'])] ?? images['*'];
      return image === undefined || image === container['image'] ? [] : [{ name: container['name'], image }];
    });
  const patch: JsonObject = {};
  for (const list of ['containers', 'initContainers'] as const) {
    const edited = edits(list);
    if (edited.length > 0) patch[list] = edited;
  }
  if (Object.keys(patch).length === 0)
    return { word: 'image updated', warnings: [], object: live, changed: false };
  const request = { type: 'strategic', patch: patchAt(path, patch), fieldManager: 'kubectl-set' } as const;
  const target = { kind: kindOf(live), key: keyOf(live) };
  return outcomeOf(client.send({ verb: 'patch', ...target, ...request }), 'image updated', live);
}
