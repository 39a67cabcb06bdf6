/** What would have the API server take a pod that it refuses. */
import type { JsonValue, Path } from '../../api/json.js';
import type { Container, KubeObject, Pod } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { FieldEdit } from '../moves/edit.js';
import type { RefusedPod } from '../refused-pod.js';
import type { Remedy } from '../remedy.js';

/** A refused pod, the workload that it is of, and the world that refuses it. */
export interface Refused extends RefusedPod {
  cluster: Cluster;
  owner: KubeObject;
  /** As a pod of the template is written, before the server fills anything in. */
  missing: number;
}

/** What would lift one kind of refusal; nothing for others. */
export type Lifting = (refused: Refused) => Remedy[];

/** A field of the pod, set in the template of its workload. */
export function setInTemplate({ path }: Refused, place: Path, value: JsonValue): FieldEdit {
  return { action: 'replace', path: [...path, ...place], value };
}

export function removedFromTemplate({ path }: Refused, place: Path): FieldEdit {
  return { action: 'remove', path: [...path, ...place] };
}

/** The container that a place is in: `['spec', 'containers', 0, 'resources', …]`. */
export function containerAt({ spec }: Pod, [, list, index]: Path): Container | undefined {
  const containers =
    list === 'initContainers' ? spec.initContainers : list === 'containers' ? spec.containers : [];
  return typeof index === 'number' ? containers?.[index] : undefined;
}
