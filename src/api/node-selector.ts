/** Node affinity terms, as k8s.io/component-helpers/scheduling/corev1/nodeaffinity matches them. */

import { matchesLabels } from './labels.js';
import { labelKeyErrors, labelValueErrors } from './names.js';
import type { Node, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from './objects.js';

/** The number that a label holds, in 64 bits; undefined for anything else. No label begins with a sign. */
function parseInt64(text: string): bigint | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** A requirement that cannot be understood makes its whole term match nothing. */
function isUsable({ key, operator, values = [] }: NodeSelectorRequirement): boolean {
  if (labelKeyErrors(key).length > 0 || values.some((value) => labelValueErrors(value).length > 0))
    return false;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0;
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0;
    case 'Gt':
    case 'Lt':
      return values.length === 1 && parseInt64(values[0]!) !== undefined;
    default:
      return false;
  }
}

function labelMatches(
  requirement: NodeSelectorRequirement,
  labels: Readonly<Record<string, string>>,
): boolean {
  const { key, operator, values = [] } = requirement;
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const have = value === undefined ? undefined : parseInt64(value);
      const wanted = parseInt64(values[0]!)!;
      if (have === undefined) return false;
      return operator === 'Gt' ? have > wanted : have < wanted;
    }
  }
}

function fieldMatches({ key, operator, values = [] }: NodeSelectorRequirement, name: string): boolean {
  const value = key === 'metadata.name' ? name : '';
  return operator === 'In' ? value === values[0] : value !== values[0];
}

function isUsableField({ operator, values = [] }: NodeSelectorRequirement): boolean {
  return (operator === 'In' || operator === 'NotIn') && values.length === 1;
}

/** Whether a node fulfils all of a term. An empty term, and one with a requirement that makes no sense, match no node. */
export function matchesNodeTerm(term: NodeSelectorTerm, node: Node): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  if (!expressions.every(isUsable) || !fields.every(isUsableField)) return false;
  const labels = node.metadata.labels ?? {};
  if (!expressions.every((requirement) => labelMatches(requirement, labels))) return false;
  const { name } = node.metadata;
  return !name || fields.every((requirement) => fieldMatches(requirement, name));
}

/** Whether a node fulfils one of a selector's terms. */
export function matchesNodeSelector(selector: NodeSelector, node: Node): boolean {
  return (selector.nodeSelectorTerms ?? []).some((term) => matchesNodeTerm(term, node));
}

/** Whether a node is one that the pod's nodeSelector and required node affinity ask for. */
export function matchesRequiredNodeAffinity(spec: PodSpec, node: Node): boolean {
  if (spec.nodeSelector && !matchesLabels(spec.nodeSelector, node.metadata.labels)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required ? matchesNodeSelector(required, node) : true;
}
