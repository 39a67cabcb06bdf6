/** Worlds in YAML, and what explain finds to help in them: each fix in a line, with how far it gets. */
import type { Explanation, Fix } from '../../src/explain/explanation.js';
import { explain, type WorldOptions } from '../../src/index.js';

export const source = (file: string, ...texts: string[]) => ({ file, text: texts.join('---\n') });

/** A node of 4 cpu and 16Gi, by its labels and whatever else its spec says. */
export function nodeYaml(name: string, spec = '{}', labels: Record<string, string> = {}): string {
  const all = JSON.stringify({ 'kubernetes.io/hostname': name, ...labels });
  return `apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: ${all}}
spec: ${spec}
status:
  allocatable: {cpu: "4", memory: 16Gi, pods: "110"}
  capacity: {cpu: "4", memory: 16Gi, pods: "110"}
`;
}

/** A node of which nothing is heard. */
export function downNode(name: string, labels: Record<string, string> = {}): string {
  const taints = ['NoSchedule', 'NoExecute'].map(
    (effect) => `{key: node.kubernetes.io/unreachable, effect: ${effect}}`,
  );
  const said = `  conditions: [{type: Ready, status: Unknown, reason: NodeStatusUnknown, message: Kubelet stopped posting node status.}]\n`;
  return nodeYaml(name, `{taints: [${taints.join(', ')}]}`, labels) + said;
}

/** A Deployment in the namespace `default`: lines of its spec, and lines of its pods'. */
export function deploymentYaml(name: string, spec: string, pod: string, image = 'app:1'): string {
  const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
${indented(spec, 2)}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
${indented(pod.replaceAll('IMAGE', image), 6)}
`;
}

/** What explain says of one target. */
export function explanationOf(
  files: readonly { file: string; text: string }[],
  target: { kind: string; name: string },
  options: WorldOptions = {},
): Explanation {
  const [explanation] = explain(files, target, options);
  if (!explanation) throw new Error(`${target.name} is not there`);
  return explanation;
}

/** `maxUnavailable 1: 3 of 3 ready`, with what waits, goes and is harmed. */
export function line({ title, proof, gone }: Fix): string {
  const { ready, desired, rest, harmed = [], anew } = proof!;
  const parts = [
    `${title}: ${ready} of ${desired} ready`,
    ...(rest ? [`waits: ${rest}`] : []),
    ...(harmed.length > 0 ? [`harms ${harmed.join(', ')}`] : []),
    ...(gone.length > 0 ? [`${gone.length} go`] : []),
    ...(anew ? ['made anew'] : []),
  ];
  return parts.join('; ').replaceAll('kubernetes.io/', 'k/');
}
