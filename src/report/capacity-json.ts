/** `kubeplan capacity --format json`: the format `kubeplan.capacity/1`. */

import type { Location } from '../api/finding.js';
import type {
  Capacity,
  CapacityEnd,
  MixCapacity,
  NodeCapacity,
  TemplateCapacity,
} from '../explain/capacity-answer.js';
import type { Asked } from '../explain/capacity-asked.js';
import type { Spare } from '../explain/spare.js';
import type { CapacityFrame } from './capacity-text.js';
import { jsonText } from './inert.js';

const CAPACITY_FORMAT = 'kubeplan.capacity/1';

function place(location: Location | undefined) {
  return location && { file: location.file, line: location.start.line, column: location.start.column };
}

/** The answer as one JSON document, ending with a line end. Amounts: cpu in milli-cores, others in whole units. */
export function capacityJson(
  { nodeCount, templates, mix }: Capacity,
  { manifests, max }: CapacityFrame,
  { need, spare, room, changed }: Asked = {},
): string {
  const document = {
    format: CAPACITY_FORMAT,
    nodes: nodeCount,
    manifestPods: manifests,
    max,
    templates: templates.map(templateJson),
    ...(mix && { mix: mixJson(mix) }),
    ...(need && { need }),
    ...(spare && { spare: spareJson(spare) }),
    ...(room && { free: room }),
    ...(changed && { setRequests: changed }),
  };
  return jsonText(document);
}

function spareJson({ nodes, ...rest }: Spare) {
  return {
    ...rest,
    nodes: nodes.map(({ node, answer }) => ({
      node,
      ...(answer ? { verdict: answer.verdict, pods: answer.pods } : { verdict: 'control-plane', pods: [] }),
    })),
  };
}

function templateJson(template: TemplateCapacity) {
  const { object, location, requests, more, fit, limited, wanted, placed, nodes } = template;
  return {
    object,
    at: place(location),
    requests,
    more,
    fit,
    limited,
    replicas: { wanted, placed },
    ...endJson(template),
    nodes: nodes.map((node) => ({ ...nodeJson(node), more: node.more[0] ?? 0 })),
  };
}

function mixJson(mix: MixCapacity) {
  const { parts, rounds, limited, endedBy, nodes } = mix;
  return {
    parts,
    rounds,
    limited,
    endedBy: endedBy === undefined ? undefined : parts[endedBy]!.object,
    ...endJson(mix),
    nodes: nodes.map(nodeJson),
  };
}

function endJson({ why, ends, quota, everywhere, message, preempts }: CapacityEnd) {
  return { why, ends, quota, everywhere, message, preempts };
}

function nodeJson({ node, more, causes, closed, verdict, left }: NodeCapacity) {
  return { node, more, causes, closed, verdict, left };
}
